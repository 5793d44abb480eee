"""Plans made up at random: series of every numbering, nested, with tables between them, and what was meant by them."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import strategies as st

from battlemap.domain.chinese_number import chinese_number

#: How a series numbers its headings, the outer ones first.
OUTER = (
    "一、",
    "（一）",
    "第一，",
    "第一章 ",
    "行动一：",
    "专项一：",
    "之一：",
    "【】",
    "## ",
    "1.",
    "①",
    "",
)
INNER = ("一、", "（一）", "1.", "1、", "（1）", "①", "第一，", "一是")
SUBJECTS = (
    "道路", "绿化", "供水", "供气", "供热", "排水", "亮化", "招商", "教育", "医疗", "养老", "消防", "粮食", "文旅", "税收", "农房",
)  # fmt: skip
KINDS = ("攻坚行动", "提升工程", "专项整治", "攻坚")
DEEDS = ("新建", "改造", "整治", "修复", "培育", "排查")
THINGS = (("小区", "个"), ("泵站", "座"), ("企业", "家"), ("隐患", "处"), ("管网", "公里"), ("学校", "所"))
UNITS = ("区住建局", "区财政局", "区水利局", "区商务局", "区教育局", "区应急局", "各镇")
MONTHS = {10: date(2021, 10, 31), 11: date(2021, 11, 30)}
HEAD = ("甲区“百日攻坚”行动方案", "2021年9月1日至12月10日开展百日攻坚行动。")
BEFORE = (("总体要求", "坚持问题导向。"), ("指导思想", "坚持实干。"), ("工作原则", "坚持统筹。"))
AFTER = (("保障措施", "加强领导。"), ("工作要求", "压实责任。"), ("督导考核", "每周通报。"))


@attrs.frozen
class Deed:
    """A task as it was meant."""

    words: str
    amount: tuple[str, str]
    due_on: date | None
    unit: str
    partner: str

    @property
    def sentence(self) -> str:
        """The sentence with its unit in brackets."""
        who = (
            f"（{self.unit}牵头，{self.partner}配合）"
            if self.partner
            else f"（责任单位：{self.unit}）"
            if self.unit
            else ""
        )
        return f"{self.words}。{who}"


@attrs.frozen
class Meant:
    """A plan's text and what it means: actions with the deeds of their points."""

    text: str
    actions: tuple[tuple[str, tuple[tuple[str, Deed], ...]], ...]


@st.composite
def deeds(draw: st.DrawFn, number: int) -> Deed:
    """One deed; the number in it makes it different from all others."""
    thing, counter = draw(st.sampled_from(THINGS))
    month = draw(st.sampled_from((None, *MONTHS)))
    when = f"{month}月底前" if month else ""
    unit = draw(st.sampled_from(("", *UNITS[:-1])))
    partner = draw(st.sampled_from(("", UNITS[-1]))) if unit else ""
    words = f"{when}{draw(st.sampled_from(DEEDS))}{thing}{number}{counter}"
    return Deed(words, (str(number), counter), MONTHS[month] if month else None, unit, partner)


@st.composite
def plans(draw: st.DrawFn) -> Meant:
    """A plan of one to four actions, each a list of points or a table; sections of a letter may stand around them."""
    outer = draw(st.sampled_from(OUTER))
    inner = draw(st.sampled_from([each for each in INNER if each[0] != outer[:1]]))
    names = draw(st.lists(st.sampled_from(SUBJECTS), min_size=2, max_size=4, unique=True))
    kind = draw(st.sampled_from(KINDS))
    lines = list(HEAD)
    # the sections of a letter are 一、 themselves
    is_letter = outer in ("（一）", "1.") and inner != "一、" and draw(st.booleans())
    sections = (0, draw(st.sampled_from(BEFORE)), draw(st.sampled_from(AFTER)))
    if is_letter:
        name, words = sections[1]  # type: ignore[misc]
        lines += [f"一、{name}", words, "二、重点任务"]
    number = 10
    actions: list[tuple[str, tuple[tuple[str, Deed], ...]]] = []
    for place, subject in enumerate(names, 1):
        title = f"{subject}{kind}"
        lines.append(marked(outer, place, title))
        points: list[tuple[str, Deed]] = []
        as_table = draw(st.booleans()) and outer != "## "
        for point in range(1, draw(st.integers(1, 3)) + 1):
            number += 1
            deed = draw(deeds(number))
            points.append(("" if as_table else f"{subject}要点{point}", deed))
        lines += (
            table(points)
            if as_table
            else [
                marked(inner, point, f"{name}。{deed.sentence}")
                for point, (name, deed) in enumerate(points, 1)
            ]
        )
        actions.append((title, tuple(points)))
    if is_letter:
        name, words = sections[2]  # type: ignore[misc]
        lines += [f"三、{name}", words]
    return Meant("\n".join(lines), tuple(actions))


def marked(form: str, number: int, words: str) -> str:
    """The words as the heading of that number in the form of a series."""
    if form == "【】":
        return f"【{words}】"
    if form == "①":
        return f"{chr(ord('①') + number - 1)}{words}"
    return form.replace("一", chinese_number(number)).replace("1", str(number)) + words


def table(points: list[tuple[str, Deed]]) -> list[str]:
    """The deeds as a table with columns parted by |."""
    rows = ["| 序号 | 工作任务 | 牵头单位 | 配合单位 |"]
    for place, (_, deed) in enumerate(points, 1):
        rows.append(f"| {place} | {deed.words} | {deed.unit or '无'} | {deed.partner or '无'} |")
    return rows
