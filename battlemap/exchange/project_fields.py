"""What stands where in MS Project's XML (MSPDI): names, numbers and units that reader and writer share."""

from __future__ import annotations

from typing import Final

from battlemap.domain.kinds.dependency import DependencyKind

NAMESPACE: Final = "http://schemas.microsoft.com/project"
#: Number of a link's type → ours; 2 (start–finish) is not known here.
LINK_KINDS: Final[dict[int, DependencyKind]] = {0: "ff", 1: "fs", 3: "ss"}
LINK_TYPES: Final = {kind: number for number, kind in LINK_KINDS.items()}
#: Field of ours → MS Project's own field (FieldID, its name) that carries it, and the heading it gets there.
CUSTOM: Final[dict[str, tuple[str, str, str]]] = {
    "code": ("188743731", "文本1", "任务代码"),
    "unit": ("188743734", "文本2", "责任单位"),
    "owner": ("188743737", "文本3", "责任人"),
    "counted": ("188743740", "文本4", "计日方式"),
    "weight": ("188743767", "数字1", "节点权重"),
}  # fmt: skip
NATURAL_DAYS: Final = "自然日"
#: Formats of durations and lags that mean elapsed time: nights, weekends and days off count.
ELAPSED: Final = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
ELAPSED_DAYS: Final = 8
#: A day of eight hours.
MINUTES_PER_DAY: Final = 480
