"""Fields that point to a row of another kind; people write and read its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import attrs

from battlemap import wording
from battlemap.domain.fields.field_type import Editor, FieldType, Key
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Pointing(FieldType):
    """The id of a row of `table`, None where it may point nowhere; sorted by the row's name or by its place."""

    editor: ClassVar[Editor] = "row"
    nothing: ClassVar[Any] = None

    table: str
    is_optional: bool = False
    is_sorted_by_place: bool = False

    def read(self, text: str, names: Names) -> Any:
        """Returns the id of the one live row of that name; a name that nobody bears is never made one."""
        if self.is_empty_text(text) or text.strip() == wording.UNASSIGNED:
            if self.is_optional:
                return None
            raise BadInput("这一项不能为空。")
        typed = text.strip()
        ids = names.named(self.table, typed)
        if len(ids) > 1:
            raise BadInput(f"叫“{typed[:40]}”的有 {len(ids)} 个，分不清是哪一个，请先把它们的名称改得不同。")
        if not ids:
            offered = [name for _, name in names.offered(self.table)]
            listed = "、".join(f"“{name}”" for name in offered[:8]) + ("等" if len(offered) > 8 else "")
            raise BadInput(f"没有“{typed[:40]}”{f'，请写{listed}' if listed else ''}。")
        return ids[0]

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no id; that the row is there is asked of the file."""
        if value is None and self.is_optional:
            return
        if not value:
            raise Refused(f"{what}不能为空。")
        FieldType.check(self, value, what)

    def show(self, value: Any, names: Names) -> str:
        """Returns the row's name."""
        return names.called(self.table, value) if value else ""

    def words(self, value: Any, names: Names) -> str:
        """Returns the row's name, its id where it is not known."""
        return (names.called(self.table, value) or str(value)) if value else wording.EMPTY

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the row's place, or its name as texts are sorted."""
        if value and self.is_sorted_by_place:
            return names.place(self.table, value)
        return FieldType.sort_key(self, value, names)

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns the live rows with their names."""
        return (*(((None, ""),) if self.is_optional else ()), *names.offered(self.table))


@attrs.frozen
class OfUnit(Pointing):
    """A unit."""

    table: str = "unit"
    is_optional: bool = True


@attrs.frozen
class OfPerson(Pointing):
    """A person."""

    table: str = "person"
    is_optional: bool = True
