"""Ledgers (台账) and their fields: what an office keeps lists of, told by rows instead of by code."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Names that every row of a ledger has for itself; no field may be called so.
RESERVED: Final = frozenset({"id", "rank", "deleted", "entry", "ledger", "parent", "stage_on", "data"})
#: More characters than the definition of a field can need.
_LONGEST: Final = 200_000


@attrs.frozen
class Ledger:
    """One ledger. `noun` is what an entry is called, `counter` by what entries are counted (「家」), `one_word` its proverb.

    `code` never changes. `title_field`, `stage_field` and `key_fields` (space between) name fields by their keys: what
    an entry is called, where it stands, and by what it is known again. `parent` is the ledger to whose entries these
    entries belong. `rates` is JSON, see `ledgers.template`; `template` is the code of what it was made from.
    """

    id: str
    code: str
    title: str
    rank: str
    noun: str = ""
    counter: str = "条"
    one_word: str = ""
    action: str | None = None
    parent: str | None = None
    title_field: str = ""
    key_fields: str = ""
    stage_field: str = ""
    is_personal: bool = False
    rates: str = ""
    template: str = ""
    deleted: bool = False


@attrs.frozen
class LedgerField:
    """One field of a ledger; entries hold its value under its id. `key` never changes, `options` are JSON by type.

    `width` in px. A field that is deleted keeps its values; they are shown again when it is restored.
    """

    id: str
    ledger: str
    key: str
    title: str
    type: str
    rank: str
    options: str = ""
    unit: str = ""
    section: str = ""
    hint: str = ""
    width: int = 120
    is_required: bool = False
    is_masked: bool = False
    in_list: bool = True
    in_print: bool = True
    deleted: bool = False


def is_code(text: str) -> bool:
    """Whether a text may be the code of a ledger, or with the reserved words left out the key of a field."""
    return bool(_CODE.fullmatch(text))


def _check_ledger(ledger: Ledger) -> None:
    if not is_code(ledger.code):
        raise Refused(f"台账代码“{brief(ledger.code)}”只能用小写字母、数字和下划线，并以字母开头。")
    if ledger.parent == ledger.id:
        raise Refused(f"台账“{brief(ledger.title)}”不能是自己的下级。")
    _check_json(ledger.rates, f"台账“{brief(ledger.title)}”的比率")


def _check_ledger_among(ledger: Ledger, before: Ledger | None, rows: Neighbours) -> None:
    """One code, one title among live ledgers; the code stays."""
    if before is not None and before.code != ledger.code:
        raise Refused(f"台账“{brief(before.title)}”的代码不能更改。")
    for key, name in (("code", "代码"), ("title", "名称")):
        value = getattr(ledger, key)
        if before is not None and not before.deleted and getattr(before, key) == value:
            continue
        if any(other.id != ledger.id for other in rows.live(Ledger, **{key: value})):
            raise Refused(f"已有{name}为“{brief(value)}”的台账，请直接使用，或换一个{name}。")


def _check_field(field: LedgerField) -> None:
    if not is_code(field.key) or field.key in RESERVED:
        raise Refused(f"字段“{brief(field.title)}”的代码“{brief(field.key)}”不能用，请换一个。")
    _check_json(field.options, f"字段“{brief(field.title)}”的选项")


def _check_field_among(field: LedgerField, before: LedgerField | None, rows: Neighbours) -> None:
    """One key and one title in a ledger; the key stays."""
    if before is not None and (before.key, before.ledger) != (field.key, field.ledger):
        raise Refused(f"字段“{brief(before.title)}”的代码和所属台账不能更改。")
    for key, name in (("key", "代码"), ("title", "名称")):
        value = getattr(field, key)
        if before is not None and not before.deleted and getattr(before, key) == value:
            continue
        if any(other.id != field.id for other in rows.live(LedgerField, ledger=field.ledger, **{key: value})):
            raise Refused(f"这个台账已有{name}为“{brief(value)}”的字段，请换一个{name}。")


def _check_json(text: str, what: str) -> None:
    if len(text) > _LONGEST:
        raise Refused(f"{what}过长，请删减。")
    try:
        value: Any = json.loads(text) if text else None
    except (ValueError, RecursionError) as error:
        raise Refused(f"{what}读不懂，请重新填写。", str(error)) from error
    if value is not None and not isinstance(value, dict | list):
        raise Refused(f"{what}读不懂，请重新填写。")


LEDGER = Kind(
    "ledger", Ledger, "台账", "本台账",
    (
        Field("code", "代码", Code(), is_required=True, is_set_by_program=True, width=120),
        Field("title", "台账名称", Text(60), is_required=True, width=220),
        Field("noun", "条目叫法", Text(20), width=96),
        Field("counter", "量词", Text(8), is_required=True, width=60),
        Field("one_word", "一句话", Text(20), width=120),
        Field("action", "专项行动", Pointing("action", True, is_sorted_by_place=True), width=148),
        Field("parent", "上级台账", Pointing("ledger", True), is_set_by_program=True, width=120),
        Field("title_field", "名称字段", Code(), is_set_by_program=True, in_list=False),
        Field("key_fields", "识别字段", Code(), is_set_by_program=True, in_list=False),
        Field("stage_field", "阶段字段", Code(), is_set_by_program=True, in_list=False),
        Field("is_personal", "个人信息", YesNo(), width=80),
        Field("rates", "比率", Hidden(told_as="（比率定义）"), is_set_by_program=True, in_list=False),
        Field("template", "模板", Code(), is_set_by_program=True, in_list=False),
    ),
    order=("rank",), check=_check_ledger, check_among=_check_ledger_among, is_kept_by_hand=False, is_printed=False,
)  # fmt: skip

LEDGER_FIELD = Kind(
    "ledger_field", LedgerField, "台账字段", "个台账字段",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=120),
        Field("key", "代码", Code(), is_required=True, is_set_by_program=True, width=120),
        Field("title", "字段名称", Text(40), is_required=True, width=160),
        Field("type", "类型", Choice(wording.FIELD_TYPES), is_required=True, width=96),
        Field("options", "选项", Hidden(told_as="（选项）"), is_set_by_program=True, in_list=False),
        Field("unit", "单位", Text(20), width=60),
        Field("section", "栏目", Text(20), width=96),
        Field("hint", "填写说明", Text(200), width=200),
        Field("width", "列宽", WholeNumber(20, 2000), width=60, in_list=False),
        Field("is_required", "必填", YesNo(), width=60),
        Field("is_masked", "打码", YesNo(), width=60),
        Field("in_list", "列表显示", YesNo(), width=72),
        Field("in_print", "打印", YesNo(), width=60),
    ),
    parent="ledger", order=("ledger", "rank"), verb="增加", is_background=True, check=_check_field,
    check_among=_check_field_among, is_kept_by_hand=False, is_printed=False,
)  # fmt: skip
