"""The words that a field may hold when it may not hold any word.

Each member has the value written in YAML, the label printed on a page, and what it means.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self


class Vocabulary(StrEnum):
    label: str
    meaning: str

    def __new__(cls, value: str, label: str, meaning: str = "") -> Vocabulary:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Each value with its meaning beside it, in the keyword that editors show."""
        shown = handler.resolve_ref_schema(handler(schema))
        shown["enumDescriptions"] = [f"{member.label}: {member.meaning}" if member.meaning else member.label for member in cls]
        return shown

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this value, which must be one of the vocabulary's."""
        return cls(value)  # type: ignore[call-arg]  # an enumeration is called with a value, whatever its members are made of


class Confidence(Vocabulary):
    HIGH = "high", "high", "The record rests on sources read for it that agree."
    MEDIUM = "medium", "medium", "Some of it rests on one account, on an excerpt or on an inference."
    LOW = "low", "low", "The sources are indirect or incomplete."


class Checked(Vocabulary):
    """How a source was checked for one use of it, from strongest to weakest."""

    FULL_TEXT = "full-text", "read in full", "The document was read in full."
    EXCERPT = "excerpt", "read in excerpt", "The passage relied on was read, not the whole document."
    SECONDARY = "secondary", "read as quoted elsewhere", "Another document's account of it was read."
    MEMORY = "memory", "not read", "Cited from memory. A record that rests on this alone is not published."

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {checked: rank for rank, checked in enumerate(Checked)}


class SourceKind(Vocabulary):
    OPINION = "opinion", "Court opinions"
    STATUTE = "statute", "Federal statutes"
    REGULATION = "regulation", "Federal regulations"
    STATE_LAW = "state-law", "State laws"
    EXECUTIVE_ORDER = "executive-order", "Executive orders"
    FORM = "form", "Forms"
    AGENCY_DOCUMENT = "agency-document", "Agency documents"
    DATASET = "dataset", "Datasets"
    REPORT = "report", "Reports"
    SCHOLARSHIP = "scholarship", "Scholarship"
    NEWS = "news", "News"
    WEB = "web", "Web pages"


class Actor(Vocabulary):
    ICE = "ice", "ICE", "Immigration and Customs Enforcement, or another federal immigration officer."
    JAIL = "jail", "Jail", "The sheriff, jail or department that has the person."
    POLICE = "police", "Police", "The officers who arrest or investigate."
    COURT = "court", "Court", "A judge, magistrate or jury."
    PROSECUTOR = "prosecutor", "Prosecutor", "The office that charges."
    PERSON = "person", "Person", "The person concerned, or someone acting for them."
    GOVERNMENT = "government", "Government", "Lawmakers, governors, mayors, county boards and executives."


class CustodyKind(Vocabulary):
    RELEASED = "released-despite-detainer", "Released although there was a detainer"
    RELEASED_CHARGED_AGAIN = "released-then-charged-again", "Released, then charged again"
    CITIZEN_HELD = "citizen-held", "U.S. citizen held"
    HELD_UNLAWFULLY = "held-on-detainer-unlawfully", "Held on a detainer, found or settled as unlawful"
    HONORED = "honored", "Detainer honored"
    OPERATION = "mass-operation", "Operation"
    PUBLICITY = "wanted-poster", "Publicity"


class Honored(Vocabulary):
    YES = "yes", "held on the detainer"
    NO = "no", "not held on the detainer"
    NOTIFIED_ONLY = "notified-only", "ICE told, not held"
    PARTLY = "partly", "held in some cases"
    UNKNOWN = "unknown", "not known"


class CriminalOutcome(Vocabulary):
    PENDING = "pending-when-last-known", "pending when last known"
    UNKNOWN = "unknown", "not known"
    ACQUITTED = "acquitted", "acquitted"
    CONVICTED = "convicted", "convicted"
    DISMISSED = "dismissed", "dismissed or dropped"
    MIXED = "mixed", "acquitted on some charges, convicted on others"
    NO_CHARGE = "no-charge", "no charge, or the state matter had ended"
    VARIES = "varies", "differs from person to person"


class CourtLevel(Vocabulary):
    US_SUPREME = "us-supreme", "U.S. Supreme Court"
    US_APPEALS = "us-appeals", "Federal court of appeals"
    US_DISTRICT = "us-district", "Federal district court"
    STATE_HIGH = "state-high", "State's highest court"
    STATE_APPEALS = "state-appeals", "State court of appeals"
    STATE_TRIAL = "state-trial", "State trial court"


class Tier(Vocabulary):
    CORE = "core", "Main set", "Decisions a reader should know."
    SUPPORTING = "supporting", "Further authority", "Further authority and contrary examples."


