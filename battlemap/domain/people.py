"""Units (单位) and persons (责任人, 联络员, 领导)."""

from __future__ import annotations

import attrs


@attrs.frozen
class Unit:
    """An office, a street or an enterprise that answers for tasks."""

    id: str
    name: str
    rank: str
    short_name: str = ""
    deleted: bool = False

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@attrs.frozen
class Person:
    """Somebody who answers for tasks."""

    id: str
    name: str
    rank: str
    unit: str | None = None
    role: str = ""
    phone: str = ""
    deleted: bool = False
