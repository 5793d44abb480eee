"""Numbers that belong to a person or firm (证件、电话、账号): what may stand in them, and how they are masked."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, Literal

import attrs

from battlemap.domain.fields.kept import Kept, Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import Text
from battlemap.errors import BadInput

#: 身份证件, 电话, 统一社会信用代码, 账号, 其他.
SecretKind = Literal["id", "phone", "credit", "account", "other"]
KINDS: Final[dict[SecretKind, str]] = {
    "id": "身份证号", "phone": "电话", "credit": "统一社会信用代码", "account": "账号", "other": "号码",
}  # fmt: skip
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_DIGITS: Final = "10X98765432"
#: Letters and figures of a credit code, GB 32100-2015: without I O S V Z.
_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@attrs.frozen
class Secret(Kept, Text):
    """证件、电话、账号: kept as written without spaces; a wrong check digit is refused where it is typed."""

    kind: SecretKind = "other"

    def value_of(self, text: str, names: Names) -> Any:
        """Returns the number; raises BadInput that says what is wrong with it."""
        number = re.sub(r"[\s　]", "", unicodedata.normalize("NFKC", text)).upper()
        why = why_wrong(number, self.kind)
        if why:
            raise BadInput(why)
        return number

    def masked(self, value: Any) -> str:
        """Returns the number as it may be shown to everybody; what could not be read is hidden but for its end."""
        text = value.text if isinstance(value, Unread) else value or ""
        return masked_number(text, self.kind)


def masked_number(number: str, kind: SecretKind) -> str:
    """Returns 138****1234 for a phone, 370811********1234 for an ID of 18, 6 + 6 + 3 for 15, the last four of an account.

    The conventions that lists of offices follow; PIPL 2021 §73 calls it 去标识化. A credit code is public.
    """
    if kind == "credit" or not number:
        return number
    length = len(number)
    if kind == "phone" and length >= 7:
        head = 3 if length >= 11 else max(0, length - 8)
        return number[:head] + "*" * (length - head - 4) + number[-4:]
    if kind == "id" and length in (15, 18):
        tail = 4 if length == 18 else 3
        return number[:6] + "*" * (length - 6 - tail) + number[-tail:]
    shown = 4 if length > 6 else 1
    return "*" * (length - shown) + number[-shown:]


def why_wrong(number: str, kind: SecretKind) -> str:
    """Returns why a number cannot be one of its kind, "" where it can: GB 11643-1999 for IDs, GB 32100-2015 for firms."""
    if kind == "id":
        if re.fullmatch(r"\d{15}", number):
            return ""
        if not re.fullmatch(r"\d{17}[\dX]", number):
            return "身份证号应是 18 位（最后一位可为 X）或 15 位数字。"
        total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
        return "" if _ID_DIGITS[total % 11] == number[-1] else "身份证号校验码不对，请核对。"
    if kind == "credit":
        if len(number) != 18 or any(char not in _CREDIT for char in number):
            return "统一社会信用代码应是 18 位数字或大写字母（不含 I O S V Z）。"
        total = sum(_CREDIT.index(char) * pow(3, place, 31) for place, char in enumerate(number[:17]))
        return "" if _CREDIT[-total % 31] == number[-1] else "统一社会信用代码校验码不对，请核对。"
    if kind == "phone":
        return (
            ""
            if re.fullmatch(r"\+?[\d-]{5,20}(转\d{1,6})?", number)
            else "电话应是数字，如 13800001234 或 0537-2310000。"
        )
    if kind == "account":
        return "" if re.fullmatch(r"[\d-]{6,34}", number) else "账号应是 6 到 34 位数字。"
    return "" if len(number) <= 64 else "号码过长，请核对。"