class Topic(Vocabulary):
    REQUEST = "detainer-is-request", "Detainer is a request"
    COMMANDEERING = "anti-commandeering", "Anti-commandeering"
    FOURTH_AMENDMENT = "fourth-amendment", "Fourth Amendment"
    PROBABLE_CAUSE = "probable-cause", "Probable cause"
    STATE_ARREST = "state-arrest-authority", "Arrest power under state law"
    STATE_MANDATE = "state-mandate-law", "State laws that require compliance"
    STATE_RESTRICTION = "state-restriction-law", "State laws that restrict compliance"
    LOCAL_LIABILITY = "local-liability", "Who answers: counties and cities"
    FEDERAL_LIABILITY = "federal-liability", "Who answers: the federal government"
    BAIL = "bail", "Bail"
    PROLONGED = "prolonged-detention", "Holds past the limit"
    AGREEMENT_287G = "287g", "287(g) agreements"
    DATABASES = "database-accuracy", "Accuracy of databases"
    WARRANTLESS = "warrantless-arrest-8usc1357a2", "Warrantless arrest under 8 U.S.C. § 1357(a)(2)"
    OTHER = "other", "Other"


class CaseStatus(Vocabulary):
    DECIDED = "decided", "decided"
    PENDING = "pending-when-last-known", "pending when last known"
    SETTLED = "settled", "settled"
    VACATED = "vacated", "vacated"
    REVERSED = "reversed", "reversed"
    ON_APPEAL = "on-appeal-when-last-known", "on appeal when last known"


class Hold(Vocabulary):
    """Whether, under state law, a local jail may keep a person past release time on an ICE detainer alone."""

    MUST = ("must", "Must hold", "A state statute orders the jail to hold or to comply with the detainer, sometimes with conditions.")
    MAY_NOT_REFUSE = (
        "may-not-refuse-by-policy",
        "May not refuse by policy",
        "No statute orders a hold in the single case, but state law bars a local policy of refusing or conditioning compliance.",
    )
    MAY = (
        "may",
        "May hold",
        "State law has rules on working with ICE that leave the hold to the agency, by saying so or by neither ordering nor forbidding it.",
    )
    NO_RULE = "no-rule-found", "No statewide rule found", "No statewide rule was found; each agency decides."
    LIMITED = (
        "limited",
        "May hold only in listed cases",
        "State law allows a hold only in listed circumstances, such as certain convictions, warrants or removal orders.",
    )
    MUST_NOT = (
        "must-not",
        "Must not hold",
        "A statute, a directive with the force of law, a state court ruling or, where noted, a formal Attorney General opinion forbids a hold on a detainer alone.",
    )
    UNSETTLED = "unsettled", "Unsettled", "Pending litigation, conflicting accounts or an unconfirmed new law leaves the answer open."  # fmt: skip


class JudicialWarrant(Vocabulary):
    """Whether state law requires a warrant or order from a judge or other judicial official before a hold for ICE."""

    REQUIRED = ("required", "Required", "A judge's or judicial official's warrant or order is needed before any hold for ICE.")
    WITH_EXCEPTIONS = (
        "required-with-exceptions",
        "Required, with exceptions",
        "A judge's warrant or order is needed unless a listed exception, such as a serious conviction, applies.",
    )
    NOT_REQUIRED = (
        "not-required",
        "Not required",
        "State law does not ask for a judge's warrant or order, whether it orders holds, allows them or is silent.",
    )
    UNSETTLED = "unsettled", "Unsettled", "Pending litigation, conflicting accounts or an unconfirmed rule leaves the answer open."  # fmt: skip


class Notify(Vocabulary):
    """Whether, under state law, a jail may tell ICE a person's release date."""

    MUST = (
        "must",
        "Must tell ICE",
        "A statute orders notice in all or listed cases, or orders compliance with detainers, whose form asks for notice before release.",
    )
    MAY = (
        "may",
        "May tell ICE",
        "State law leaves notice to the agency or is silent, even where it bars policies against sharing immigration status.",
    )
    LIMITED = "limited", "May tell ICE only in listed cases", "State law allows notice only in listed circumstances."
    MUST_NOT = ("must-not", "Must not tell ICE", "State law forbids notice, apart from a court order or what federal law requires.")
    UNSETTLED = "unsettled", "Unsettled", "Pending litigation, conflicting accounts or an unconfirmed new law leaves the answer open."  # fmt: skip


class Agreement287g(Vocabulary):
    """Whether state law makes, lets or forbids local agencies to sign 287(g) agreements."""

    MUST = ("must", "Must sign", "A statute orders some or all local agencies, usually sheriffs who run jails, to sign or seek an agreement.")
    MAY = "may", "May sign", "State law leaves the choice to the agency or is silent."
    LIMITED = (
        "limited",
        "May sign only under conditions",
        "Agreements are allowed only through a named body or official, under listed conditions or with reduced effect.",
    )
    MUST_NOT = "must-not", "Must not sign", "State law forbids local agencies to enter or keep these agreements."
    UNSETTLED = "unsettled", "Unsettled", "Pending litigation, conflicting accounts or an unconfirmed new law leaves the answer open."  # fmt: skip


