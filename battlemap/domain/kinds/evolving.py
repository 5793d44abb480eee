"""A frozen row with other values in some fields, made at one go: what attrs' own way does field by field."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import attrs

_T = TypeVar("_T")


def changed(row: _T, changes: dict[str, Any]) -> _T:
    """Returns the row with these values; raises TypeError for a field that it has not."""
    kind: Any = type(row)
    names, read = _fields(kind)
    made: _T = kind(**{**dict(zip(names, read(row), strict=True)), **changes})
    return made


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Returns how the fields of a class are given to it, and what reads them all."""
    fields = [field for field in attrs.fields(kind) if field.init]
    reads = [attrgetter(field.name) for field in fields]
    read = attrgetter(*(field.name for field in fields)) if len(fields) > 1 else lambda row: (reads[0](row),)
    return tuple(field.alias or field.name for field in fields), read
