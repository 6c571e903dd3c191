"""By what lists can be narrowed."""

from __future__ import annotations

from explainer import facets
from explainer.explainer import Explainer


def of(explainer: Explainer, collection: str, record_id: str) -> facets.Facets:
    entry = explainer.get(collection, record_id)
    assert entry is not None
    return facets.of(entry)


def test_a_court_case_by_topic_court_state_and_year(explainer: Explainer) -> None:
    found = of(explainer, "court-cases", "doe-2014")
    assert list(found) == ["Topic", "Court", "State", "Year"]
    assert found["State"] == ("Ohio",)
    assert found["Year"] == ("2014",)
    assert found["Court"] == ("Federal court of appeals",)


def test_a_custody_case_by_what_happened_and_when(explainer: Explainer) -> None:
    found = of(explainer, "custody-cases", "fairview-2019")
    assert found["What happened"] == ("Released although there was a detainer",)
    assert found["Year"] == ("2019",)
    assert found["State"] == ("Ohio",)


def test_a_list_without_facets_has_none(explainer: Explainer) -> None:
    assert of(explainer, "states", "ohio") == {}
    assert of(explainer, "glossary", "detainer") == {}
