"""What does not fit between fields, records and files."""

from faults import CASE, CLAIMS, CORRECTIONS, COURT_CASE, GLOSSARY, HISTORY, OHIO, OPINIONS, Project, Seed, append, link, rename, replace, write


def _without_points(project: Project) -> None:
    """The series has its points no more; the page that tells one of them doesn't either."""
    text = project.read("data/numbers.yml")
    project.write("data/numbers.yml", text[: text.index("  points:")] + text[text.index("  caveats:") :])


SEEDS = [
    Seed(
        "unknown-source-in-text",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[@gazete-2019, paragraph 2]"),
        """
data/custody-cases/fairview-2019.yml:3:44: 'gazete-2019', which is not in sources. Expected the id of a record in data/sources. Did you mean 'gazette-2019'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-source-of-an-item",
        replace(CASE, "source: gazette-2019, paragraph 3", "source: gazzette-2019, paragraph 3"),
        """
data/custody-cases/fairview-2019.yml:17:11: 'gazzette-2019', which is not in sources. Expected the id of a record in data/sources. Did you mean 'gazette-2019'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-record",
        replace(CASE, "court_cases: [doe-2014]", "court_cases: [doe-2015]"),
        """
data/custody-cases/fairview-2019.yml:43:15: 'doe-2015', which is not in court-cases. Expected the id of a record in data/court-cases. Did you mean 'doe-2014'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-record-like-no-other",
        replace(CASE, "court_cases: [doe-2014]", "court_cases: [roe]"),
        """
data/custody-cases/fairview-2019.yml:43:15: 'roe', which is not in court-cases. Expected the id of a record in data/court-cases. Add the record to data/court-cases, or correct the id.
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-record-in-a-link",
        replace(CASE, "(questions/request-or-order)", "(questions/request-or-ordr)"),
        """
data/custody-cases/fairview-2019.yml:4:48: 'request-or-ordr', which is not in questions. Expected the id of a record in data/questions. Did you mean 'request-or-order'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-collection-in-a-link",
        replace(CASE, "(questions/request-or-order)", "(question/request-or-order)"),
        """
data/custody-cases/fairview-2019.yml:4:48: a link to 'question', which is no collection. Expected one of: «collections». Did you mean 'questions'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "unknown-lifecycle-step",
        replace(CASE, "    step: booking\n    what: The jail books", "    step: bookin\n    what: The jail books"),
        """
data/custody-cases/fairview-2019.yml:24:11: 'bookin', which is not in lifecycle. Expected the id of a record in data/lifecycle. Did you mean 'booking'?
""",
        "every_reference_leads_to_a_record",
    ),
    Seed(
        "source-unused",
        replace(OPINIONS, "doe-2014-op:\n", "roe-op:\n  title: Roe\n  publisher: A court\n  kind: opinion\ndoe-2014-op:\n"),
        """
data/sources/opinion.yml:1:1: the source 'roe-op', which nothing uses. Expected each source to support something. Cite it in a record, or delete it.
""",
        "every_source_is_used",
    ),
    Seed(
        "kind-in-the-wrong-file",
        replace(OPINIONS, "kind: opinion", "kind: news"),
        """
data/sources/opinion.yml:4:9: the kind 'news' in the file opinion.yml. Expected the kind in the file news.yml. Move the record to data/sources/news.yml.
""",
        "every_source_stands_in_the_file_of_its_kind",
    ),
    Seed(
        "cited-but-not-listed",
        replace(CASE, "source: gazette-2019, paragraph 3", "source: doe-2014-op, at 1"),
        """
data/custody-cases/fairview-2019.yml:17:11: 'doe-2014-op' cited, but not in the record's `sources`. Expected each cited source in `sources` with how it was checked. Add `- {id: doe-2014-op, checked: …}` to sources.
""",
        "every_cited_source_is_listed_in_its_record",
    ),
    Seed(
        "citation-without-its-sign",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[gazette-2019, paragraph 2]"),
        """
data/custody-cases/fairview-2019.yml:3:43: '[gazette-2019' in the text. Expected a citation as [@source-id, pinpoint]. Write [@gazette-2019].
""",
        "no_citation_lacks_its_mark",
    ),
    Seed(
        "citation-without-its-brackets",
        replace(CASE, "[@gazette-2019, paragraph 2]", "@gazette-2019"),
        """
data/custody-cases/fairview-2019.yml:3:43: '@gazette-2019' in the text. Expected a citation as [@source-id, pinpoint]. Write [@gazette-2019].
""",
        "no_citation_lacks_its_mark",
    ),
    Seed(
        "source-listed-twice",
        replace(CASE, "supports: [reason]}", "supports: [reason]}\n  - {id: gazette-2019, checked: excerpt}"),
        """
data/custody-cases/fairview-2019.yml:46:5: the source 'gazette-2019' a second time with the same pinpoint. Expected one entry with all it supports. Merge the two entries.
""",
        "no_source_is_listed_twice",
    ),
    Seed(
        "supports-an-unknown-field",
        replace(CASE, "supports: [reason]", "supports: [raeson]"),
        """
data/custody-cases/fairview-2019.yml:45:55: 'raeson' in supports, which is no field here. Expected one of: «all fields of CustodyCase». Did you mean 'reason'?
""",
        "every_support_names_a_filled_field",
    ),
    Seed(
        "supports-an-unfilled-field",
        replace(CASE, "supports: [reason]", "supports: [reason, allegation]"),
        """
data/custody-cases/fairview-2019.yml:45:63: 'allegation' in supports, which is not filled. Expected the name of a field that is filled. Fill the field, or delete its name here.
""",
        "every_support_names_a_filled_field",
    ),
    Seed(
        "supports-an-unknown-field-of-a-law",
        replace(OHIO, "supports: [does]", "supports: [penaltys]"),
        """
data/states/ohio.yml:29:57: 'penaltys' in supports, which is no field here. Expected one of: «fields of Law». Did you mean 'penalty'?
""",
        "every_support_names_a_filled_field",
    ),
    Seed(
        "out-of-order",
        replace(CASE, "date: 2019-06-01", "date: 2019-04"),
        """
data/custody-cases/fairview-2019.yml:28:11: April 2019, after May 30, 2019. Expected the oldest first. Move the item up, or correct the date.
""",
        "no_event_is_certainly_out_of_order",
    ),
    Seed(
        "lies-ahead",
        replace(CASE, "date: 2019-06-01", "date: 2027-06-01"),
        """
data/custody-cases/fairview-2019.yml:28:11: June 1, 2027, which lies ahead. Expected a date up to 2026-11-24. Correct the date, or say `scheduled: true`.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "verified-tomorrow-week",
        replace(CASE, "verified: 2026-11-20", "verified: 2026-12-01"),
        """
data/custody-cases/fairview-2019.yml:47:11: December 1, 2026, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "history-ahead",
        replace(HISTORY, "date: 1997-04-01", "date: 2027"),
        """
data/history.yml:12:9: 2027, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "answer-ahead",
        replace(OHIO, "  value: no-rule-found\n  as_of: 2026-10", "  value: no-rule-found\n  as_of: 2099-10"),
        """
data/states/ohio.yml:6:10: October 2099, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "status-of-a-law-ahead",
        replace(OHIO, "    status: {value: in-force, as_of: 2026-10}", "    status: {value: in-force, as_of: 2099}"),
        """
data/states/ohio.yml:27:38: 2099, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "enacted-ahead",
        replace(
            OHIO,
            "    status: {value: in-force, as_of: 2026-10}",
            "    enacted: 2098-01-01\n    effective: 2099-01-01\n    status: {value: in-force, as_of: 2026}",
        ),
        """
data/states/ohio.yml:27:14: January 1, 2098, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "detainer-ahead",
        replace(CASE, "lodged: 2019-05", "lodged: 2099-05"),
        """
data/custody-cases/fairview-2019.yml:15:11: May 2099, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "source-ahead",
        replace("data/sources/news.yml", "date: 2019-06-02", "date: 2099"),
        """
data/sources/news.yml:5:9: 2099, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "correction-ahead",
        replace(CORRECTIONS, "date: 2026-11-20", "date: 2027-11-20"),
        """
data/corrections.yml:3:9: November 20, 2027, which lies ahead. Expected a date up to 2026-11-24. Correct the date.
""",
        "no_date_lies_ahead_unless_scheduled",
    ),
    Seed(
        "wrong-since-after-the-correction",
        replace(CORRECTIONS, "since: 2026-11-01", "since: 2026-11-21"),
        """
data/corrections.yml:3:9: November 20, 2026 in 'date', before November 21, 2026 in 'since'. Expected nothing to end before it starts. Correct one of the two.
""",
        "nothing_ends_before_it_starts",
    ),
    Seed(
        "effective-before-it-was-enacted",
        replace(
            OHIO,
            "    status: {value: in-force, as_of: 2026-10}",
            "    enacted: 2018-02\n    effective: 2018-01-31\n    status: {value: in-force, as_of: 2026}",
        ),
        """
data/states/ohio.yml:28:16: January 31, 2018 in 'effective', before February 2018 in 'enacted'. Expected nothing to end before it starts. Correct one of the two.
""",
        "nothing_ends_before_it_starts",
    ),
    Seed(
        "lodged-again-before-it-was-lodged",
        replace(CASE, "lodged: 2019-05", "lodged: 2019-05\n  lodged_again: 2018"),
        """
data/custody-cases/fairview-2019.yml:16:17: 2018 in 'lodged_again', before May 2019 in 'lodged'. Expected nothing to end before it starts. Correct one of the two.
""",
        "nothing_ends_before_it_starts",
    ),
    Seed(
        "ruling-of-another-year-than-its-case",
        replace(OHIO, "date: 2014-03-04", "date: 2013"),
        """
data/states/ohio.yml:32:11: 2013, where the case was decided on March 4, 2014. Expected the date of the decision, or of one of its events. Correct the date here or there, or name the ruling without `case`.
""",
        "every_ruling_has_a_date_of_its_case",
    ),
    Seed(
        "event-without-actor",
        replace(CASE, "    actor: jail\n    step: booking\n    what: The jail books", "    step: booking\n    what: The jail books"),
        """
data/custody-cases/fairview-2019.yml:20:5: an event without 'actor'. Expected one actor, one step, one speaker. Add `actor:`.
""",
        "every_event_says_what_and_when",
    ),
    Seed(
        "event-without-what",
        replace(CASE, "    what: The jail books him.\n", ""),
        """
data/custody-cases/fairview-2019.yml:20:5: an event without 'what'. Expected a date and what happened, or `about: collection/id`. Add `what:`.
""",
        "every_event_says_what_and_when",
    ),
    Seed(
        "event-without-source",
        replace(COURT_CASE, "    what: The court rules for Doe.\n    source: doe-2014-op\n", "    what: The court rules for Doe.\n"),
        """
data/court-cases/doe-2014.yml:14:5: an event without 'source'. Expected the source that tells of it. Add `source: id, pinpoint`.
""",
        "every_event_says_what_and_when",
    ),
    Seed(
        "change-without-title",
        replace(OHIO, "    title: A law on records\n", ""),
        """
data/states/ohio.yml:39:5: a change without 'title'. Expected date, title and what changed, or `about: collection/id`. Add `title:`.
""",
        "every_change_says_what_and_when",
    ),
    Seed(
        "change-without-source",
        replace(OHIO, "    what: The law on records was signed.\n    source: gazette-2019\n", "    what: The law on records was signed.\n"),
        """
data/states/ohio.yml:39:5: a change without 'source'. Expected the source that tells of it. Add `source: id, pinpoint`.
""",
        "every_change_says_what_and_when",
    ),
    Seed(
        "id-twice-in-a-record",
        replace(OHIO, "id: records", "id: doe"),
        """
data/states/ohio.yml:36:9: the id 'doe' more than once in the record. Expected each id once. Rename one of them.
""",
        "ids_inside_a_record_differ",
    ),
    Seed(
        "quotation-too-long",
        replace(CASE, "text: We follow the court's order.", "text: " + "word " * 41),
        """
data/custody-cases/fairview-2019.yml:40:9: a quotation of 41 words. Expected at most 40, unless from a statute, regulation or form. Shorten it.
""",
        "quotations_are_short_and_sourced",
    ),
    Seed(
        "quotation-without-source",
        replace(CASE, "  speaker: Sheriff\n  source: gazette-2019\n", "  speaker: Sheriff\n"),
        """
data/custody-cases/fairview-2019.yml:40:9: a quotation without 'source'. Expected where the words stand. Add `source: id, pinpoint`.
""",
        "quotations_are_short_and_sourced",
    ),
    Seed(
        "postal-code-of-another-state",
        replace(OHIO, "postal: OH", "postal: TX"),
        """
data/states/ohio.yml:3:9: the postal code TX (Texas) in ohio.yml. Expected the postal code of ohio. Correct it, or rename the file to texas.yml.
""",
        "every_state_has_its_own_name_and_postal_code",
    ),
    Seed(
        "ruling-without-case",
        replace(OHIO, "  - case: doe-2014\n    date", "  - date"),
        """
data/states/ohio.yml:31:5: a ruling without a record. Expected `case: id`, or `name:` and `no_record: true`. Add one or the other.
""",
        "every_ruling_names_its_case",
    ),
    Seed(
        "history-without-date",
        replace(HISTORY, "  date: 1997-04-01\n", ""),
        """
data/history.yml:9:1: no 'date'. Expected a title and a date, or `about: collection/id`. Add `date:`.
""",
        "every_history_event_has_title_and_date",
    ),
    Seed(
        "title-beside-about",
        replace(HISTORY, "  about: court-cases/doe-2014", "  about: court-cases/doe-2014\n  title: Doe"),
        """
data/history.yml:3:3: 'title' beside 'about'. Expected title and date from the record it is about. Delete the line.
""",
        "every_history_event_has_title_and_date",
    ),
    Seed(
        "history-about-itself",
        replace(HISTORY, "about: court-cases/doe-2014", "about: history/doe-decided"),
        """
data/history.yml:2:10: an event about itself. Expected one about a record that says its own title and date. Name that record, or write `title:` and `date:` in place of `about:`.
""",
        "no_history_event_is_about_itself",
    ),
    Seed(
        "history-in-a-circle",
        lambda project: (
            project.replace(HISTORY, "about: court-cases/doe-2014", "about: history/rule-1997"),
            project.replace(HISTORY, "  title: One detainer rule\n", "  about: history/doe-decided\n"),
            project.replace(HISTORY, "  date: 1997-04-01\n", ""),
        )[-1],
        """
data/history.yml:2:10: an event about itself, by way of history/rule-1997. Expected one about a record that says its own title and date. Name that record, or write `title:` and `date:` in place of `about:`.
""",
        "no_history_event_is_about_itself",
    ),
    Seed(
        "claim-of-someone-said-nowhere",
        replace(CLAIMS, "said_by: a common belief", "said_by: A sheriff"),
        """
data/claims.yml:1:1: no 'said_in'. Expected the source in which the claim was made, unless it is a common belief. Add `said_in: source-id`.
""",
        "every_claim_says_where_it_was_made",
    ),
    Seed(
        "former-id-taken",
        replace(COURT_CASE, "former_ids: [doe-v-fairview]", "former_ids: [doe-2014]"),
        """
data/court-cases/doe-2014.yml:21:14: the former id 'doe-2014', which is taken (at data/court-cases/doe-2014.yml:1:1). Expected an id that no record has or had. Delete it here or there.
""",
        "former_ids_are_free",
    ),
    Seed(
        "former-id-of-two-records",
        lambda project: project.write("data/court-cases/roe.yml", project.read(COURT_CASE)),
        """
data/court-cases/roe.yml:21:14: the former id 'doe-v-fairview', which is taken (at data/court-cases/doe-2014.yml:21:14). Expected an id that no record has or had. Delete it here or there.
""",
        "former_ids_are_free",
    ),
    Seed(
        "former-id-where-a-list-goes-on",
        replace(COURT_CASE, "former_ids: [doe-v-fairview]", "former_ids: [page-17]"),
        """
data/court-cases/doe-2014.yml:21:14: the id 'page-17'. Expected another id: at this address a long list goes on. Rename it.
""",
        "no_id_is_a_page_of_a_list",
    ),
    Seed(
        "id-that-its-page-has",
        replace("data/hold-clock.yml", "length:\n", "the-clock:\n"),
        """
data/hold-clock.yml:1:1: the id 'the-clock'. Expected another id: the page has a place of this name. Rename it.
""",
        "no_id_is_one_that_templates_use",
    ),
    Seed(
        "id-of-a-change-that-its-page-has",
        replace(OHIO, "id: records", "id: laws"),
        """
data/states/ohio.yml:39:9: the id 'laws'. Expected another id: the page has a place of this name. Rename it.
""",
        "no_id_is_one_that_templates_use",
    ),
    Seed(
        "former-id-that-its-page-has",
        replace("data/hold-clock.yml", "  kind: rule\n", "  kind: rule\n  former_ids: [rules]\n"),
        """
data/hold-clock.yml:5:16: the id 'rules'. Expected another id: the page has a place of this name. Rename it.
""",
        "no_id_is_one_that_templates_use",
    ),
    Seed(
        "private-person-named",
        replace(CASE, "description: a man of 40", "description: a man of 40, Pat Nobody"),
        """
data/custody-cases/fairview-2019.yml:12:16: the name of a private person ('P. N.'). Expected no name of anyone accused or held, outside the caption of a court case. Say who it is without the name, such as 'the man'.
""",
        "no_private_person_is_named",
    ),
    Seed(
        "private-person-named-beside-a-caption",
        replace(CASE, "reason: The court had set bond.", "reason: Pat Nobody posted bond, as in Doe v. Fairview County."),
        """
data/custody-cases/fairview-2019.yml:18:9: the name of a private person ('P. N.'). Expected no name of anyone accused or held, outside the caption of a court case. Say who it is without the name, such as 'the man'.
""",
        "no_private_person_is_named",
    ),
    Seed(
        "series-point-without-time",
        replace("data/numbers.yml", "{period: FY2018, start: 2017-10, end: 2018-09, value", "{period: FY2018, value"),
        """
data/numbers.yml:8:7: no 'start' at the point 'FY2018' of a series. Expected the date on which the time of each point starts. Add `start:`, and `end:` if it is a span; or call the record `kind: figures`.
""",
        "every_point_of_a_series_has_its_time",
    ),
    Seed(
        "series-with-a-negative-value",
        replace("data/numbers.yml", "value: 77.5", "value: -77.5"),
        """
data/numbers.yml:9:61: the value -77.5 in a series. Expected values from 0 up: a series is drawn as bars. Correct the value, or call the record `kind: figures`.
""",
        "every_series_can_be_drawn",
    ),
    Seed(
        "series-without-points",
        _without_points,
        """
data/numbers.yml:4:9: a series without points. Expected points, which are drawn. Add `points:`, or call the record `kind: figures`.
""",
        "every_series_can_be_drawn",
    ),
    Seed(
        "point-ends-before-it-starts",
        replace("data/numbers.yml", "end: 2018-09", "end: 2016-09"),
        """
data/numbers.yml:8:45: September 2016 in 'end', before October 2017 in 'start'. Expected nothing to end before it starts. Correct one of the two.
""",
        "nothing_ends_before_it_starts",
    ),
    Seed(
        "quotation-without-a-speaker",
        replace(CASE, "  speaker: Sheriff\n", ""),
        """
data/custody-cases/fairview-2019.yml:39:1: a quotation without 'speaker'. Expected who said it, unless the source is an opinion, a law, a form or an agency's own document. Add `speaker:`.
""",
        "every_quotation_has_a_speaker",
    ),
    Seed(
        "british-spelling",
        replace(CASE, "reason: The court had set bond.", "reason: The jail did not honour it, although it might have."),
        """
data/custody-cases/fairview-2019.yml:18:26: 'honour'. Expected American spelling and dates. Write honor.
""",
        "words_are_american",
    ),
    Seed(
        "day-first-date",
        replace(CASE, "reason: The court had set bond.", "reason: The court had set bond on 30 May 2019."),
        """
data/custody-cases/fairview-2019.yml:18:35: '30 May 2019'. Expected American spelling and dates. Write May 30, 2019.
""",
        "words_are_american",
    ),
    Seed(
        "called-guilty",
        replace(CASE, "description: a man of 40", "description: an offender of 40"),
        """
data/custody-cases/fairview-2019.yml:12:19: 'offender' in a record without a conviction. Expected an arrest called an arrest, and a charge a charge. Say who accused whom of what, or quote.
""",
        "nobody_is_called_guilty_without_a_conviction",
    ),
    Seed(
        "citation-of-no-reporter",
        replace(COURT_CASE, "citation: 700 F.3d 100 (6th Cir. 2014)", "citation: 700 Fed. 3th 100"),
        """
data/court-cases/doe-2014.yml:5:11: '700 Fed. 3th 100', which is no citation that eyecite can read. Expected volume, reporter and page, a Westlaw number, or `No.` with the docket number, court and date; if no docket number was found either, the caption with the court in parentheses. Correct the reporter, or cite the docket.
""",
    ),
    Seed(
        "court-of-no-list",
        replace(COURT_CASE, "court: {id: ca6", "court: {id: cax"),
        """
data/court-cases/doe-2014.yml:6:13: the court 'cax'. Expected a court id of courts-db. Did you mean 'tax'?
""",
    ),
    Seed(
        "record-twice-in-two-files",
        write("data/sources/web.yml", "doe-2014-op:\n  title: Doe\n  publisher: A court\n  kind: web\n"),
        """
data/sources/web.yml:1:1: the id 'doe-2014-op' a second time (first at data/sources/opinion.yml:1:1). Expected each id once in its collection. Rename one of the two.
""",
    ),
    Seed(
        "id-of-a-record-with-capitals",
        replace(GLOSSARY, "detainer:\n", "Detainer:\n"),
        """
data/glossary.yml:1:1: the id 'Detainer'. Expected lower-case letters, digits and hyphens. Rename the key.
""",
    ),
    Seed(
        "record-without-fields",
        append(GLOSSARY, "ice:\n"),
        """
data/glossary.yml:9:1: the record 'ice' without fields. Expected indented `key: value` lines below it. Fill the record, or delete the key.
""",
    ),
    Seed(
        "text-for-a-record",
        append(GLOSSARY, "ice: an agency\n"),
        """
data/glossary.yml:9:1: the record 'ice' without fields. Expected indented `key: value` lines below it. Fill the record, or delete the key.
""",
    ),
    Seed(
        "file-name-with-capitals",
        rename(COURT_CASE, "data/court-cases/Doe_2014.yml"),
        """
data/court-cases/Doe_2014.yml:1:1: the file name 'Doe_2014.yml'. Expected lower-case letters, digits and hyphens, then .yml. Rename the file.
""",
    ),
    Seed(
        "file-name-in-yaml",
        rename(COURT_CASE, "data/court-cases/doe-2014.yaml"),
        """
data/court-cases/doe-2014.yaml:1:1: 'doe-2014.yaml' in a folder of records. Expected files whose names end in .yml. Rename it to doe-2014.yml.
""",
    ),
    Seed(
        "folder-misnamed",
        rename("data/court-cases", "data/court-case"),
        """
data/court-case:1:1: a folder 'court-case' that is no collection. Expected one of: authorities, court-cases, custody-cases, questions, sources, states. Did you mean 'court-cases'?
""",
    ),
    Seed(
        "file-misnamed",
        rename(GLOSSARY, "data/glosary.yml"),
        """
data/glosary.yml:1:1: a file 'glosary.yml' that is no collection. Expected one of: claims.yml, corrections.yml, glossary.yml, history.yml, hold-clock.yml, lifecycle.yml, numbers.yml. Did you mean 'glossary.yml'?
""",
    ),
    Seed(
        "folder-in-a-folder",
        write("data/states/west/utah.yml", "title: Utah\n"),
        """
data/states/west:1:1: 'west' in a folder of records. Expected files whose names end in .yml. Move it out of data/.
""",
    ),
    Seed(
        "stray-file",
        write("data/todo.txt", "Ask the county.\n"),
        """
data/todo.txt:1:1: a file 'todo.txt' that is no collection. Expected one of: claims.yml, corrections.yml, glossary.yml, history.yml, hold-clock.yml, lifecycle.yml, numbers.yml. Move the file into the folder of its collection.
""",
    ),
    Seed(
        "no-data",
        rename("data", "dta"),
        """
data:1:1: no folder data/. Expected the folder with the records. Run the command from a complete checkout.
""",
    ),
    Seed(
        "symbolic-link-to-itself",
        link("data/states/loop.yml", "loop.yml"),
        """
data/states/loop.yml:1:1: a link that leads nowhere, or in a circle. Expected a file. Delete it, or put the file itself in its place.
""",
    ),
    Seed(
        "symbolic-link-to-the-folder-above",
        link("data/states/up", ".."),
        """
data/states/up:1:1: 'up' in a folder of records. Expected files whose names end in .yml. Move it out of data/.
""",
    ),
    Seed(
        "symbolic-link-to-nothing",
        link("data/court-cases/gone.yml", "nowhere.yml"),
        """
data/court-cases/gone.yml:1:1: a link that leads nowhere, or in a circle. Expected a file. Delete it, or put the file itself in its place.
""",
    ),
    Seed(
        "collection-of-one-file-that-links-to-itself",
        link(GLOSSARY, "glossary.yml"),
        """
data/glossary.yml:1:1: a link that leads nowhere, or in a circle. Expected a file. Delete it, or put the file itself in its place.
""",
    ),
    Seed(
        "folder-named-like-a-record",
        write("data/states/utah.yml/notes.txt", "Ask the county.\n"),
        """
data/states/utah.yml:1:1: 'utah.yml' in a folder of records. Expected files whose names end in .yml. Move it out of data/.
""",
    ),
    Seed(
        "file-name-with-a-space",
        write("data/states/new york.yml", "title: New York\n"),
        """
data/states/new york.yml:1:1: the file name 'new york.yml'. Expected lower-case letters, digits and hyphens, then .yml. Rename the file.
""",
    ),
    Seed(
        "ending-in-capitals",
        rename(COURT_CASE, "data/court-cases/doe-2014.YML"),
        """
data/court-cases/doe-2014.YML:1:1: 'doe-2014.YML' in a folder of records. Expected files whose names end in .yml. Rename it to doe-2014.yml.
""",
    ),
    Seed(
        "backup-of-a-file",
        write("data/states/ohio.yml.bak", "title: Ohio\n"),
        """
data/states/ohio.yml.bak:1:1: 'ohio.yml.bak' in a folder of records. Expected files whose names end in .yml. Move it out of data/.
""",
    ),
    Seed(
        "record-in-the-wrong-folder",
        rename(COURT_CASE, "data/custody-cases/doe-2014.yml"),
        """
data/custody-cases/doe-2014.yml:1:1: the fields of a court case in data/custody-cases. Expected those of a custody case. Move it to data/court-cases.
""",
    ),
    Seed(
        "folder-for-a-collection-of-one-file",
        write("data/glossary/ice.yml", "title: ICE\n"),
        """
data/glossary:1:1: a folder 'glossary' that is no collection. Expected one of: authorities, court-cases, custody-cases, questions, sources, states. Put the records into one file, data/glossary.yml.
""",
    ),
]
