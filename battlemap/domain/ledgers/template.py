"""Templates of ledgers: JSON files in ``resources/ledgers`` or of an office's own, read and written without loss.

A template is an object. What is not marked * may be left out.

* ``code``*: what the ledger is called by commands and filters, ``[a-z][a-z0-9_]*``; ``title``*: its name (签约项目).
* ``noun``: what one entry is called (项目), else the title; ``counter``: by what entries are counted (个), else 条.
* ``one_word``: the proverb on its sheets (一企一档). ``is_personal``: true where entries are about persons.
* ``action``: code of the action that it serves (PROJ); taken where the campaign has it.
* ``title_field``, ``stage_field``: keys of fields; ``key_fields``: list of keys by which an entry is known again.
* ``fields``*: list of objects, in order: ``key``*, ``title``*, ``type``* (a code of `wording.FIELD_TYPES`), ``options``,
  ``unit`` (亩; for 金额 元, 万元 or 亿元), ``required``, ``hint``, ``masked``, ``section`` (heading on the 一档), ``width`` (px),
  ``in_list`` and ``in_print`` (true where left out).
* ``children``: list of templates whose entries belong to entries of this one; their codes are their own.
* ``rates``: list of ``{"title", "numerator": [conditions], "denominator": [conditions], "basis": words}``.
* ``tallies``: list of ``{"title"*, "figure": "count" | "sum", "field": key, "wanted": [conditions], "target": "30", "unit"}``.

Conditions are told in `ledgers.entry_filter`: ``{"field": "stage", "is": "reached", "values": ["signed"]}``.

``options`` by type: 文本 长文本 ``{"most": characters}``; 整数 ``{"least", "most"}``; 小数 百分比 ``{"places", "least", "most"}``;
金额 ``{"negative": true}``; 单选 多选 list of ``{"code", "name", "retired"}`` or of words; 证件 ``{"kind": "id" | "phone" |
"credit" | "account" | "other"}``; 关联 ``{"to": "task" | "action" | "problem" | "unit" | "person" | code of a ledger, "most"}``;
编号 ``{"pattern": "QY-{年}-{4}"}``; 计算 ``{"way": "sum" | "difference" | "ratio" | "days" | "lookup" | "count", "of": [keys]}``
(for a look-up ``of`` is ``["key of a 关联 field", "key in that ledger"]``); 阶段 list of ``{"code", "name", "end": "" | "成" | "败" |
"暂缓", "expected_days", "alarm_days", "natural_days": true, "chance": percent, "demands": [keys], "retired"}``, in the order
of the road.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.ledger import RESERVED, Ledger, LedgerField, is_code
from battlemap.domain.kinds.tally import FIGURES, Tally
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.words import brief
from battlemap.errors import BadInput, NotFound
from battlemap.paths import resource

_LONGEST: Final = 2_000_000


@attrs.frozen
class Template:
    """One template: rows without ids and ranks. `key` of a field stands for its id; `action` is an action's code."""

    ledger: Ledger
    fields: tuple[LedgerField, ...]
    tallies: tuple[Tally, ...] = ()
    children: tuple[Template, ...] = ()
    action: str = ""

    @property
    def code(self) -> str:
        """The code of its ledger."""
        return self.ledger.code

    @property
    def title(self) -> str:
        """The name of its ledger."""
        return self.ledger.title


def delivered() -> tuple[Template, ...]:
    """Returns the templates that the program comes with, by file name."""
    return tuple(read_template(path) for path in sorted(resource("ledgers").glob("*.json")))


def delivered_template(name: str) -> Template:
    """Returns the one of that code or title; raises NotFound that lists all."""
    templates = delivered()
    wanted = name.strip()
    for template in templates:
        if wanted in (template.code, template.title):
            return template
    raise NotFound(
        f"没有“{brief(wanted)}”这个台账模板。可用：{'、'.join(template.title for template in templates)}。"
    )


