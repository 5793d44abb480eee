"""A field of a kind: its key, its Chinese name, its type, and where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import attrs

from battlemap.domain.fields.field_type import FieldType
from battlemap.errors import Refused

#: What a new row has in a field by itself: the day, the moment, who is at the keyboard, the next number of the table.
Beginning = Literal["", "today", "now", "actor", "number"]


@attrs.frozen
class Field:
    """One field. A plain value: built-in kinds write it down, ledgers make it from rows.

    `width` in px. What `is_set_by_program` is nowhere typed; what a new row `begins` with is filled in where nothing else
    is given. What `is_masked` is hidden where personal data may not be
    seen. `basis` says by which rule or document it is what it is. A field without `in_list` can be called into a list,
    one without `in_form` stands in no form. `works_out` gives the value of what is not
    stored but judged, from all that is known of a row on a day (see `looking.columns`).
    """

    key: str
    name: str
    type: FieldType = attrs.field(factory=FieldType)
    is_required: bool = False
    unit: str = ""
    is_masked: bool = False
    basis: str = ""
    hint: str = ""
    width: int = 120
    is_set_by_program: bool = False
    begins: Beginning = ""
    in_list: bool = True
    in_form: bool = True
    works_out: Callable[[Any], Any] | None = None

    @property
    def title(self) -> str:
        """The name with the unit, for heads of columns: 「面积（亩）」."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @property
    def is_written(self) -> bool:
        """Whether people type it."""
        return not self.is_set_by_program and self.works_out is None

    def check(self, value: Any, of: str) -> None:
        """Raises Refused for a value that the field may not hold; `of` names the row: 「节点「初稿」的」."""
        if self.is_required and (value is None or (isinstance(value, str) and not value.strip())):
            raise Refused(f"{of}{self.name}不能为空。")
        self.type.check(value, f"{of}{self.name}" if of else self.name)