class LawStatus(Vocabulary):
    IN_FORCE = "in-force", "in force"
    IN_FORCE_IN_PART = "in-force-in-part", "in force in part"
    AMENDED = "amended", "in force, as amended"
    SUPERSEDED = "superseded", "superseded"
    REPEALED = "repealed", "repealed"
    VETOED = "vetoed", "vetoed"
    BLOCKED = "blocked", "blocked by a court when last known"
    PENDING = "pending-when-last-known", "pending when last known"
    ENACTED_NOT_EFFECTIVE = "not-yet-in-effect", "enacted, not yet in effect when last known"
    HISTORICAL = "historical", "historical"
    UNCONFIRMED = "unconfirmed", "enactment not confirmed"
    ANNOUNCED = "announced", "announced; what followed is not known"
    DECIDED = "decided", "decided"


class Direction(Vocabulary):
    TOWARD = "toward-compliance", "Toward compliance"
    AWAY = "away-from-compliance", "Away from compliance"
    COURT = "court", "Court ruling"


class AuthorityKind(Vocabulary):
    CONSTITUTION = "constitution", "Constitution"
    STATUTE = "statute", "Statute"
    REGULATION = "regulation", "Regulation"
    FORM = "form", "Form"
    EXECUTIVE_ORDER = "executive-order", "Executive order"
    POLICY = "policy", "Policy"
    MEMORANDUM = "memorandum", "Memorandum"
    STATEMENT = "statement", "Statement"
    DOCTRINE = "doctrine", "Doctrine"
    LITIGATION = "litigation", "Litigation"
    BILL = "bill", "Bill"
    PROGRAM = "program", "Program"
    GRANT_PROGRAM = "grant-program", "Grant program"


class HistoryCategory(Vocabulary):
    STATUTE = "statute", "Statute"
    REGULATION = "regulation", "Regulation"
    FORM = "form", "Form"
    COURT = "court", "Court"
    EXECUTIVE = "executive", "Executive"
    STATE_LAW = "state-law", "State law"
    PROGRAM = "program", "Program"
    DATA = "data", "Numbers"


class ClaimKind(Vocabulary):
    FACT = "fact", "Statement of fact"
    STATISTIC = "statistic", "Statistic"
    LEGAL = "legal", "Statement of law"
    PREDICTION = "prediction", "Prediction"
    OPINION = "opinion", "Opinion"


class Assessment(Vocabulary):
    SUPPORTED = "supported", "Supported", "The sources found bear it out."
    SUPPORTED_IN_PART = ("supported-in-part", "Supported in part", "Some of it is borne out; the rest is not, or was not found.")
    NEEDS_CONTEXT = "needs-context", "Needs context", "It may be so, but leaves out what a reader needs to judge it."
    MISLEADING = "misleading", "Misleading", "Its words can be defended and still lead to a wrong conclusion."
    UNSUPPORTED = "unsupported", "Unsupported", "No source found bears it out."
    WRONG = "wrong", "Wrong", "The sources found say otherwise."
    OPINION = "opinion", "Opinion", "A wish, a judgment or an appeal that no source can prove or disprove."


class Qualifier(Vocabulary):
    ABOUT = "about", "about"
    AT_LEAST = "at-least", "at least"
    MORE_THAN = "more-than", "more than"
    LESS_THAN = "less-than", "less than"
    UP_TO = "up-to", "up to"
    ALMOST = "almost", "almost"


class NumbersKind(Vocabulary):
    SERIES = "series", "Series"
    FIGURES = "figures", "Figures"


class ClockKind(Vocabulary):
    RULE = "rule", "Rules", "One rule of the count, as the regulation and the form have it."
    TEXT = "text", "Texts", "One text that states the period, with its own words."
    READING = "reading", "Court readings", "What a court made of the period."
    OPEN_QUESTION = "open-question", "Open questions", "What no ruling was found on."


STATES: dict[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""Postal codes (USPS) of the 50 states and the District of Columbia, with their names."""


def in_a_sentence(state: str) -> str:
    """The name of a state as it stands after `in` or `of`: one has an article there."""
    return f"the {state}" if state == STATES["DC"] else state


def state_id(postal: str) -> str:
    """The id of the state's record: its name as a slug, e.g. `north-carolina`."""
    return STATES[postal].lower().replace(" ", "-")


_GRID = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. ..
"""

TILES: dict[str, tuple[int, int]] = {
    postal: (row, column) for row, line in enumerate(_GRID.strip().splitlines(), 1) for column, postal in enumerate(line.split(), 1) if postal != ".."
}
"""Row and column of each state on the tile map, from 1: roughly where it lies."""