def read_template(path: Path) -> Template:
    """Returns the template in a file; raises BadInput that says where it is wrong."""
    if path.stat().st_size > _LONGEST:
        raise BadInput(f"“{path.name}”过大，不是台账模板。")
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"“{path.name}”不是台账模板（应为 JSON 文件），请核对。", str(error)) from error
    try:
        return template_of(data)
    except BadInput as error:
        raise BadInput(f"“{path.name}”：{error}", error.detail) from error


def template_of(data: Any) -> Template:
    """Returns the template that JSON tells; raises BadInput in words."""
    if not isinstance(data, dict):
        raise BadInput("台账模板应是一个 JSON 对象。")
    code, title = _text(data, "code", "代码"), _text(data, "title", "名称")
    if not is_code(code):
        raise BadInput(f"台账代码“{brief(code)}”只能用小写字母、数字和下划线，并以字母开头。")
    fields = tuple(_field(item, place) for place, item in enumerate(_list(data, "fields", "字段"), 1))
    if not fields:
        raise BadInput(f"台账“{brief(title)}”没有字段。")
    keys = [field.key for field in fields]
    titles = [field.title for field in fields]
    for name, words in (("代码", keys), ("名称", titles)):
        double = next((word for word in words if words.count(word) > 1), "")
        if double:
            raise BadInput(f"台账“{brief(title)}”有两个{name}为“{brief(double)}”的字段。")
    named = [str(data.get("title_field") or ""), str(data.get("stage_field") or "")]
    key_fields = [str(key) for key in _list(data, "key_fields", "识别字段")]
    strange = [key for key in (*filter(None, named), *key_fields) if key not in keys]
    if strange:
        raise BadInput(f"台账“{brief(title)}”没有代码为“{brief(strange[0])}”的字段。")
    rates = _list(data, "rates", "比率")
    ledger = Ledger(
        id="",
        code=code,
        title=title,
        rank="",
        noun=str(data.get("noun") or ""),
        counter=str(data.get("counter") or "条"),
        one_word=str(data.get("one_word") or ""),
        title_field=named[0],
        key_fields=" ".join(key_fields),
        stage_field=named[1],
        is_personal=bool(data.get("is_personal")),
        rates=_json(rates),
        template=code,
    )
    tallies = tuple(_tally(item) for item in _list(data, "tallies", "计数"))
    children = tuple(template_of(item) for item in _list(data, "children", "下级台账"))
    return Template(ledger, fields, tallies, children, str(data.get("action") or ""))


def template_json(template: Template) -> dict[str, Any]:
    """Returns the JSON of a template, from which `template_of` makes it again; what is as usual is left out."""
    ledger = template.ledger
    data: dict[str, Any] = {"code": ledger.code, "title": ledger.title}
    data |= {key: getattr(ledger, key) for key in ("noun", "counter", "one_word") if getattr(ledger, key)}
    data |= {"action": template.action} if template.action else {}
    data |= {"is_personal": True} if ledger.is_personal else {}
    data |= {key: getattr(ledger, key) for key in ("title_field", "stage_field") if getattr(ledger, key)}
    data |= {"key_fields": ledger.key_fields.split()} if ledger.key_fields else {}
    data["fields"] = [_field_json(field) for field in template.fields]
    data |= {"children": [template_json(child) for child in template.children]} if template.children else {}
    data |= {"rates": json.loads(ledger.rates)} if ledger.rates else {}
    data |= {"tallies": [_tally_json(tally) for tally in template.tallies]} if template.tallies else {}
    return data


def template_of_rows(
    ledger: Ledger,
    fields: Iterable[LedgerField],
    tallies: Iterable[Tally] = (),
    children: Iterable[Template] = (),
    action: str = "",
) -> Template:
    """Returns the template that a ledger of a campaign is, to be shared: no ids, no ranks, no entries."""
    return Template(
        attrs.evolve(ledger, id="", rank="", action=None, parent=None, template=ledger.code, deleted=False),
        tuple(attrs.evolve(field, id="", ledger="", rank="") for field in fields if not field.deleted),
        tuple(
            attrs.evolve(tally, id="", ledger="", rank="", task=None)
            for tally in tallies
            if not tally.deleted
        ),
        tuple(children),
        action,
    )


