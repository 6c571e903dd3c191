"""From the folder data/ to one read-only whole."""

from __future__ import annotations

import datetime as dt

import pytest
from sample import TODAY, Project

from explainer import rules, support
from explainer.explainer import Explainer, Reader, Shelf
from explainer.faults import Faulty, Place
from explainer.outlines import outline_of
from explainer.records import COLLECTIONS
from explainer.vocabulary import Checked

CASE = ("custody-cases", "fairview-2019")


def test_every_collection_of_the_fixture_has_a_record(explainer: Explainer) -> None:
    assert {name: bool(records) for name, records in explainer.collections.items()} == dict.fromkeys(COLLECTIONS, True)


def test_a_record_keeps_the_place_of_its_key_of_its_fields_and_of_words_in_them(explainer: Explainer) -> None:
    case = explainer.collections[CASE[0]][CASE[1]]
    file = "data/custody-cases/fairview-2019.yml"
    assert explainer.place(case) == Place(file)
    assert explainer.place(case, ("events", 1, "date")) == Place(file, 28, 11)
    assert explainer.place(case, ("events", 1, "date"), key=True) == Place(file, 28, 5)
    assert explainer.place(case, ("summary",), "questions/") == Place(file, 4, 49)
    assert explainer.place(explainer.collections["history"]["rule-1997"]) == Place("data/history.yml", 9, 1)


def test_words_that_are_not_in_the_field_leave_the_place_of_the_field(explainer: Explainer) -> None:
    case = explainer.collections[CASE[0]][CASE[1]]
    assert explainer.place(case, ("agency",), "nowhere") == explainer.place(case, ("agency",))


def test_what_has_no_support_is_a_draft_kept_but_not_published(explainer: Explainer) -> None:
    assert explainer.drafts == {("hold-clock", "draft")}
    assert [entry.id for entry in explainer.published("hold-clock")] == ["length"]
    assert explainer.get("hold-clock", "draft") is not None


def test_referrers_are_published_records_and_each_stands_once(explainer: Explainer) -> None:
    assert set(explainer.referrers_of("court-cases", "doe-2014")) == {
        CASE,
        ("states", "ohio"),
        ("questions", "request-or-order"),
        ("history", "doe-decided"),
        ("claims", "jails-must-hold"),
    }
    assert len(set(explainer.referrers_of("court-cases", "doe-2014"))) == len(explainer.referrers_of("court-cases", "doe-2014"))
    assert explainer.referrers_of("sources", "memo-lost") == ()


def test_a_postal_code_refers_to_its_state_and_a_state_not_to_itself(explainer: Explainer) -> None:
    referrers = explainer.referrers_of("states", "ohio")
    assert {CASE, ("court-cases", "doe-2014")} <= set(referrers)
    assert ("states", "ohio") not in referrers


def test_a_source_is_as_good_as_its_weakest_use(explainer: Explainer) -> None:
    assert explainer.weakest["gazette-2019"] is Checked.EXCERPT
    assert explainer.weakest["doe-2014-op"] is Checked.FULL_TEXT
    assert explainer.unread == {"memo-lost"}


def test_a_source_was_checked_when_the_oldest_record_that_uses_it_was(project: Project) -> None:
    project.replace("data/claims.yml", "verified: 2026-11-20", "verified: 2026-10-01")
    explainer = project.load()
    assert explainer.checked_on["doe-2014-op"] == dt.date(2026, 10, 1)
    assert explainer.checked_on["gazette-2019"] == dt.date(2026, 11, 20)
    assert explainer.newest == dt.date(2026, 11, 20)


def test_an_event_about_a_record_takes_title_and_date_from_it(explainer: Explainer) -> None:
    event = explainer.collections["history"]["doe-decided"]
    assert explainer.title_of(event) == "Doe v. Fairview County"
    assert str(explainer.date_of(event)) == "2014-03-04"
    assert explainer.date_of(explainer.collections["glossary"]["detainer"]) is None
    assert str(explainer.date_of(explainer.collections["corrections"]["ohio-hold"])) == "2026-11-20"


def test_an_editors_own_files_are_passed_over(project: Project) -> None:
    for name in ("data/.DS_Store", "data/states/.ohio.yml.swp", "data/glossary.yml~", "data/states/ohio.yml~"):
        project.write(name, "x: [")
    assert project.said() == []


def test_a_collection_without_a_file_is_empty(project: Project) -> None:
    (project.root / "data/corrections.yml").unlink()
    assert project.load().collections["corrections"] == {}


def test_a_faulty_record_hides_no_fault_of_another_file_and_makes_no_false_one(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "tier: core", "tier: cor")
    project.replace("data/glossary.yml", "title: Detainer", "titel: Detainer")
    assert [line.split(":")[0] for line in project.said()] == ["data/court-cases/doe-2014.yml", "data/glossary.yml", "data/glossary.yml"]


