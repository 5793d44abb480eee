"""Roll-ups against spreadsheets made by hand, which another program (`formulas`) computes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import formulas
import pytest
import xlsxwriter

from battlemap.domain.assessing.rollup import Evaluation
from tests.domain.assessing.trees import evaluated, node

#: The sheet of an office: number, name, weight, value, target, points. Groups add up what has data and stretch it to
#: their weight, as people do it: 权重 × Σ得分 ÷ Σ(有数据的权重).
WEIGHED: dict[str, Any] = {
    "A1": "经济运行", "C1": 40, "F1": "=C1*SUM(F2:F4)/SUM(G2:G4)", "G2": "=IF(D2=\"\",0,C2)", "G3": "=IF(D3=\"\",0,C3)",
    "G4": "=IF(D4=\"\",0,C4)",
    "A2": "工业增加值", "C2": 20, "D2": 160.5, "E2": 186, "F2": "=IF(D2=\"\",0,C2*MIN(D2/E2,1))",
    "A3": "税收", "C3": 12, "D3": 27.1182, "E3": 32.8, "F3": "=IF(D3=\"\",0,C3*MIN(D3/E3,1))",
    "A4": "进出口", "C4": 8, "E4": 70, "F4": "=IF(D4=\"\",0,C4*MIN(D4/E4,1))",
    "A5": "项目建设", "C5": 35, "F5": "=C5*SUM(F6:F8)/SUM(C6:C8)",
    "A6": "开工", "C6": 10, "D6": 23, "E6": 24, "F6": "=C6*MIN(0.8+0.005*100*(D6/E6-1),1)",
    "A7": "能耗", "C7": 15, "D7": 0.42, "E7": 0.4, "F7": "=C7*MIN(E7/D7,1)",
    "A8": "优良天数", "C8": 10, "D8": 190, "E8": 212, "F8": "=C8*MAX(0,MIN(1,(D8-150)/(212-150)))",
    "A9": "督查", "C9": 25, "F9": "=C9*SUM(F10:F11)/SUM(C10:C11)",
    "A10": "迟报漏报", "C10": 5, "D10": "=3*0.1+2*0.2", "F10": "=MAX(0,C10-D10)",
    "A11": "招商", "C11": 20, "D11": "=0.5*18/24+0.5*4.4/10", "F11": "=C11*MIN(D11,1)",
    "A12": "表彰", "D12": 3, "F12": "=MIN(5,2*D12)",
    "F13": "=100*(F1+F5+F9)/(C1+C5+C9)+F12",
}  # fmt: skip
#: Like quantities of streets are added up, ratios by their parts, and never averaged.
ADDED: dict[str, Any] = {
    "B1": 120.5, "C1": 130, "B2": 80.25, "C2": 110, "B3": 9.125, "C3": 12,
    "B4": "=SUM(B1:B3)", "C4": "=SUM(C1:C3)", "D4": "=100*MIN(1,B4/C4)",
    "B6": 236.14, "C6": 327.05, "B7": 416.58, "C7": 575.33, "B8": 193.92, "C8": 333.9,
    "D9": "=100*SUM(B6:B8)/SUM(C6:C8)", "E9": "=AVERAGE(100*B6/C6,100*B7/C7,100*B8/C8)",
}  # fmt: skip


def computed(cells: dict[str, Any], path: Path) -> dict[str, float]:
    """Writes a workbook without any results in it and has it computed; returns cell → number."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for cell, value in cells.items():
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(cell, value, value="?")
            else:
                sheet.write(cell, value)
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    values = {}
    for key, ranges in solution.items():
        name = str(key).rpartition("!")[2]
        if name in cells and name.isalnum():
            values[name] = ranges.value[0, 0]
    return values


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return computed(WEIGHED, tmp_path_factory.mktemp("sheets") / "weighed.xlsx")


def office() -> Evaluation:
    events = {"rule": "per_event", "parameters": "超时限=0.1，弄虚作假=0.2", "parts": "超时限=3，弄虚作假=2"}
    return evaluated(
        node("1", weight="40"), node("2", "1", weight="20", value="160.5", target="186"),
        node("3", "1", weight="12", value="27.1182", target="32.8"), node("4", "1", weight="8", target="70"),
        node("5", weight="35"), node("6", "5", weight="10", value="23", target="24", rule="base_80"),
        node("7", "5", weight="15", value="0.42", target="0.4", direction="down"),
        node("8", "5", weight="10", value="190", rule="minmax", least="150", best="212"),
        node("9", weight="25"), node("10", "9", weight="5", **events),
        node("11", "9", weight="20", rule="two_parts", parts="个数=18/24，金额=4.4/10"),
        node("12", rule="bonus", parameters="每项=2，上限=5", value="3", data_source="表彰文件"),
    )  # fmt: skip


def test_a_weighed_sheet_of_an_office_comes_out_the_same_line_by_line(weighed: dict[str, float]) -> None:
    standing = office()
    for row in range(1, 13):
        points = standing.gauges[str(row)].points
        if row == 4:
            # 「没有数据」 is 0 in the column only so that it can be added up
            assert points is None
            continue
        assert points is not None and abs(points - Decimal(repr(float(weighed[f"F{row}"])))) < Decimal(
            "1e-9"
        ), row
    assert standing.total.points is not None
    assert abs(standing.total.points - Decimal(repr(float(weighed["F13"])))) < Decimal("1e-9")
    assert standing.total.coverage == "8/9 项有数据"


def test_sums_and_ratios_of_streets_come_out_the_same(tmp_path: Path) -> None:
    cells = computed(ADDED, tmp_path / "added.xlsx")
    streets = (("120.5", "130"), ("80.25", "110"), ("9.125", "12"))
    taxes = (("236.14", "327.05"), ("416.58", "575.33"), ("193.92", "333.9"))
    standing = evaluated(
        node("s", rollup="sum", weight="100"),
        *(node(f"s{n}", "s", value=v, target=t) for n, (v, t) in enumerate(streets)),
        node("r", rollup="ratio", target="100"),
        *(node(f"r{n}", "r", numerator=a, denominator=b) for n, (a, b) in enumerate(taxes)),
    )
    added, ratio = standing.gauges["s"], standing.gauges["r"]
    assert added.value is not None and abs(float(added.value) - cells["B4"]) < 1e-9
    assert added.points is not None and abs(float(added.points) - cells["D4"]) < 1e-9
    assert ratio.value is not None and abs(float(ratio.value) - cells["D9"]) < 1e-9
    assert abs(float(ratio.value) - cells["E9"]) > 0.5
