"""Rules of the editorial standard that can be tested on words."""

from __future__ import annotations

import pytest

from explainer.wording import may_be_british, not_american, verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The jail honours it.", [("honours", "honors")]),
        ("Programmes and offences", [("Programmes", "Programs"), ("offences", "offenses")]),
        ("He criticised the licence.", [("criticised", "criticized"), ("licence", "license")]),
        ("Arrested on 14 March 2012 and 3 May.", [("14 March 2012", "March 14, 2012"), ("3 May", "May 3")]),
        ("Criticism, emphasis, analysis, cancellation, practice, fulfilled, enrolled.", []),
        ("A characteristic publicist, a naturalist, a finalist, legalistic organisms, a programmer who programmed, two analyses.", []),
        (
            "Organisations authorise, penalised, finalising.",
            [("Organisations", "Organizations"), ("authorise", "authorize"), ("penalised", "penalized"), ("finalising", "finalizing")],
        ),
        ("Centre County", []),
        ("The jail in Rockville Centre, and Ms. Grey of Grey & Labour, at the Harbour.", []),
        ("A centre. Centre of the town. Grey walls", [("centre", "center"), ("Centre", "Center"), ("Grey", "Gray")]),
        ("March 14, 2012, at 10. May he go?", []),
        ('It said the jail "honours" it, “in its programme”.', []),
        ("The jail's own 'honour' stays.", [("honour", "honor")]),
        ("", []),
    ],
)
def test_what_is_not_american(text: str, found: list[tuple[str, str]]) -> None:
    assert list(not_american(text)) == found
    assert may_be_british(f"Any text.\n{text}\n5\n") or not found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He is an offender.", ["offender"]),
        ("The criminals were freed.", ["criminals"]),
        ("The criminal was free.", ["criminal"]),
        ("He committed a crime.", ["committed"]),
        ("He was committed to the county's care.", []),
        ("A criminal case, criminal charges and a criminal or civil warrant.", []),
        ('ICE called him a "criminal" and a “killer”.', []),
    ],
)
def test_words_that_only_a_conviction_allows(text: str, found: list[str]) -> None:
    assert list(verdicts(text)) == found