def test_load_raises_with_every_fault(project: Project) -> None:
    project.replace("data/states/ohio.yml", "postal: OH", "postal: TX")
    project.replace("data/claims.yml", "a common belief", "A sheriff")
    with pytest.raises(Faulty) as caught:
        rules.load(project.root, TODAY)
    assert [fault.place.path for fault in caught.value.faults] == ["data/claims.yml", "data/states/ohio.yml"]


def test_the_values_of_yaml_1_1_reach_the_record_as_they_are_written(project: Project) -> None:
    project.replace("data/custody-cases/fairview-2019.yml", 'time: "14:30"', "time: 14:30")
    project.replace("data/custody-cases/fairview-2019.yml", 'honored: "no"', "honored: no")
    project.replace("data/custody-cases/fairview-2019.yml", "speaker: Sheriff", "speaker: 08")
    project.replace("data/claims.yml", "title: Jails must hold on a detainer", "title: NO")
    explainer = project.load()
    case = explainer.collections[CASE[0]][CASE[1]]
    assert (case.events[0].time, case.detainer.honored.value, case.quote.speaker) == ("14:30", "no", "08")
    assert explainer.collections["claims"]["jails-must-hold"].title == "NO"


def test_a_file_with_crlf_and_a_byte_order_mark_says_its_faults_at_the_same_place(project: Project) -> None:
    name = "data/custody-cases/fairview-2019.yml"
    project.replace(name, "(questions/request-or-order)", "(questions/order)")
    before = project.said()
    project.write(name, b"\xef\xbb\xbf" + project.read(name).replace("\n", "\r\n").encode())
    assert len(before) == 1
    assert project.said() == before


def test_a_second_reading_keeps_what_did_not_change(project: Project) -> None:
    reader = Reader(project.root)
    first, _ = reader.read(TODAY)
    project.replace("data/glossary.yml", "title: Detainer", "title: Detainer, immigration")
    second, faults = reader.read(TODAY)
    assert faults == []
    assert reader.changed == {("glossary", "detainer")}
    assert second.collections["glossary"]["detainer"].title == "Detainer, immigration"
    same = {key for key in first.origins if key != ("glossary", "detainer")}
    assert all(first.get(*key) is second.get(*key) for key in same)


def test_a_second_reading_says_what_is_new_and_what_is_gone(project: Project) -> None:
    reader = Reader(project.root)
    reader.read(TODAY)
    reader.read(TODAY)
    assert reader.changed == frozenset()
    project.rename("data/custody-cases/fairview-2019.yml", "data/custody-cases/fairview-2020.yml")
    second, _ = reader.read(TODAY)
    assert reader.changed == {CASE, ("custody-cases", "fairview-2020")}
    assert list(second.collections["custody-cases"]) == ["fairview-2020"]


def test_a_record_that_moves_in_its_file_is_the_same_in_another_place(project: Project) -> None:
    reader = Reader(project.root)
    first, _ = reader.read(TODAY)
    project.write("data/glossary.yml", "# A new first line.\n" + project.read("data/glossary.yml"))
    second, _ = reader.read(TODAY)
    term, same = first.collections["glossary"]["detainer"], second.collections["glossary"]["detainer"]
    assert same is term
    assert reader.changed == frozenset()
    assert second.place(term).line == first.place(term).line + 1


def test_a_record_that_stays_faulty_stays_a_fault(project: Project) -> None:
    project.replace("data/glossary.yml", "title: Detainer", "titel: Detainer")
    reader = Reader(project.root)
    _, first = reader.read(TODAY)
    explainer, second = reader.read(TODAY)
    assert first == second != []
    assert "glossary" in explainer.broken


def test_rules_look_only_at_the_records_in_focus(project: Project) -> None:
    project.replace("data/custody-cases/fairview-2019.yml", "verified: ", "verified: 2099-01-01 #")
    project.replace("data/states/ohio.yml", "verified: ", "verified: 2099-01-01 #")
    explainer, _ = Explainer.read(project.root, TODAY)
    found = [fault.place.path for fault in rules.faults_of(explainer.narrowed(frozenset([CASE])))]
    assert found == ["data/custody-cases/fairview-2019.yml"]
    assert len(rules.faults_of(explainer)) == 2