def _field(data: Any, place: int) -> LedgerField:
    if not isinstance(data, dict):
        raise BadInput(f"第 {place} 个字段应是一个 JSON 对象。")
    title = _text(data, "title", f"第 {place} 个字段的名称")
    key, type_ = _text(data, "key", f"字段“{brief(title)}”的代码"), str(data.get("type") or "")
    if not is_code(key) or key in RESERVED:
        raise BadInput(f"字段“{brief(title)}”的代码“{brief(key)}”不能用，请换一个。")
    if type_ not in wording.FIELD_TYPES:
        raise BadInput(
            f"字段“{brief(title)}”的类型“{brief(type_)}”不认识，应为 {'、'.join(wording.FIELD_TYPES)}。"
        )
    options = data.get("options")
    if options is not None and not isinstance(options, dict | list):
        raise BadInput(f"字段“{brief(title)}”的选项应是 JSON 列表或对象。")
    width = data.get("width", 120)
    if type(width) is not int or not 20 <= width <= 2000:
        raise BadInput(f"字段“{brief(title)}”的列宽应是 20 到 2000 的整数。")
    return LedgerField(
        id="",
        ledger="",
        key=key,
        title=title,
        type=type_,
        rank="",
        options=_json(options),
        unit=str(data.get("unit") or ""),
        section=str(data.get("section") or ""),
        hint=str(data.get("hint") or ""),
        width=width,
        is_required=bool(data.get("required")),
        is_masked=bool(data.get("masked")),
        in_list=bool(data.get("in_list", True)),
        in_print=bool(data.get("in_print", True)),
    )


def _field_json(field: LedgerField) -> dict[str, Any]:
    data: dict[str, Any] = {"key": field.key, "title": field.title, "type": field.type}
    data |= {"options": json.loads(field.options)} if field.options else {}
    data |= {key: getattr(field, key) for key in ("unit", "section", "hint") if getattr(field, key)}
    data |= {"width": field.width} if field.width != 120 else {}
    data |= {"required": True} if field.is_required else {}
    data |= {"masked": True} if field.is_masked else {}
    data |= {key: False for key in ("in_list", "in_print") if not getattr(field, key)}
    return data


def _tally(data: Any) -> Tally:
    if not isinstance(data, dict):
        raise BadInput("计数应是一个 JSON 对象。")
    title = _text(data, "title", "计数的名称")
    figure = data.get("figure", "count")
    if figure not in FIGURES:
        raise BadInput(f"计数“{brief(title)}”的算法应为 count 或 sum。")
    wanted = EntryFilter.of(data.get("wanted") or [])
    target = data.get("target")
    return Tally(
        id="",
        ledger="",
        title=title,
        rank="",
        figure=figure,
        field=str(data.get("field") or ""),
        wanted=wanted.to_json(),
        target=None if target is None else str(target),
        unit=str(data.get("unit") or ""),
    )


def _tally_json(tally: Tally) -> dict[str, Any]:
    data: dict[str, Any] = {"title": tally.title, "figure": tally.figure}
    data |= {"field": tally.field} if tally.field else {}
    data |= {"wanted": json.loads(tally.wanted)} if tally.wanted else {}
    data |= {"target": tally.target} if tally.target is not None else {}
    data |= {"unit": tally.unit} if tally.unit else {}
    return data


def _text(data: Mapping[str, Any], key: str, what: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"缺少{what}（{key}）。")
    return value.strip()


def _list(data: Mapping[str, Any], key: str, what: str) -> list[Any]:
    value = data.get(key) or []
    if not isinstance(value, list):
        raise BadInput(f"{what}（{key}）应是一个列表。")
    return value


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""
