"""Generated cases in a copy of the project: what the benchmarks measure with.

The cases are made up, say so in their titles, and exist in temporary folders only. They are the same for the same
number, hold what real cases hold (events, accounts, citations, links, sources of their own), and pass `scripts/check`.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from explainer.explainer import Explainer
from explainer.records import State

PARTS = ("data", "docs", "overrides", "scripts")
"""The folders that a build reads, beside mkdocs.yml."""

COURT_EVERY = 5
"""Each fifth case is a court case, the others are custody cases."""

_COURTS = (
    ("ohnd", "U.S. District Court for the Northern District of Ohio", "N.D. Ohio"),
    ("txwd", "U.S. District Court for the Western District of Texas", "W.D. Tex."),
    ("cand", "U.S. District Court for the Northern District of California", "N.D. Cal."),
    ("paed", "U.S. District Court for the Eastern District of Pennsylvania", "E.D. Pa."),
    ("mnd", "U.S. District Court for the District of Minnesota", "D. Minn."),
)
_ACTORS = ("police", "jail", "ice", "court", "prosecutor", "person")
_DOES = {
    "police": ("stop a car and arrest the driver", "arrest a man on a local charge", "bring him to the county jail"),
    "jail": ("books him and sends his fingerprints on", "answers the request in writing", "lets him go on a bond that was set"),
    "ice": ("sends a detainer to the jail", "asks the jail for the time of release", "arrests him outside the courthouse"),
    "court": ("sets a bond after a first hearing", "puts the next hearing on the calendar", "hears both sides on the motion"),
    "prosecutor": ("files the charge with the clerk", "asks for a higher bond", "drops one of two counts"),
    "person": ("posts the bond through a family member", "asks for a lawyer at the first hearing", "files a complaint about the hold"),
}
_SPEAKERS = {
    "police": "the police department", "jail": "the sheriff's office", "ice": "ICE", "court": "the court's docket",
    "prosecutor": "the prosecutor's office", "person": "the man's lawyer",
}  # fmt: skip
_HEADLINES = (
    "Arrest and release", "Bond set", "County jail answers", "Detainer sent", "Family asks why", "Groups react", "Hearing held", "ICE statement",
    "Jail log", "Lawyer files", "Man released", "New policy", "Officials respond", "Questions on a hold", "Sheriff explains", "Two accounts", "What the record shows",
)  # fmt: skip
_KINDS = ("released-despite-detainer", "honored", "released-then-charged-again", "citizen-held", "held-on-detainer-unlawfully")
_TOPICS = ("fourth-amendment", "detainer-is-request", "probable-cause", "local-liability", "state-arrest-authority", "bail")


def copy_project(root: Path, target: Path) -> Path:
    """Copies everything that a build reads from ``root`` to ``target``, which is made. Returns ``target``."""
    for name in PARTS:
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "mkdocs.yml", target)
    return target


def generate(root: Path, cases: int) -> None:
    """Adds ``cases`` made-up cases with their sources to `data/` below ``root``: each fifth is a court case, the others custody cases.

    Their ids are `sample-00001` and so on, and none may be there yet. They name states, steps and questions that the project has.
    """
    maker = _Maker(root)
    for folder in ("custody-cases", "court-cases"):
        (root / "data" / folder).mkdir(exist_ok=True)
    for number in range(1, cases + 1):
        collection, record = maker.case(number)
        with (root / "data" / collection / f"sample-{number:05}.yml").open("x", encoding="utf-8") as file:
            file.write(_yaml(record))
    for kind, sources in maker.sources.items():
        path = root / "data" / "sources" / f"{kind}.yml"
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + _yaml(sources))


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=120)


@dataclass
class _Maker:
    """Makes one case after the other; ``sources`` collects theirs by kind."""

    root: Path
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        explainer, _ = Explainer.read(self.root, dt.date.max)
        self.verified = explainer.newest.isoformat()
        self.states = [(entry.postal, entry.title, entry.id) for entry in explainer.published("states") if isinstance(entry, State)]
        self.steps = [entry.id for entry in explainer.published("lifecycle")]
        self.questions = [entry.id for entry in explainer.published("questions")]

    def case(self, number: int) -> tuple[str, dict[str, Any]]:
        """The collection and the record of a case, as it stands in its file."""
        chance = random.Random(number)  # of its own: a case does not depend on how many there are
        return (
            ("court-cases", self._court_case(number, chance)) if number % COURT_EVERY == 0 else ("custody-cases", self._custody_case(number, chance))
        )

    def _source(self, number: int, kind: str, chance: random.Random, date: dt.date) -> str:
        source_id = f"sample-{number:05}-{kind}"
        self.sources.setdefault(kind, {})[source_id] = {
            "title": f"{chance.choice(_HEADLINES)} in Sample County {number} ({date.year})",
            "publisher": f"Sample Publisher {chance.randint(1, 400)}",
            "kind": kind,
            "date": date.isoformat(),
            "url": f"https://example.org/{kind}/{number}",
        }
        return source_id

    def _events(self, first: dt.date, sources: list[str], chance: random.Random, of_custody: bool) -> Iterator[dict[str, Any]]:
        steps = sorted(chance.choices(range(len(self.steps)), k=chance.randint(4, 11)))
        day = first
        for index, step in enumerate(steps):
            day += dt.timedelta(days=chance.choice((0, 0, 1, 2, 9, 40)))
            actor = chance.choice(_ACTORS)
            event = {"id": f"step-{index + 1}", "date": day.isoformat(), "actor": actor}
            if of_custody:
                event["step"] = self.steps[step]
            subject = {"ice": "ICE", "police": "Officers", "person": "He"}.get(actor, f"The {actor}")
            event |= {"what": f"{subject} {chance.choice(_DOES[actor])}.", "according_to": _SPEAKERS[actor]}
            yield event | {"source": f"{chance.choice(sources)}, paragraph {chance.randint(1, 30)}"}

    def _custody_case(self, number: int, chance: random.Random) -> dict[str, Any]:
        postal, state, state_id = chance.choice(self.states)
        first = dt.date(2008, 1, 1) + dt.timedelta(days=chance.randint(0, 5800))
        news, agency = (self._source(number, kind, chance, first) for kind in ("news", "agency-document"))
        record = {
            "title": f"Sample County {number}, {state}: a made-up case of {first.year}",
            "summary": f"The jail of Sample County {number} had a man for whom ICE had sent a detainer. [@{news}, paragraph {chance.randint(1, 9)}] "
            f"What the jail did next is told in two ways, and [{state}](states/{state_id}) law bears on it. [@{agency}]",
            "kind": chance.choice(_KINDS),
            "place": {"city": f"Sample City {number}", "county": f"Sample County {number}", "state": postal},
            "agency": f"Sample County {number} Sheriff's Office",
            "person": {"description": f"a {chance.randint(19, 70)}-year-old man, according to ICE", "source": agency},
            "allegation": {
                "as_stated": "One count of driving under the influence and one count of resisting an officer.",
                "stated_by": "county prosecutors",
                "source": news,
            },
            "criminal_outcome": {"value": "pending-when-last-known", "as_of": str(first.year + 1), "source": news},
            "detainer": {"lodged": first.isoformat(), "honored": chance.choice(("yes", "no", "notified-only")), "source": f"{agency}, page 2"},
            "reason": f"The sheriff said that a bond had been set and paid. He pointed to [the question](questions/{chance.choice(self.questions)}) "
            "that courts have answered, and to the advice of the county's lawyer.",
            "events": list(self._events(first, [news, agency], chance, of_custody=True)),
            "accounts": [
                {
                    "claim": "The jail let him go without a word to the agency.",
                    "who": "ICE",
                    "record_shows": f"The log has a call {chance.randint(5, 90)} minutes before the release. Who took the call is not on record.",
                    "source": f"{news}; {agency}, page 3",
                }
            ],
            "quote": {"text": "We follow the order of the court, and the court had set a bond.", "speaker": "Sheriff", "source": news},
            "sources": [
                {"id": news, "checked": "full-text", "supports": ["reason", "events"]},
                {"id": agency, "checked": "excerpt", "supports": ["detainer"]},
            ],
            "confidence": "medium",
            "verified": self.verified,
            "doubts": ["The day on which he was booked was not found."],
        }
        if number > COURT_EVERY:  # a decision made before it
            record["court_cases"] = [f"sample-{chance.randrange(COURT_EVERY, number, COURT_EVERY):05}"]
        return record

    def _court_case(self, number: int, chance: random.Random) -> dict[str, Any]:
        postal, state, state_id = chance.choice(self.states)
        court_id, court, short = chance.choice(_COURTS)
        first = dt.date(2008, 1, 1) + dt.timedelta(days=chance.randint(0, 5000))
        opinion, news = (self._source(number, kind, chance, first) for kind in ("opinion", "news"))
        events = list(self._events(first, [opinion, news], chance, of_custody=False))
        decided = dt.date.fromisoformat(events[-1]["date"]) + dt.timedelta(days=30)
        return {
            "title": f"Sample {number} v. Sample County",
            "summary": f"A made-up court ruled on a hold by a county jail in {state}. [@{opinion}, at {chance.randint(2, 20)}] "
            f"It said what the jail must show when it keeps a man past his release. [@{news}]",
            "short_name": f"Sample {number}",
            "tier": "supporting",
            "citation": f"{100 + number % 700} F. Supp. 3d {1 + number} ({short} {decided.year})",
            "court": {"id": court_id, "name": court},
            "level": "us-district",
            "states": [postal],
            "docket": f"No. 1:{first.year % 100:02}-cv-{number:05}",
            "decided": decided.isoformat(),
            "topics": chance.sample(_TOPICS, 2),
            "question": f"Does [{state}](states/{state_id}) law let a county jail hold a man on a detainer alone?",
            "facts": "A man posted bond and was kept for two more days. The jail named the detainer as its only ground.",
            "holding": "A hold past release is a new seizure, and the county answers for it.",
            "effect": f"A jail needs a ground of its own: see [the question](questions/{chance.choice(self.questions)}).",
            "events": events,
            "sources": [{"id": opinion, "checked": "full-text", "supports": ["holding", "facts", "events"]}, {"id": news, "checked": "excerpt"}],
            "confidence": "high",
            "verified": self.verified,
        }
