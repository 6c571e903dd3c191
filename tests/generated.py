"""Records filled from their models: every field of every collection, with texts that a test chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from explainer.explainer import Explainer, choices_of
from explainer.records import COLLECTIONS, Entry, To, inner_model

IDS = {"court-cases": "doe-2014", "sources": "doe-2014-op", "lifecycle": "booking"}
OTHERS = ("doe-2014-op", "states/ohio", "2019-05-06", "14:30", "false", "1", "OH", "https://example.org/x", "ca6")
"""What fits where no free text does."""


Path = tuple[str, ...]
Texts = str | Callable[[Path], str]
"""The text for every field, or for each by its path."""


def filled(model: type[BaseModel], text: Texts, path: Path = ()) -> dict[str, Any]:
    """A record as it stands in YAML with each of its fields filled, free text with ``text``."""
    return {name: _value(info, text, (*path, name)) for name, info in model.model_fields.items() if name != "former_ids"}


def free_fields(model: type[BaseModel]) -> list[Path]:
    """The path of every field, also in parts and lists, that takes any text."""
    asked: list[Path] = []

    def text(path: Path) -> str:
        asked.append(path)
        return f"Free {len(asked)} words"

    found = str(filled(model, text))
    return [path for number, path in enumerate(asked, 1) if f"Free {number} words" in found]


def every_field(model: type[BaseModel], path: Path = ()) -> Iterator[Path]:
    """The path of every field, also in parts and lists, whatever it takes."""
    for name, info in model.model_fields.items():
        annotation = get_args(info.annotation)[0] if get_origin(info.annotation) is tuple else info.annotation
        if inner := inner_model(annotation):
            yield from every_field(inner, (*path, name))
        else:
            yield (*path, name)


def with_value(data: dict[str, Any], path: Path, value: str) -> None:
    """Puts ``value`` at ``path`` of a record as `filled` gives it, in the first of each list."""
    *above, last = path
    for name in above:
        data = data[name][0] if isinstance(data[name], list) else data[name]
    data[last] = [value] if isinstance(data.get(last), list) or last == "former_ids" else value


def _value(info: Any, text: Texts, path: Path) -> Any:
    listed = get_origin(info.annotation) is tuple
    annotation = get_args(info.annotation)[0] if listed else Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    value = _one(annotation, text, path)
    return (value,) if listed else value


def _one(annotation: Any, text: Texts, path: Path) -> Any:
    if inner := inner_model(annotation):
        return filled(inner, text, path)
    if choices := choices_of(annotation):
        return choices[0]
    named = [IDS[marker.collection] for marker in _markers(annotation) if isinstance(marker, To)]
    own = text if isinstance(text, str) else text(path)
    free = (
        f"{own} [@doe-2014-op]",
        f"{own} (doe-2014-op)",  # where no citation is read; in brackets, so that no term of the glossary is what stands on pages
        f"doe-2014-op, {own.replace(';', ',')}",  # where sources are named, with a pinpoint
    )
    return next(value for value in (*named, *free, *OTHERS) if _fits(annotation, value))


def _fits(annotation: Any, value: str) -> bool:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


def _markers(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _markers(part)


def with_filled(explainer: Explainer, text: Texts) -> Explainer:
    """``explainer`` with one record of each collection filled by `filled`, under its own id."""
    collections: dict[str, Mapping[str, Entry]] = {}
    for name, model in COLLECTIONS.items():
        first = IDS.get(name) or next(iter(explainer.collections[name]))  # the one that the others name
        data = filled(model, text, (name,)) | {"id": first}
        if name == "history":
            del data["about"]  # title and date stand in its place
        if "sources" in data:  # every source must be used by something
            data["sources"] += tuple({"id": source, "checked": "excerpt"} for source in explainer.weakest)
        collections[name] = {**explainer.collections[name], first: model.model_validate(data)}
    return replace(explainer, collections=collections)
