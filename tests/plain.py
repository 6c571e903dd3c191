"""All that is in a view as plain values, so that two can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from explainer.views import Labeled, Ref, Refs, View


def plain(value: Any) -> Any:
    """Works out every value of a view."""
    if isinstance(value, View | Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        more = [plain(value.summary)] if isinstance(value, Ref) else []
        return [type(value).__name__, *(plain(getattr(value, item.name)) for item in fields(value) if item.compare), *more]
    if isinstance(value, tuple | Refs):
        return [plain(item) for item in value]
    return [value.text, value.notes] if isinstance(value, Labeled) else value
