"""Places (位置): longitude and latitude with a name, or a name alone."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.field_type import Cell, FieldType, Key, natural
from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

_POINT: Final = re.compile(r"(-?\d{1,3}(?:\.\d{1,8})?)[,，\s]+(-?\d{1,2}(?:\.\d{1,8})?)(?:\s+(.{1,60}))?")


@attrs.frozen
class Spot:
    """A place: its name, and its longitude and latitude in degrees where they are known."""

    name: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None


@attrs.frozen
class Place(Kept, FieldType):
    """位置: 「116.58, 35.41 柳行」 is a point with a name; other words are the name of a place without a point."""

    nothing: ClassVar[Any] = None

    def value_of(self, text: str, names: Names) -> Any:
        """Returns the spot; raises BadInput for degrees that lie on no earth."""
        point = _POINT.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if not point:
            if len(text) > 60 or "\n" in text:
                raise BadInput("位置请写经度、纬度（如 116.58, 35.41 柳行）或 60 字以内的地名。")
            return Spot(text)
        longitude, latitude = Decimal(point[1]), Decimal(point[2])
        if abs(longitude) > 180 or abs(latitude) > 90:
            raise BadInput("经度应在 ±180 之间，纬度应在 ±90 之间，经度在前。")
        return Spot(point[3] or "", longitude, latitude)

    def read(self, text: str, names: Names) -> Any:
        """Returns the spot, None for an empty text."""
        return None if self.is_empty_text(text) else self.value_of(text.strip(), names)

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no spot."""
        if value is None or isinstance(value, Spot):
            return
        if isinstance(value, str):
            raise Refused(f"{what}应是位置，不能是文字。")
        super().check(value, what)

    def to_json(self, value: Any) -> Any:
        """Returns [longitude, latitude, name] as texts, the name alone where no point is known."""
        if value.longitude is None:
            return value.name
        return [f"{value.longitude:f}", f"{value.latitude:f}", value.name]

    def from_json(self, stored: Any) -> Any:
        """Returns the spot."""
        if isinstance(stored, str):
            return Spot(stored)
        longitude, latitude, name = stored
        return Spot(str(name), Decimal(longitude), Decimal(latitude))

    def show(self, value: Any, names: Names) -> str:
        """Returns 「116.58, 35.41 柳行」, or the name."""
        if not isinstance(value, Spot):
            return super().show(value, names)
        if value.longitude is None:
            return value.name
        return f"{value.longitude:f}, {value.latitude:f} {value.name}".strip()

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the name, as texts are sorted."""
        return natural(value.name or self.show(value, names)) if isinstance(value, Spot) else None

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the words of the cell."""
        return self.show(value, names) or None
