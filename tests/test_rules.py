"""The rules between fields and records: what each lets pass. What each finds stands in `faults/between.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample import TODAY, Project

from explainer import private_names, rules
from explainer.explainer import Explainer, Origin

CASE = "data/custody-cases/fairview-2019.yml"
OHIO = "data/states/ohio.yml"
LONG = "word " * 41

Edit = Callable[[Project], None]


def edit(name: str, old: str, new: str) -> Edit:
    return lambda project: project.replace(name, old, new)


GOOD: dict[str, Edit] = {
    "every_reference_leads_to_a_record: to a place on a page": edit(CASE, "(questions/request-or-order)", "(questions/request-or-order#side-1)"),
    "every_reference_leads_to_a_record: to a draft": edit(CASE, "(questions/request-or-order)", "(hold-clock/draft)"),
    "every_reference_leads_to_a_record: a step that is context": edit(
        CASE, "    step: booking\n    what: The jail books", "    step: context\n    what: The jail books"
    ),
    "every_source_is_used: by a list alone": edit(
        "data/questions/request-or-order.yml",
        "  - {id: doe-2014-op, checked: full-text}",
        "  - {id: doe-2014-op, checked: full-text}\n  - {id: gazette-2019, checked: excerpt}",
    ),
    "every_source_stands_in_the_file_of_its_kind: a file of its own": lambda project: (
        project.write("data/sources/web.yml", project.read("data/sources/opinion.yml").replace("kind: opinion", "kind: web")),
        (project.root / "data/sources/opinion.yml").unlink(),
    )[1],
    "every_cited_source_is_listed_in_its_record: by a part of it": edit(
        OHIO, "does: It says who may see jail records.", "does: It says who may see jail records. [@gazette-2019, page 2]"
    ),
    "no_citation_lacks_its_mark: brackets that are none": edit(
        CASE, "reason: The court had set bond.", "reason: The court [of common pleas] had set bond."
    ),
    "no_citation_lacks_its_mark: an address of mail": edit(CASE, "reason: The court had set bond.", "reason: Write to gazette-2019@example.org."),
    "no_source_is_listed_twice: with two pinpoints": edit(
        CASE,
        "  - {id: gazette-2019, checked: full-text, supports: [reason]}",
        "  - {id: gazette-2019, pin: page 1, checked: full-text, supports: [reason]}\n  - {id: gazette-2019, pin: page 2, checked: excerpt}",
    ),
    "every_support_names_a_filled_field: several": edit(CASE, "supports: [reason]", "supports: [reason, agency, person]"),
    "no_event_is_certainly_out_of_order: the month of the day before it": edit(CASE, "date: 2019-06-01", "date: 2019-05"),
    "no_event_is_certainly_out_of_order: about a year earlier": edit(CASE, "date: 2019-06-01", "date: 2018~"),
    "no_date_lies_ahead_unless_scheduled: scheduled": edit(CASE, "  - date: 2019-06-01\n", "  - date: 2027-06-01\n    scheduled: true\n"),
    "no_date_lies_ahead_unless_scheduled: this year": edit(CASE, "date: 2019-06-01", "date: 2026"),
    "no_date_lies_ahead_unless_scheduled: it is tomorrow where the editor sits": edit(CASE, "verified: 2026-11-20", "verified: 2026-11-25"),
    "no_date_lies_ahead_unless_scheduled: about next year": edit(
        OHIO, "  value: no-rule-found\n  as_of: 2026-10", "  value: no-rule-found\n  as_of: 2027~"
    ),
    "no_date_lies_ahead_unless_scheduled: a law of next year": edit(
        OHIO,
        "    status: {value: in-force, as_of: 2026-10}",
        "    enacted: 2026\n    effective: 2027-01-01\n    status: {value: in-force, as_of: 2026}",
    ),
    "no_date_lies_ahead_unless_scheduled: an exception from review": edit(
        OHIO, "verified: 2026-11-20", "verified: 2026-11-20\nreview: {until: 2027-03-01, reason: No session before.}"
    ),
    "nothing_ends_before_it_starts: the end in the month of the start": edit(
        "data/numbers.yml", "start: 2017-10, end: 2018-09", "start: 2018-09-15, end: 2018-09"
    ),
    "nothing_ends_before_it_starts: on one day": edit("data/corrections.yml", "since: 2026-11-01", "since: 2026-11-20"),
    "every_ruling_has_a_date_of_its_case: less precise": edit(OHIO, "    date: 2014-03-04", "    date: 2014"),
    "every_ruling_has_a_date_of_its_case: of an earlier ruling in the case": lambda project: (
        project.replace(OHIO, "    date: 2014-03-04", "    date: 2013-02-01"),
        project.replace(
            "data/court-cases/doe-2014.yml",
            "events:\n",
            "events:\n  - date: 2013-02\n    what: The lower court rules against Doe.\n    source: doe-2014-op\n",
        ),
    )[1],
    "every_ruling_has_a_date_of_its_case: a case that is pending": lambda project: (
        project.replace("data/court-cases/doe-2014.yml", "decided: 2014-03-04\n", ""),
        project.replace(OHIO, "    date: 2014-03-04", "    date: 2013"),
    )[1],
    "every_event_says_what_and_when: about a record": edit(CASE, "  - date: 2019-06-01\n", "  - about: court-cases/doe-2014\n  - date: 2019-06-01\n"),
    "every_event_says_what_and_when: cited in its text": edit(
        CASE,
        "    what: The jail releases him.\n    according_to: Fairview Gazette\n    source: gazette-2019, paragraph 2\n",
        "    what: The jail releases him. [@gazette-2019]\n    according_to: Fairview Gazette\n",
    ),
    "every_change_says_what_and_when: cited in its text": edit(
        OHIO, "    what: The law on records was signed.\n    source: gazette-2019\n", "    what: The law on records was signed. [@gazette-2019]\n"
    ),
    "ids_inside_a_record_differ: two records may have one id": edit(OHIO, "id: records", "id: booked"),
    "quotations_are_short_and_sourced: forty words": edit(CASE, "text: We follow the court's order.", "text: " + "word " * 40),
    "quotations_are_short_and_sourced: long from a regulation": lambda project: (
        project.replace(
            CASE, "  text: We follow the court's order.\n  speaker: Sheriff\n  source: gazette-2019", f"  text: {LONG}\n  source: cfr-287-7"
        ),
        project.replace(CASE, "supports: [reason]}", "supports: [reason]}\n  - {id: cfr-287-7, checked: full-text}"),
    )[1],
    "every_quotation_has_a_speaker: a court in its opinion": lambda project: (
        project.replace(CASE, "  speaker: Sheriff\n  source: gazette-2019\n", "  source: doe-2014-op\n"),
        project.replace(CASE, "supports: [reason]}", "supports: [reason]}\n  - {id: doe-2014-op, checked: full-text}"),
    )[1],
    "every_state_has_its_own_name_and_postal_code: two words": lambda project: (
        project.rename(OHIO, "data/states/north-carolina.yml"),
        project.replace("data/states/north-carolina.yml", "postal: OH", "postal: NC"),
        project.replace("data/corrections.yml", "about: states/ohio", "about: states/north-carolina"),
        project.replace("docs/index.md", '"states/ohio"', '"states/north-carolina"'),
        project.replace("docs/about/index.md", '"states/ohio"', '"states/north-carolina"'),
    )[-1],
    "every_ruling_names_its_case: named, without a record": edit(
        OHIO, "  - case: doe-2014\n", "  - name: Roe v. Ohio (Ohio 2015)\n    no_record: true\n"
    ),
    "every_history_event_has_title_and_date: both from another record": edit(
        "data/history.yml",
        "  title: One detainer rule\n  summary: One regulation replaced several. [@cfr-287-7]\n  date: 1997-04-01\n",
        "  about: authorities/8-cfr-287-7\n  summary: One regulation replaced several. [@cfr-287-7]\n",
    ),
    "no_history_event_is_about_itself: about one that is about a record": lambda project: (
        project.replace("data/history.yml", "  title: One detainer rule\n", "  about: history/doe-decided\n"),
        project.replace("data/history.yml", "  date: 1997-04-01\n", ""),
    )[-1],
    "every_claim_says_where_it_was_made: where a sheriff made it": edit(
        "data/claims.yml", "  said_by: a common belief\n", "  said_by: A sheriff\n  said_in: doe-2014-op, at 103\n"
    ),
    "every_point_of_a_series_has_its_time: figures have none": lambda project: (
        project.replace("data/numbers.yml", "kind: series", "kind: figures"),
        project.replace("data/numbers.yml", ", start: 2017-10, end: 2018-09", ""),
    )[1],
    "every_series_can_be_drawn: a figure below zero": lambda project: (
        project.replace("data/numbers.yml", "kind: series", "kind: figures"),
        project.replace("data/numbers.yml", "value: 77.5", "value: -77.5"),
    )[1],
    "former_ids_are_free: the same in another collection": edit(OHIO, "title: Ohio\n", "title: Ohio\nformer_ids: [doe-v-fairview]\n"),
    "no_id_is_a_page_of_a_list: a page without a number": edit("data/court-cases/doe-2014.yml", "[doe-v-fairview]", "[page-of-doe]"),
    "no_id_is_one_that_templates_use: of an event, which stands among them with e-": edit(CASE, "id: booked", "id: details"),
    "no_private_person_is_named: the caption of a case": edit(
        "data/court-cases/doe-2014.yml", "title: Doe v. Fairview County", "title: Pat Nobody v. Fairview County"
    ),
    "words_are_american: a quotation": edit(CASE, "text: We follow the court's order.", "text: We honour it."),
    "words_are_american: quoted in a sentence": edit(CASE, "reason: The court had set bond.", 'reason: The jail said it would "honour" it.'),
    "nobody_is_called_guilty_without_a_conviction: convicted": edit(
        CASE, "reason: The court had set bond.", "criminal_outcome: {value: convicted}\nreason: The offender had posted bond."
    ),
    "nobody_is_called_guilty_without_a_conviction: a claim": edit(CASE, "claim: The jail ignored the detainer.", "claim: The jail freed a criminal."),
    "nobody_is_called_guilty_without_a_conviction: a criminal case": edit(
        CASE, "reason: The court had set bond.", "reason: The court had set bond in the criminal case."
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_rule_lets_pass(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "PARTIES", frozenset([private_names.hash_of("Pat Nobody")]))
    GOOD[name](project)
    explainer, unread = Explainer.read(project.root, TODAY)
    rule = getattr(rules, name.partition(":")[0])
    assert [str(fault) for fault in unread] == []
    assert [fault.sentence for fault in rules.faults_of(explainer, [rule])] == []


def test_every_rule_has_a_case_that_it_lets_pass() -> None:
    assert {name.partition(":")[0] for name in GOOD} == {rule.__name__ for rule in rules.RULES}


def test_places_are_looked_up_for_faults_alone(explainer: Explainer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the trees of records are not held, each place takes another look at a file."""
    monkeypatch.delattr(Origin, "place")
    assert rules.faults_of(explainer) == []