def test_who_names_whom_is_kept_up_from_reading_to_reading(project: Project) -> None:
    reader = Reader(project.root)
    first, _ = reader.read(TODAY)
    before = {key: set(named) for key, named in first.naming.items()}
    project.replace("data/custody-cases/fairview-2019.yml", "court_cases: [doe-2014]\n", "")
    project.rename("data/questions/request-or-order.yml", "data/questions/an-order.yml")
    project.write("data/custody-cases/fairview-2020.yml", project.read("data/custody-cases/fairview-2019.yml"))
    second, _ = reader.read(TODAY)
    anew, _ = Explainer.read(project.root, TODAY)
    assert {key: set(named) for key, named in second.naming.items() if named} == {key: set(named) for key, named in anew.naming.items()}
    assert {key: set(named) for key, named in first.naming.items()} == before
    assert second.referrers_of("states", "ohio") == anew.referrers_of("states", "ohio")


def shelf() -> Shelf:
    kept: dict[tuple[str, str], bytes] = {}
    return Shelf(kept.__setitem__, kept.__getitem__)


@pytest.mark.parametrize("held", [0, 20_000, 24_000_000])
def test_records_on_a_shelf_are_those_that_would_be_held(project: Project, monkeypatch, held: int) -> None:
    monkeypatch.setattr(Shelf, "HELD", held)  # of the sample's records none, some or all stay in memory
    monkeypatch.setattr(Shelf, "RECENT", 2)
    there, _ = Reader(project.root).read(TODAY)
    reader = Reader(project.root, shelf())
    shelved, _ = reader.read(TODAY)
    assert [entry.model_dump() for entry in shelved] == [entry.model_dump() for entry in there]
    assert shelved.outlines == there.outlines == {key: outline_of(there.collections[key[0]][key[1]]) for key in there.outlines}
    assert {name: list(records) for name, records in shelved.collections.items()} == {
        name: list(records) for name, records in there.collections.items()
    }
    assert "nowhere" not in shelved.collections["states"]
    with pytest.raises(KeyError):
        shelved.collections["states"]["nowhere"]
    project.write(
        "data/custody-cases/fairview-2020.yml", project.read("data/custody-cases/fairview-2019.yml").replace("title: ", "title: Once more ")
    )
    again, _ = reader.read(TODAY)
    assert [entry.model_dump() for entry in again] == [entry.model_dump() for entry in Reader(project.root).read(TODAY)[0]]


def test_a_shelf_keeps_the_first_records_and_the_last_and_gives_the_newest_of_each(project: Project, monkeypatch) -> None:
    entries = list(project.load())
    kept: dict[tuple[str, str], bytes] = {}
    loaded: list[tuple[str, str]] = []

    def find(key: tuple[str, str]) -> bytes:
        loaded.append(key)
        return kept[key]

    one = Shelf(kept.__setitem__, find)
    one.put(entries[0])
    monkeypatch.setattr(Shelf, "HELD", len(next(iter(kept.values()))))  # so there is room for the first
    monkeypatch.setattr(Shelf, "RECENT", 2)
    keys = [(entry.collection.name, entry.id) for entry in entries]
    for entry in entries[1:]:
        one.put(entry)
    assert [one.get(key).id for key in (keys[0], *keys[-2:])] == [entry.id for entry in (entries[0], *entries[-2:])]
    assert loaded == []
    assert [one.get(key).id for key in (keys[1], keys[1], keys[0])] == [entries[1].id, entries[1].id, entries[0].id]
    assert loaded == [keys[1]]
    for number in (0, 1, -1):
        one.put(entries[number].model_copy(update={"title": "Another"}))
        assert one.get(keys[number]).title == "Another"
    assert loaded == [keys[1]]


def test_a_place_that_is_not_held_is_the_one_that_would_be(project: Project) -> None:
    held, _ = Reader(project.root).read(TODAY)
    looked_up, _ = Reader(project.root, shelf()).read(TODAY)
    for entry in held:
        for field in support.walk(entry):
            assert looked_up.place(entry, field.path) == held.place(entry, field.path)
            assert looked_up.place(entry, field.path, key=True) == held.place(entry, field.path, key=True)


@pytest.mark.parametrize("now", ["title: Another\n", "[", "- a list\n", None])
def test_where_a_place_is_not_held_a_file_that_has_changed_or_gone_leaves_that_of_the_record(project: Project, now: str | None) -> None:
    explainer, _ = Reader(project.root, shelf()).read(TODAY)
    case, term = explainer.collections[CASE[0]][CASE[1]], next(iter(explainer.collections["glossary"].values()))
    file = "data/custody-cases/fairview-2019.yml"
    assert explainer.place(case, ("events", 1, "date")) == Place(file, 28, 11)
    assert explainer.place(term, ("title",)) == Place("data/glossary.yml", 2, 10)
    for name in (file, "data/glossary.yml"):
        project.write(name, now) if now is not None else (project.root / name).unlink()
    assert explainer.place(case, ("events", 1, "date")) == Place(file)
    assert explainer.place(term, ("title",), "words") == explainer.place(term) == Place("data/glossary.yml", 1, 1)
