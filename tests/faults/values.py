"""Values that a field does not take: none may be changed in silence."""

from faults import CASE, CLAIMS, COURT_CASE, GLOSSARY, NUMBERS, OHIO, OPINIONS, Seed, append, replace

SEEDS = [
    Seed(
        "no-is-no-postal-code",
        replace(CASE, "state: OH", "state: NO"),
        """
data/custody-cases/fairview-2019.yml:9:10: in 'state': 'NO'. Expected the postal code of a state or of DC, in capitals, such as OH.
""",
    ),
    Seed(
        "no-among-choices",
        replace(CASE, 'honored: "no"', "honored: No"),
        """
data/custody-cases/fairview-2019.yml:16:12: 'No' in 'honored'. Expected one of: «words of Honored». Did you mean 'no'?
""",
    ),
    Seed(
        "number-with-a-zero-in-front",
        replace(NUMBERS, "value: 1276", "value: 08"),
        """
data/numbers.yml:8:61: in 'value': '08' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "number-with-a-comma",
        replace(NUMBERS, "value: 1276", "value: '1,276'"),
        """
data/numbers.yml:8:62: in 'value': '1,276' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "number-cut-by-a-comma",
        replace(NUMBERS, "value: 1276", "value: 1,276"),
        """
data/numbers.yml:8:63: an unknown field '276'. Expected one of: source, period, start, end, value, qualifier, what. If it belongs to the text before a comma, put that text in quotes.
""",
    ),
    Seed(
        "number-with-an-underscore",
        replace(NUMBERS, "value: 1276", "value: 1_276"),
        """
data/numbers.yml:8:61: in 'value': '1_276' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "number-with-an-exponent",
        replace(NUMBERS, "value: 1276", "value: 1e3"),
        """
data/numbers.yml:8:61: in 'value': '1e3' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "number-in-words",
        replace(NUMBERS, "value: 77.5", "value: about 77"),
        """
data/numbers.yml:9:61: in 'value': 'about 77' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "day-that-does-not-exist",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2025-02-31"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: February 2025 has 28 days, so there is no day 31. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "month-that-does-not-exist",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014-13"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: there is no month 13. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-in-american-order",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 03/04/2014"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '03/04/2014' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-of-another-age",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 0214-03-04"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: the year 0214 is not between 1700 and 2200. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "month-where-a-day-should-stand",
        replace(CASE, "verified: 2026-11-20", "verified: 2026-11"),
        """
data/custody-cases/fairview-2019.yml:47:11: in 'verified': a date that can't be read: it names no day. Expected a full date, such as 2026-11-24.
""",
    ),
    Seed(
        "word-where-a-day-should-stand",
        replace(CASE, "verified: 2026-11-20", "verified: today"),
        """
data/custody-cases/fairview-2019.yml:47:11: in 'verified': a date that can't be read: 'today' is not written as year, month and day with hyphens. Expected a full date, such as 2026-11-24.
""",
    ),
    Seed(
        "time-with-one-digit",
        replace(CASE, 'time: "14:30"', "time: 8:30"),
        """
data/custody-cases/fairview-2019.yml:22:11: in 'time': '8:30'. Expected a time of day from 00:00 to 23:59, such as 14:30. Write two digits, a colon, two digits.
""",
    ),
    Seed(
        "time-past-midnight",
        replace(CASE, 'time: "14:30"', "time: 24:00"),
        """
data/custody-cases/fairview-2019.yml:22:11: in 'time': '24:00'. Expected a time of day from 00:00 to 23:59, such as 14:30. Write two digits, a colon, two digits.
""",
    ),
    Seed(
        "time-with-pm",
        replace(CASE, 'time: "14:30"', "time: 2:30 PM"),
        """
data/custody-cases/fairview-2019.yml:22:11: in 'time': '2:30 PM'. Expected a time of day from 00:00 to 23:59, such as 14:30. Write two digits, a colon, two digits.
""",
    ),
    Seed(
        "null-as-a-title",
        replace(GLOSSARY, "title: Detainer", "title: null"),
        """
data/glossary.yml:2:3: 'title' is null, which YAML takes for nothing. Expected the title, in plain words (for example: Galarza v. Szalczyk). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "tilde-as-a-title",
        replace(GLOSSARY, "title: Detainer", "title: ~"),
        """
data/glossary.yml:2:3: 'title' is ~, which YAML takes for nothing. Expected the title, in plain words (for example: Galarza v. Szalczyk). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "blank-field",
        replace(GLOSSARY, "title: Detainer", "title:"),
        """
data/glossary.yml:2:3: 'title' is blank. Expected the title, in plain words (for example: Galarza v. Szalczyk). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "blank-in-quotes",
        replace(GLOSSARY, "title: Detainer", "title: ' '"),
        """
data/glossary.yml:2:3: 'title' is blank. Expected the title, in plain words (for example: Galarza v. Szalczyk). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "blank-item",
        replace(COURT_CASE, "topics: [detainer-is-request]", "topics:\n  -"),
        """
data/court-cases/doe-2014.yml:11:4: an item of 'topics' is blank. Expected what it is about (one of: detainer-is-request, anti-commandeering, fourth-amendment, probable-cause, state-arrest-authority, state-mandate-law, state-restriction-law, local-liability, federal-liability, bail, prolonged-detention, 287g, … (3 more)). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "title-without-a-letter",
        replace(GLOSSARY, "title: Detainer", "title: 287"),
        """
data/glossary.yml:2:10: in 'title': the title '287', which has no letter. Expected a title in words.
""",
    ),
    Seed(
        "title-of-signs",
        replace(GLOSSARY, "title: Detainer", "title: '!!!'"),
        """
data/glossary.yml:2:10: in 'title': '!!!', which has no letter or digit. Expected one line of text.
""",
    ),
    Seed(
        "line-break-in-a-title",
        replace(GLOSSARY, "title: Detainer", "title: |\n    Detainer\n    again"),
        """
data/glossary.yml:2:10: in 'title': a line break in a one-line field. Expected one line. Join the lines.
""",
    ),
    Seed(
        "yes-for-true",
        replace(OHIO, "    about: court-cases/doe-2014\n", "    about: court-cases/doe-2014\n    scheduled: yes\n"),
        """
data/states/ohio.yml:38:16: in 'scheduled': 'yes'. Expected true or false.
""",
    ),
    Seed(
        "unknown-field",
        replace(CASE, "  city: Fairview\n", "  citty: Fairview\n"),
        """
data/custody-cases/fairview-2019.yml:7:3: an unknown field 'citty'. Expected one of: city, county, state. Did you mean 'city'?
""",
    ),
    Seed(
        "field-with-a-typo",
        replace(CASE, "agency: Fairview County Jail", "agncy: Fairview County Jail"),
        """
data/custody-cases/fairview-2019.yml:1:1: no 'agency'. Expected the mandatory field 'agency': the agency that had the person (for example: Boulder County Sheriff's Office (Boulder County Jail)). Add the line.
data/custody-cases/fairview-2019.yml:10:1: an unknown field 'agncy'. Expected one of: «fields of CustodyCase». Did you mean 'agency'?
""",
    ),
    Seed(
        "missing-field",
        replace(CASE, "agency: Fairview County Jail\n", ""),
        """
data/custody-cases/fairview-2019.yml:1:1: no 'agency'. Expected the mandatory field 'agency': the agency that had the person (for example: Boulder County Sheriff's Office (Boulder County Jail)). Add the line.
""",
    ),
    Seed(
        "missing-field-of-a-part",
        replace(CASE, "  description: a man of 40\n", ""),
        """
data/custody-cases/fairview-2019.yml:12:3: no 'description'. Expected the mandatory field 'description': who the person is, without a name (for example: a 56-year-old man, a Mexican national according to ICE). Add the line.
""",
    ),
    Seed(
        "choice-with-a-typo",
        replace(CASE, "kind: released-despite-detainer", "kind: released-dispite-detainer"),
        """
data/custody-cases/fairview-2019.yml:5:7: 'released-dispite-detainer' in 'kind'. Expected one of: «words of CustodyKind». Did you mean 'released-despite-detainer'?
""",
    ),
    Seed(
        "choice-in-a-list-with-a-typo",
        replace(COURT_CASE, "topics: [detainer-is-request]", "topics: [detainer-is-a-request]"),
        """
data/court-cases/doe-2014.yml:10:10: 'detainer-is-a-request' in 'topics'. Expected one of: «words of Topic». Did you mean 'detainer-is-request'?
""",
    ),
    Seed(
        "choice-like-no-other",
        replace(
            CASE, "    actor: jail\n    step: booking\n    what: The jail books", "    actor: sheriff\n    step: booking\n    what: The jail books"
        ),
        """
data/custody-cases/fairview-2019.yml:23:12: 'sheriff' in 'actor'. Expected one of: «words of Actor».
""",
    ),
    Seed(
        "list-for-a-choice",
        replace(CASE, "kind: released-despite-detainer", "kind: [released-despite-detainer]"),
        """
data/custody-cases/fairview-2019.yml:5:7: a list in 'kind'. Expected one of: «words of CustodyKind». Write one of the words.
""",
    ),
    Seed(
        "list-for-text",
        replace(CASE, "agency: Fairview County Jail", "agency:\n  - Fairview County Jail"),
        """
data/custody-cases/fairview-2019.yml:11:3: in 'agency': a list where text should stand. Expected one line of text.
""",
    ),
    Seed(
        "mapping-for-text",
        replace(CASE, "agency: Fairview County Jail", "agency:\n  name: Fairview County Jail"),
        """
data/custody-cases/fairview-2019.yml:11:3: in 'agency': a group of `key: value` lines where text should stand. Expected one line of text.
""",
    ),
    Seed(
        "text-for-a-list",
        replace(CASE, "court_cases: [doe-2014]", "court_cases: doe-2014"),
        """
data/custody-cases/fairview-2019.yml:43:14: 'doe-2014' in 'court_cases'. Expected a list: decisions that came of it (for example: [galarza-2014]). Start each item on a line of its own with '- '.
""",
    ),
    Seed(
        "text-for-a-mapping",
        replace(CASE, "place:\n  city: Fairview\n  county: Fairview County\n  state: OH", "place: Fairview, Ohio"),
        """
data/custody-cases/fairview-2019.yml:6:8: 'Fairview, Ohio' in 'place'. Expected indented `key: value` lines: where (for example: {county: Boulder County, state: CO}). Start a new line after the colon and indent the fields by two spaces.
""",
    ),
    Seed(
        "list-for-a-mapping",
        replace(CASE, "place:\n  city: Fairview\n  county: Fairview County\n  state: OH", "place:\n  - Fairview"),
        """
data/custody-cases/fairview-2019.yml:7:3: a list in 'place'. Expected indented `key: value` lines: where (for example: {county: Boulder County, state: CO}). Start a new line after the colon and indent the fields by two spaces.
""",
    ),
    Seed(
        "script-for-an-address",
        replace(OPINIONS, "https://example.org/doe-v-fairview", "javascript:alert(1)"),
        """
data/sources/opinion.yml:7:8: in 'url': 'javascript:alert(1)' as a web address. Expected an address that starts with https:// or http://.
""",
    ),
    Seed(
        "address-without-a-scheme",
        replace(OPINIONS, "https://example.org/doe-v-fairview", "example.org/doe"),
        """
data/sources/opinion.yml:7:8: in 'url': 'example.org/doe' as a web address. Expected an address that starts with https:// or http://.
""",
    ),
    Seed(
        "address-with-a-space",
        replace(OPINIONS, "https://example.org/doe-v-fairview", "https://example.org/doe v fairview"),
        """
data/sources/opinion.yml:7:8: in 'url': 'https://example.org/doe v fairview' as a web address. Expected an address that starts with https:// or http://.
""",
    ),
    Seed(
        "id-with-capitals",
        replace(CASE, "court_cases: [doe-2014]", "court_cases: [Doe 2014]"),
        """
data/custody-cases/fairview-2019.yml:43:15: in 'court_cases': 'Doe 2014'. Expected an id of lower-case letters, digits and hyphens, such as galarza-2014.
""",
    ),
    Seed(
        "id-in-the-file",
        replace(GLOSSARY, "  title: Detainer", "  id: detainer\n  title: Detainer"),
        """
data/glossary.yml:2:3: a field 'id'. Expected the id only as the file's name or the record's key. Delete the line.
""",
    ),
    Seed(
        "citation-not-closed",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[@gazette-2019, paragraph 2"),
        """
data/custody-cases/fairview-2019.yml:3:43: in 'summary': '[@' that belongs to no citation or link. Expected [@source-id, pinpoint] or [words](collection/id). Close the bracket, or delete the mark.
""",
    ),
    Seed(
        "citation-by-a-name",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[@Gazette 2019]"),
        """
data/custody-cases/fairview-2019.yml:3:45: in 'summary': 'Gazette 2019' where the id of a source should stand. Expected `source-id, pinpoint` and a semicolon before the next source. Write the id as it stands in data/sources, then a comma, then the pinpoint.
""",
    ),
    Seed(
        "citation-of-nothing",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[@]"),
        """
data/custody-cases/fairview-2019.yml:3:44: in 'summary': nothing where the id of a source should stand. Expected `source-id, pinpoint` and a semicolon before the next source. Write the id as it stands in data/sources, then a comma, then the pinpoint.
""",
    ),
    Seed(
        "second-citation-without-its-sign",
        replace(CASE, "[@gazette-2019, paragraph 2]", "[@gazette-2019; gazette-2019, paragraph 2]"),
        """
data/custody-cases/fairview-2019.yml:3:59: in 'summary': 'gazette-2019, paragraph 2' in a citation without its @. Expected each source to start with @. Write [@gazette-2019, paragraph 2] or use a comma before a pinpoint.
""",
    ),
    Seed(
        "link-to-a-web-address",
        replace(CASE, "(questions/request-or-order)", "(https://example.org/)"),
        """
data/custody-cases/fairview-2019.yml:4:49: in 'summary': 'https://example.org/' where a record should stand. Expected `collection/id`, such as court-cases/galarza-2014. Cite a web address through a source: [@source-id].
""",
    ),
    Seed(
        "link-to-a-script",
        replace(CASE, "(questions/request-or-order)", "(javascript:alert(1))"),
        """
data/custody-cases/fairview-2019.yml:4:47: in 'summary': '](' that belongs to no citation or link. Expected [@source-id, pinpoint] or [words](collection/id). Close the bracket, or delete the mark.
""",
    ),
    Seed(
        "link-to-nothing",
        replace(CASE, "(questions/request-or-order)", "()"),
        """
data/custody-cases/fairview-2019.yml:4:47: in 'summary': nothing where a record should stand. Expected `collection/id`, such as court-cases/galarza-2014.
""",
    ),
    Seed(
        "record-named-without-its-collection",
        replace(CLAIMS, "about: [court-cases/doe-2014]", "about: [doe-2014]"),
        """
data/claims.yml:7:11: in 'about': 'doe-2014' where a record should stand. Expected `collection/id`, such as court-cases/galarza-2014.
""",
    ),
    Seed(
        "words-in-supports",
        replace(CASE, "supports: [reason]", "supports: [The reason]"),
        """
data/custody-cases/fairview-2019.yml:45:55: in 'supports': 'The reason'. Expected the name of a field, such as holding.
""",
    ),
    Seed(
        "list-in-a-list",
        replace(GLOSSARY, "forms: [detainer, detainers]", "forms: [[detainer]]"),
        """
data/glossary.yml:4:11: in 'forms': a list where text should stand. Expected one line of text.
""",
    ),
    Seed(
        "date-with-one-digit",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014-3-4"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '2014-3-4' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-in-words",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: March 4, 2014"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: 'March 4, 2014' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "leap-day-in-another-year",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014-02-29"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: February 2014 has 28 days, so there is no day 29. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-with-a-time",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014-03-04T10:00"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '2014-03-04T10:00' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-in-other-digits",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: ٢٠١٤-03-04"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '٢٠١٤-03-04' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "date-with-dashes",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014–03–04"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '2014–03–04' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "span-for-a-date",
        replace(COURT_CASE, "decided: 2014-03-04", "decided: 2014-03/2014-05"),
        """
data/court-cases/doe-2014.yml:9:10: in 'decided': a date that can't be read: '2014-03/2014-05' is not written as year, month and day with hyphens. Expected a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about).
""",
    ),
    Seed(
        "about-where-a-day-should-stand",
        replace(CASE, "verified: 2026-11-20", "verified: 2026-11-20~"),
        """
data/custody-cases/fairview-2019.yml:47:11: in 'verified': a date that can't be read: it names no day. Expected a full date, such as 2026-11-24.
""",
    ),
    Seed(
        "postal-code-in-small-letters",
        replace(CASE, "  state: OH", "  state: oh"),
        """
data/custody-cases/fairview-2019.yml:9:10: in 'state': 'oh'. Expected the postal code of a state or of DC, in capitals, such as OH.
""",
    ),
    Seed(
        "state-by-its-name",
        replace(CASE, "  state: OH", "  state: Ohio"),
        """
data/custody-cases/fairview-2019.yml:9:10: in 'state': 'Ohio'. Expected the postal code of a state or of DC, in capitals, such as OH.
""",
    ),
    Seed(
        "true-with-a-capital",
        replace(OHIO, "    about: court-cases/doe-2014\n", "    about: court-cases/doe-2014\n    scheduled: True\n"),
        """
data/states/ohio.yml:38:16: in 'scheduled': 'True'. Expected true or false.
""",
    ),
    Seed(
        "maybe-for-true",
        replace(OHIO, "    about: court-cases/doe-2014\n", "    about: court-cases/doe-2014\n    scheduled: maybe\n"),
        """
data/states/ohio.yml:38:16: in 'scheduled': 'maybe'. Expected true or false.
""",
    ),
    Seed(
        "choice-with-a-capital",
        replace(CASE, "confidence: high", "confidence: High"),
        """
data/custody-cases/fairview-2019.yml:46:13: 'High' in 'confidence'. Expected one of: «words of Confidence». Did you mean 'high'?
""",
    ),
    Seed(
        "choice-with-a-space",
        replace(CASE, "{id: gazette-2019, checked: full-text", "{id: gazette-2019, checked: full text"),
        """
data/custody-cases/fairview-2019.yml:45:33: 'full text' in 'checked'. Expected one of: «words of Checked». Did you mean 'full-text'?
""",
    ),
    Seed(
        "choice-blank-in-quotes",
        replace(CASE, "confidence: high", "confidence: ''"),
        """
data/custody-cases/fairview-2019.yml:46:1: 'confidence' is blank. Expected how sure the record is as a whole (one of: «words of Confidence»). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "source-without-its-fields",
        replace(CASE, "  - {id: gazette-2019, checked: full-text, supports: [reason]}", "  - gazette-2019"),
        """
data/custody-cases/fairview-2019.yml:45:5: 'gazette-2019' in 'sources'. Expected indented `key: value` lines: what it rests on (for example: [{id: galarza-2014-op, pin: at 643, checked: excerpt, supports: [holding]}]). Write the fields after the '- ', each on a line as `key: value`.
""",
    ),
    Seed(
        "supports-as-text",
        replace(CASE, "supports: [reason]", "supports: reason"),
        """
data/custody-cases/fairview-2019.yml:45:54: 'reason' in 'supports'. Expected a list: the fields that this source supports. Never widened to make a check pass (for example: [holding, facts]). Start each item on a line of its own with '- '.
""",
    ),
    Seed(
        "event-as-text",
        replace(CASE, "events:\n", "events:\n  - The jail books him.\n"),
        """
data/custody-cases/fairview-2019.yml:20:5: 'The jail books him.' in 'events'. Expected indented `key: value` lines: what happened, in order (for example: [{date: 2019-05, actor: ice, step: issue, what: ICE lodges a detainer., according_to: ICE, source: newsweek-2019-09}]). Write the fields after the '- ', each on a line as `key: value`.
""",
    ),
    Seed(
        "citation-where-none-is-read",
        replace(GLOSSARY, "title: Detainer", "title: Detainer [@cfr-287-7]"),
        """
data/glossary.yml:2:19: in 'title': a citation, which is not read in this field. Expected a line without marks. Cite it in `source`, or in `sources` with `supports`.
""",
    ),
    Seed(
        "semicolon-with-nothing-after-it",
        replace(CASE, "source: gazette-2019, paragraph 3", "source: gazette-2019; "),
        """
data/custody-cases/fairview-2019.yml:17:11: in 'source': nothing where the id of a source should stand. Expected `source-id, pinpoint` and a semicolon before the next source. Write the id as it stands in data/sources, then a comma, then the pinpoint.
""",
    ),
    Seed(
        "percent-for-a-number",
        replace(NUMBERS, "value: 77.5", "value: 77.5%"),
        """
data/numbers.yml:9:61: in 'value': '77.5%' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "infinite-number",
        replace(NUMBERS, "value: 1276", "value: .inf"),
        """
data/numbers.yml:8:61: in 'value': '.inf' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "number-of-a-thousand-digits",
        replace(NUMBERS, "value: 1276", "value: " + "9" * 1000),
        """
data/numbers.yml:8:61: in 'value': '99999999999999999999999999999999999999999999999999999999999…' where a number should stand. Expected digits only, such as 276181 or 77.4. Leave out commas, units and words; say `about` and the like in `qualifier`.
""",
    ),
    Seed(
        "field-of-another-kind-of-record",
        append(GLOSSARY, "  postal: OH\n"),
        """
data/glossary.yml:9:3: an unknown field 'postal'. Expected one of: «fields of Term».
""",
    ),
    Seed(
        "exception-without-a-reason",
        replace(CASE, "confidence: high", "confidence: high\nreview: {until: 2027-01-01}"),
        """
data/custody-cases/fairview-2019.yml:47:9: no 'reason'. Expected the mandatory field 'reason': why it may (for example: The legislature does not meet before February.). Add the line.
""",
    ),
]
