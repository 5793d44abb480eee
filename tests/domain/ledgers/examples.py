"""A small ledger for tests, with a field of every type that holds something."""

from __future__ import annotations

from typing import Any

import attrs

from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import Template, template_of

TOLD: dict[str, Any] = {
    "code": "wells",
    "title": "机井台账",
    "noun": "机井",
    "counter": "眼",
    "title_field": "name",
    "key_fields": ["name"],
    "stage_field": "stage",
    "fields": [
        {"key": "number", "title": "井号", "type": "number", "options": {"pattern": "J-{年}-{3}"}},
        {"key": "name", "title": "名称", "type": "text", "options": {"most": 40}, "required": True},
        {"key": "note", "title": "说明", "type": "long"},
        {"key": "depth", "title": "井深", "type": "int", "unit": "米", "options": {"least": 0, "most": 900}},
        {"key": "flow", "title": "流量", "type": "decimal", "unit": "立方米", "options": {"places": 2}},
        {"key": "cost", "title": "造价", "type": "money", "unit": "万元"},
        {"key": "paid", "title": "已付", "type": "money", "unit": "万元"},
        {"key": "growth", "title": "同比", "type": "percent"},
        {"key": "dug_on", "title": "开挖日期", "type": "date"},
        {"key": "soil", "title": "土质", "type": "choice",
         "options": [{"code": "clay", "name": "黏土"}, {"code": "sand", "name": "沙土"},
                     {"code": "rock", "name": "岩石", "retired": True}]},
        {"key": "uses", "title": "用途", "type": "choices", "options": ["灌溉", "饮用", "消防"]},
        {"key": "works", "title": "能用", "type": "yesno"},
        {"key": "unit", "title": "管护单位", "type": "unit"},
        {"key": "keeper", "title": "管护人", "type": "person"},
        {"key": "phone", "title": "电话", "type": "secret", "options": {"kind": "phone"}},
        {"key": "place", "title": "位置", "type": "place"},
        {"key": "tasks", "title": "任务", "type": "link", "options": {"to": "task"}},
        {"key": "sum", "title": "合计", "type": "calc", "options": {"way": "sum", "of": ["cost", "paid"]}},
        {"key": "rest", "title": "未付", "type": "calc", "options": {"way": "difference", "of": ["cost", "paid"]}},
        {"key": "share", "title": "付款率", "type": "calc", "options": {"way": "ratio", "of": ["paid", "cost"]}},
        {"key": "age", "title": "天数", "type": "calc", "options": {"way": "days", "of": ["dug_on"]}},
        {"key": "ties", "title": "任务数", "type": "calc", "options": {"way": "count", "of": ["tasks"]}},
        {"key": "stage", "title": "阶段", "type": "stage", "options": [
            {"code": "plan", "name": "选址", "expected_days": 5, "alarm_days": 9},
            {"code": "dig", "name": "开挖", "demands": ["depth"]},
            {"code": "run", "name": "通水", "end": "成", "demands": ["depth", "dug_on"]},
            {"code": "dry", "name": "废弃", "end": "败"}]},
    ],
    "tallies": [
        {"title": "通水", "wanted": [{"field": "stage", "is": "reached", "values": ["run"]}], "target": "4", "unit": "眼"},
        {"title": "已付", "figure": "sum", "field": "paid", "unit": "万元"},
    ],
    "children": [{"code": "pumps", "title": "水泵", "counter": "台", "fields": [{"key": "model", "title": "型号", "type": "text"}]}],
}  # fmt: skip


def template() -> Template:
    """Returns the ledger's template."""
    return template_of(TOLD)


def defined(made: Template) -> Definition:
    """Returns the definition of a template, as if it stood in a file."""
    fields = [
        attrs.evolve(field, id=f"f{place}", ledger="L", rank=f"{place:03d}")
        for place, field in enumerate(made.fields)
    ]
    return Definition.of(attrs.evolve(made.ledger, id="L"), fields)
