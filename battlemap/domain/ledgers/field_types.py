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
        options = json.loads(row.options) if row.options else {}
    except (ValueError, RecursionError):
        return {}
    return options if isinstance(options, dict | list) else {}


def type_of(row: LedgerField) -> Kept:
    """Returns the type of a field; one of a newer program, or a garbled one, is a long text, so that all stays readable."""
    options = options_of(row)
    make = _TYPES.get(row.type)
    try:
        return (
            make(options if isinstance(options, dict) else {"list": options}, row) if make else KeptLongText()
        )
    except (ValueError, TypeError, ArithmeticError):
        return KeptLongText()


def choices_of(items: Any) -> tuple[Option, ...]:
    """Returns the options that a list of texts or objects (code, name, retired) tells."""
    options = []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, str):
            options.append(Option(item, item))
        elif isinstance(item, dict) and item.get("code"):
            code = str(item["code"])
            options.append(Option(code, str(item.get("name") or code), bool(item.get("retired"))))
    return tuple(options)


def stages_of(items: Any) -> tuple[Stage, ...]:
    """Returns the stages that a list of objects tells, see `ledgers.template`."""
    stages = []
    for option, item in zip(choices_of(items), items if isinstance(items, list) else (), strict=False):
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


def _secret_kind(options: Mapping[str, Any]) -> SecretKind:
    kind = options.get("kind")
    return next((each for each in KINDS if each == kind), "other")


def _link(options: Mapping[str, Any], row: LedgerField) -> Kept:
    to = str(options.get("to") or "task")
    most = _whole(options.get("most"), 0)
    return Links(to, "", most) if to in LINKED else Links("entry", to, most)


def _calculated(options: Mapping[str, Any], row: LedgerField) -> Kept:
    way = options.get("way")
    of = tuple(str(key) for key in options.get("of") or ())
    return Calculated(way if way in WAYS else "sum", of)


_TYPES: Final[dict[str, Callable[[Mapping[str, Any], LedgerField], Kept]]] = {
    "text": lambda options, row: KeptText(_whole(options.get("most"), 2000)),
    "long": lambda options, row: KeptLongText(_whole(options.get("most"), _TEXT_MOST)),
    "int": lambda options, row: KeptWhole(
        least=_whole(options.get("least"), -_MOST_INT), most=_whole(options.get("most"), _MOST_INT)
    ),
    "decimal": lambda options, row: KeptDecimals(
        _whole(options.get("places"), 4),
        _decimal(options.get("least"), -MOST),
        _decimal(options.get("most"), MOST),
    ),
    "money": lambda options, row: Amount(
        least=-_MOST_INT if options.get("negative") else 0, unit=row.unit if row.unit in UNITS else "元"
    ),
    "percent": lambda options, row: Share(
        _whole(options.get("places"), 4),
        _decimal(options.get("least"), -MOST),
        _decimal(options.get("most"), MOST),
    ),
    "date": lambda options, row: KeptDay(),
    "choice": lambda options, row: OneOf(choices_of(options.get("list"))),
    "choices": lambda options, row: ManyOf(choices_of(options.get("list"))),
    "yesno": lambda options, row: YesOrNo(),
    "unit": lambda options, row: KeptUnit(),
    "person": lambda options, row: KeptPerson(),
    "secret": lambda options, row: Secret(kind=_secret_kind(options)),
    "link": _link,
    "file": lambda options, row: Files(),
    "number": lambda options, row: Serial(pattern=str(options.get("pattern") or "{4}")),
    "calc": _calculated,
    "stage": lambda options, row: Stages(stages_of(options.get("list"))),
    "place": lambda options, row: Place(),
}
