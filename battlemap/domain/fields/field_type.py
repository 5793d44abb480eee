"""What every type of field can do: read a text, check, show, sort, group, and go to Excel and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

#: How a value is edited; each surface knows each of them once.
Editor = Literal["line", "text", "number", "percent", "day", "moment", "switch", "choice", "row"]
#: What a cell of a workbook holds.
Cell = str | int | float | Decimal | bool | date | datetime | time | timedelta | None
Key = tuple[Any, ...]
Scale = Literal["", "day", "number"]

_BROKEN: Final = re.compile("[\ud800-\udfff]")
_DIGITS: Final = re.compile(r"[0-9]+")
#: Numbers in texts are compared as if they had so many figures.
_FIGURES: Final = 12


@attrs.frozen
class FieldType:
    """A type of field; this one holds a text. `nothing` is the value of an empty field."""

    editor: ClassVar[Editor] = "line"
    is_right: ClassVar[bool] = False
    excel_format: ClassVar[str] = "@"
    nothing: ClassVar[Any] = ""
    #: What a filter from … to … is set in; "" where there is no more and less.
    measured_in: ClassVar[Scale] = ""
    #: Whether values of several rows have a sum that means something.
    adds_up: ClassVar[bool] = False

    def read(self, text: str, names: Names) -> Any:
        """Returns the value that a text means; raises BadInput that says what to write instead."""
        return "" if self.is_empty_text(text) else self.value_of(trimmed(text), names)

    def value_of(self, text: str, names: Names) -> Any:
        """Returns the value of a text that is not empty; what `read` asks."""
        return text

    def tidy(self, value: Any) -> Any:
        """Returns a value that was handed in as the field keeps it: texts without their margins."""
        return trimmed(value) if isinstance(value, str) else value

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for a value that no field of the type may hold; `what` names the field in the sentence."""
        if not isinstance(value, str):
            raise Refused(f"{what}应是文字，不能是 {shown(value)}。")
        broken = _BROKEN.search(value)
        if broken:
            near = value[max(0, broken.start() - 5) : broken.start()]
            raise Refused(f"{what}“{near}”之后有残缺的字符，无法保存，请删去后重新输入。")

    def show(self, value: Any, names: Names) -> str:
        """Returns what stands in a cell, "" for nothing; `read` understands it."""
        return "" if value is None else str(value)

    def words(self, value: Any, names: Names) -> str:
        """Returns the value as a sentence tells it, uncut; 「（空）」 for nothing."""
        return wording.EMPTY if value is None or value == "" else self.show(value, names)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns by what a cell is sorted, None for an empty one, which stands last in both directions."""
        text = self.show(value, names)
        return natural(text) if text else None

    def group(self, value: Any, names: Names) -> str:
        """Returns the words of the group that a value belongs to when rows are counted by this field, "" for none."""
        return self.show(value, names)

    def measure(self, value: Any) -> date | Decimal | None:
        """Returns where a value stands on the type's scale, None for an empty one."""
        return None

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns (value, words) of all that can be chosen, in order; () where anything may be written."""
        return ()

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns what goes into a cell of a workbook."""
        return self.show(value, names) or None

    def from_excel(self, cell: Cell, names: Names) -> Any:
        """Returns the value that a workbook's cell means; raises as `read`."""
        return self.read(cell_text(cell), names)

    def is_empty_text(self, text: str) -> bool:
        """Whether a text leaves the field empty; raises BadInput for half characters."""
        if _BROKEN.search(text):
            raise BadInput("含有残缺的字符，请删去后重新输入。")
        return not text.strip()


def trimmed(text: str) -> str:
    """Returns the text without its margins and with one kind of line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def figures(text: str) -> str:
    """Returns a typed number with half-width digits, without spaces and thousands commas."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def shown(value: Any) -> str:
    """Returns any value as a refusal can quote it, cut short."""
    return f"“{str(value)[:20]}”" if value is not None else "空"


def natural(text: str) -> Key:
    """Returns a key that puts ECON-9 before ECON-10 and common characters in the order of their pinyin."""
    folded = text.casefold()
    padded = (
        _DIGITS.sub(lambda number: number[0].zfill(_FIGURES), folded) if _DIGITS.search(folded) else folded
    )
    return (padded.encode("gb18030", "replace"),)


def naturals(texts: Sequence[str]) -> list[bytes]:
    """Returns the keys of many texts as `natural` has them, made at once: a third of the time."""
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1:
        return [natural(text)[0] for text in texts]
    folded = joined.casefold()
    padded = _DIGITS.sub(lambda number: number[0].zfill(_FIGURES), folded)
    return padded.encode("gb18030", "replace").split(b"\n")


def cell_text(cell: Cell) -> str:
    """Returns a workbook's cell as somebody would have typed it: whole numbers without .0, midnight without time."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        is_midnight = cell.time() == time()
        return cell.date().isoformat() if is_midnight else cell.isoformat(" ", "minutes")
    return str(cell)
