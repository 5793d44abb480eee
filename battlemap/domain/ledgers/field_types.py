"""The type of a ledger's field, made from its code, its unit and its options as the row tells them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from battlemap.domain.fields.amount import UNITS, Amount, Share
from battlemap.domain.fields.calculation import WAYS, Calculated
from battlemap.domain.fields.kept import (
    Kept,
    KeptDay,
    KeptDecimals,
    KeptLongText,
    KeptPerson,
    KeptText,
    KeptUnit,
    KeptWhole,
)
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.fields.number import MOST
from battlemap.domain.fields.options import ManyOf, OneOf, Option, YesOrNo
from battlemap.domain.fields.place import Place
from battlemap.domain.fields.secret import KINDS, Secret, SecretKind
from battlemap.domain.fields.serial import Serial
from battlemap.domain.fields.stage import ENDS, Stage, Stages
from battlemap.domain.kinds.ledger import LedgerField

#: Tables that a field of the type 关联 may lead to, beside the entries of a ledger, and their names.
LINKED: Final[dict[str, str]] = {
    "task": "任务", "action": "专项行动", "problem": "卡点", "unit": "单位", "person": "人员",
}  # fmt: skip
_TEXT_MOST: Final = 20_000
_MOST_INT: Final = 10**15


def options_of(row: LedgerField) -> Any:
    """Returns the options as JSON tells them: a list for choices and stages, else an object; {} for garbled ones."""
    try:
        told = json.loads(row.options) if row.options else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict | list) else {}


def type_of(row: LedgerField) -> Kept:
    """Returns the type of a field; one of a newer program, or a garbled one, is a long text, so that all stays readable."""
    told = options_of(row)
    make = _TYPES.get(row.type)
    try:
        return make(told if isinstance(told, dict) else {"list": told}, row) if make else KeptLongText()
    except (ValueError, TypeError, ArithmeticError):
        return KeptLongText()


def choices_of(told: Any) -> tuple[Option, ...]:
    """Returns the options that a list of texts or objects (code, name, retired) tells."""
    options = []
    for item in told if isinstance(told, list) else ():
        if isinstance(item, str):
            options.append(Option(item, item))
        elif isinstance(item, dict) and item.get("code"):
            code = str(item["code"])
            options.append(Option(code, str(item.get("name") or code), bool(item.get("retired"))))
    return tuple(options)


def stages_of(told: Any) -> tuple[Stage, ...]:
    """Returns the stages that a list of objects tells, see `ledgers.template`."""
    stages = []
    for option, item in zip(choices_of(told), told if isinstance(told, list) else (), strict=False):
        more = item if isinstance(item, dict) else {}
        end = more.get("end", "")
        stages.append(
            Stage(
                option.code,
                option.name,
                option.is_retired,
                end if end in ENDS else "",
                _whole(more.get("expected_days"), 0),
                _whole(more.get("alarm_days"), 0),
                tuple(str(key) for key in more.get("demands") or ()),
                bool(more.get("natural_days")),
                _whole(more.get("chance"), 0),
            )
        )
    return tuple(stages)


def _whole(value: Any, otherwise: int) -> int:
    return value if type(value) is int else otherwise


def _decimal(value: Any, otherwise: Decimal) -> Decimal:
    return Decimal(str(value)) if value is not None else otherwise


def _secret_kind(told: Mapping[str, Any]) -> SecretKind:
    kind = told.get("kind")
    return next((known for known in KINDS if known == kind), "other")


def _link(told: Mapping[str, Any], row: LedgerField) -> Kept:
    to = str(told.get("to") or "task")
    most = _whole(told.get("most"), 0)
    return Links(to, "", most) if to in LINKED else Links("entry", to, most)


def _calculated(told: Mapping[str, Any], row: LedgerField) -> Kept:
    way = told.get("way")
    of = tuple(str(key) for key in told.get("of") or ())
    return Calculated(way if way in WAYS else "sum", of)


_TYPES: Final[dict[str, Callable[[Mapping[str, Any], LedgerField], Kept]]] = {
    "text": lambda told, row: KeptText(_whole(told.get("most"), 2000)),
    "long": lambda told, row: KeptLongText(_whole(told.get("most"), _TEXT_MOST)),
    "int": lambda told, row: KeptWhole(
        least=_whole(told.get("least"), -_MOST_INT), most=_whole(told.get("most"), _MOST_INT)
    ),
    "decimal": lambda told, row: KeptDecimals(
        _whole(told.get("places"), 4), _decimal(told.get("least"), -MOST), _decimal(told.get("most"), MOST)
    ),
    "money": lambda told, row: Amount(
        least=-_MOST_INT if told.get("negative") else 0, unit=row.unit if row.unit in UNITS else "元"
    ),
    "percent": lambda told, row: Share(
        _whole(told.get("places"), 4), _decimal(told.get("least"), -MOST), _decimal(told.get("most"), MOST)
    ),
    "date": lambda told, row: KeptDay(),
    "choice": lambda told, row: OneOf(choices_of(told.get("list"))),
    "choices": lambda told, row: ManyOf(choices_of(told.get("list"))),
    "yesno": lambda told, row: YesOrNo(),
    "unit": lambda told, row: KeptUnit(),
    "person": lambda told, row: KeptPerson(),
    "secret": lambda told, row: Secret(kind=_secret_kind(told)),
    "link": _link,
    "file": lambda told, row: Files(),
    "number": lambda told, row: Serial(pattern=str(told.get("pattern") or "{4}")),
    "calc": _calculated,
    "stage": lambda told, row: Stages(stages_of(told.get("list"))),
    "place": lambda told, row: Place(),
}
