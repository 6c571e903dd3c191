"""Citations and courts of court cases, by the field's own lists."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize(
    ("citation", "docket", "faults"),
    [
        ("Doe v. Fairview County (6th Cir. March 4, 2014)", "", 0),
        ("Doe v. Fairview County (6th Cir.)", "", 0),
        ("Doe v. Fairview County (6th Cir.)", "docket: No. 12-3991\n", 1),  # then the docket is cited
        ("Doe v. Fairview County (9th Cir. 2014)", "", 1),  # another court
        ("Doe v. Fairview County", "", 1),
    ],
)
def test_a_case_without_any_number_is_cited_by_caption_and_court(project: Project, citation: str, docket: str, faults: int) -> None:
    project.replace(CASE, "citation: 700 F.3d 100 (6th Cir. 2014)", f"citation: {citation}")
    text = re.sub(r"(?m)^docket:.*\n", "", project.read(CASE))
    project.write(CASE, text.replace("court: {id", f"{docket}court: {{id"))
    assert len(list(legal_citations.faults_of(project.load()))) == faults


def test_a_parallel_citation_is_looked_at_too(project: Project) -> None:
    project.replace(CASE, "court: {id", "parallel_citations: [12 Nowhere 3]\ncourt: {id")
    assert [fault.place.line for fault in legal_citations.faults_of(project.load())] == [6]
