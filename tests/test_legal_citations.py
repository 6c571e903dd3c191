"""Citations and courts of court cases, by the field's own lists."""

from __future__ import annotations

import pytest
from sample import Project

from explainer import legal_citations

CASE = "data/court-cases/doe-2014.yml"


@pytest.mark.parametrize(
    "citation", ["745 F.3d 634 (3d Cir. 2014)", "78 N.E.3d 1143 (Mass. 2017)", "2014 WL 1414305 (D. Or. 2014)", "No. 12-3991 (3d Cir. March 4, 2014)"]
)
def test_a_citation_by_reporter_westlaw_or_docket_is_passed(project: Project, citation: str) -> None:
    project.replace(CASE, "citation: 700 F.3d 100 (6th Cir. 2014)", f"citation: {citation}")
    assert [fault.sentence for fault in legal_citations.faults_of(project.load())] == []


def test_a_parallel_citation_is_looked_at_too(project: Project) -> None:
    project.replace(CASE, "court: {id", "parallel_citations: [12 Nowhere 3]\ncourt: {id")
    assert [fault.place.line for fault in legal_citations.faults_of(project.load())] == [6]
