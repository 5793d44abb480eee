"""Dependencies (先后关系) between tasks."""

from __future__ import annotations

from typing import Literal

import attrs

DependencyKind = Literal["fs", "ss", "ff"]


@attrs.frozen
class Dependency:
    """That `successor` waits for `predecessor`: finish–start, start–start or finish–finish, `lag` working days apart."""

    id: str
    predecessor: str
    successor: str
    kind: DependencyKind = "fs"
    lag: int = 0
    deleted: bool = False
