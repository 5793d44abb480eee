"""Templates of ledgers are read and written without loss, and say in words where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.ledgers.template import (
    Template,
    delivered,
    delivered_template,
    read_template,
    template_json,
    template_of,
)
from battlemap.errors import BadInput, NotFound
from battlemap.paths import resource
from tests.domain.ledgers.examples import defined

PLAIN: dict[str, Any] = {
    "code": "visits",
    "title": "走访",
    "fields": [{"key": "name", "title": "企业", "type": "text"}],
}


def every(templates: tuple[Template, ...]) -> list[Template]:
    return [one for template in templates for one in (template, *every(template.children))]


@pytest.mark.parametrize("path", sorted(resource("ledgers").glob("*.json")), ids=lambda path: path.stem)
def test_every_delivered_template_is_written_as_it_was_read(path: Path) -> None:
    assert template_json(read_template(path)) == json.loads(path.read_text("utf-8"))


def test_delivered_codes_are_each_ones_own() -> None:
    codes = [template.code for template in every(delivered())]
    assert len(set(codes)) == len(codes) > 1


@pytest.mark.parametrize("template", every(delivered()), ids=lambda template: template.code)
def test_everything_a_template_names_is_there(template: Template) -> None:
    definition = defined(template)
    keys = definition.by_key.keys()
    stage_codes = {stage.code for stage in definition.stages}
    assert {demand for stage in definition.stages for demand in stage.demands} <= keys
    rates = json.loads(template.ledger.rates or "[]")
    filters = [EntryFilter.of(rate[part]) for rate in rates for part in ("numerator", "denominator")]
    filters += [EntryFilter.from_json(tally.wanted) for tally in template.tallies]
    for condition in (condition for each in filters for condition in each.conditions):
        assert condition.field in keys
        if condition.field == template.ledger.stage_field:
            assert set(condition.values) <= stage_codes
    assert {tally.field for tally in template.tallies} - {""} <= keys
    assert definition.title_field is not None


def test_stages_are_in_their_order_with_their_ends() -> None:
    road = defined(delivered_template("签约项目")).road
    assert [stage.name for stage in road.road] == [
        "线索",
        "在谈",
        "签约",
        "注册",
        "供地",
        "开工",
        "竣工",
        "投产",
        "入统",
    ]
    assert {stage.name: stage.end for stage in road.stages if stage.end} == {
        "入统": "成", "终止": "败", "暂缓": "暂缓",
    }  # fmt: skip
    assert road.place("signed") == 2
    assert road.place("paused") is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "Visits"}, "小写字母"),
        ({"title": " "}, "缺少名称"),
        ({"fields": []}, "没有字段"),
        ({"fields": [{"key": "id", "title": "企业", "type": "text"}]}, "不能用"),
        ({"fields": [{"key": "name", "title": "企业", "type": "colour"}]}, "类型“colour”不认识"),
        ({"fields": PLAIN["fields"] * 2}, "两个代码为“name”"),
        ({"title_field": "nobody"}, "没有代码为“nobody”的字段"),
        ({"tallies": [{"title": "数", "wanted": [{"field": "name", "is": "like"}]}]}, "“like”不认识"),
        ({"tallies": [{"title": "数", "wanted": [{"field": "name", "is": "in"}]}]}, "没有写值"),
    ],
)
def test_what_is_wrong_is_said_in_words(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        template_of(PLAIN | changes)


def test_a_file_that_is_none_and_a_name_that_nobody_bears_are_told(tmp_path: Path) -> None:
    (tmp_path / "模板.json").write_text("线索", "utf-8")
    with pytest.raises(BadInput, match="不是台账模板"):
        read_template(tmp_path / "模板.json")
    with pytest.raises(NotFound, match="可用："):
        delivered_template("不存在")
