"""The words of schema.org that the site uses, written down from its documentation: for each type what it may say, and what it must here.

What the site's own code believes is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_THING = {"name", "description", "url", "identifier"}
_WORK = _THING | {"headline", "inLanguage", "dateModified", "dateCreated", "license", "isAccessibleForFree", "publisher", "creator", "isPartOf"} | {
    "image", "about", "contentLocation", "temporalCoverage", "isBasedOn", "mainEntity"
}  # fmt: skip
_LEGISLATION = _WORK | {
    "legislationIdentifier", "legislationType", "legislationDate", "legislationDateOfApplicability", "legislationLegalForce",
    "legislationDateVersion", "legislationJurisdiction",
}  # fmt: skip

PROPERTIES: dict[str, set[str]] = {
    "WebSite": _WORK,
    "Article": _WORK,
    "CollectionPage": _WORK,
    "CreativeWork": _WORK,
    "Legislation": _LEGISLATION,
    "Dataset": _WORK | {"variableMeasured", "distribution"},
    "DataDownload": _WORK | {"contentUrl", "encodingFormat"},
    "DefinedTermSet": _WORK | {"hasDefinedTerm"},
    "DefinedTerm": _THING,
    "Organization": _THING,
    "GovernmentOrganization": _THING,
    "Place": _THING,
    "State": _THING,
    "BreadcrumbList": _THING | {"itemListElement"},
    "ListItem": _THING | {"position", "item"},
}
"""For each type the properties of it and of the types above it that are used here."""

REQUIRED: dict[str, set[str]] = {
    "WebSite": {"name", "url"},
    "Article": {"headline", "description", "url", "inLanguage", "license", "isPartOf", "image"},
    "CollectionPage": {"name", "description", "url", "isPartOf"},
    "CreativeWork": {"name", "identifier", "creator"},
    "Legislation": {"name", "legislationJurisdiction"},
    "Dataset": {"name", "description", "url", "license"},
    "DefinedTermSet": {"name", "hasDefinedTerm"},
    "DefinedTerm": {"name", "description", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}

ADDRESSES = {"url", "item", "image", "contentUrl"}
"""Properties that hold an address of this site."""


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a type in parsed JSON-LD."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def problems(json_ld: dict[str, Any]) -> list[str]:
    """What in the JSON-LD of a page schema.org does not know, is missing, or is empty."""
    found = [] if json_ld.get("@context") == "https://schema.org" else ["no context"]
    for node in nodes(json_ld):
        kind = node["@type"]
        if kind not in PROPERTIES:
            found.append(f"unknown type {kind}")
            continue
        found += [f"{kind}: unknown property {name}" for name in node if name != "@type" and name not in PROPERTIES[kind]]
        found += [f"{kind}: no {name}" for name in sorted(REQUIRED.get(kind, set()) - node.keys())]
        found += [f"{kind}: empty {name}" for name, value in node.items() if value in ("", None, [], {})]
    return found
