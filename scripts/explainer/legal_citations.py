"""Are citations of court cases citations, and are their courts courts?

By the field's own lists: eyecite (reporters and Westlaw) and courts-db. Loaded by `scripts/check` only: a page never
needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.explainer import Explainer
from explainer.faults import Fault, did_you_mean
from explainer.records import CourtCase

_DOCKET = re.compile(r"\bNo\. ?|\bNos\. ?|\bDkt\b|^[A-Z]{2,4}-\d+")
"""A case without a reporter is cited by its docket number."""

_CAPTION = re.compile(r".+ v\. .+ \((?P<court>[^()]+)\)")


def _names_its_court(text: str, court: str) -> bool:
    """True for `United States v. City of Newark (D.N.J.)`: all that can be cited of a case known from the press alone."""
    match = _CAPTION.fullmatch(text)
    return bool(match and court and match["court"].replace(" ", "").startswith(court.replace(" ", "")))


def faults_of(explainer: Explainer) -> Iterator[Fault]:
    """Court cases whose citation no reporter knows, or whose court is in no list of courts."""
    from courts_db import courts
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    known = {court["id"]: court["citation_string"] for court in courts}
    for case in explainer.collections["court-cases"].values():
        assert isinstance(case, CourtCase)
        for path, text in [(("citation",), case.citation)] + [
            (("parallel_citations", index), text) for index, text in enumerate(case.parallel_citations)
        ]:
            found = any(isinstance(citation, FullCaseCitation) for citation in get_citations(text))
            by_court = case.docket is None and _names_its_court(text, known.get(case.court.id, ""))
            if not found and not _DOCKET.search(text) and not by_court:
                yield Fault(
                    explainer.place(case, path),
                    f"'{text}', which is no citation that eyecite can read",
                    "volume, reporter and page, a Westlaw number, or `No.` with the docket number, court and date; if no docket number "
                    "was found either, the caption with the court in parentheses",
                    "Correct the reporter, or cite the docket",
                )
        if case.court.id not in known:
            yield Fault(
                explainer.place(case, ("court", "id")),
                f"the court '{case.court.id}'",
                "a court id of courts-db",
                did_you_mean(case.court.id, known) or "Look the court up at https://www.courtlistener.com/help/api/jurisdictions/",
            )
