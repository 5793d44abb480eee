"""Schemes and KPIs by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_scheme_is_taken_checked_tried_and_adopted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["scheme", "list"]) == DONE
    assert "zone_2021　国家高新区综合评价指标体系（2021）" in capsys.readouterr().out
    assert main(["scheme", "take", file, "city_zones"]) == DONE
    name = "全市开发区综合考核"
    assert main(["rows", "edit", "考核指标", file, "新开工亿元以上项目", "目标值=20", "完成值=10"]) == DONE
    capsys.readouterr()
    assert main(["scheme", "try", file, name, "2.1=19", "2.1.权重=20"]) == DONE
    output = capsys.readouterr().out
    assert "总分 50.00 → 95.00（+45.00）" in output and "没有写入" in output
    assert main(["scheme", "try", file, name, "2.1=19", "--adopt"]) == DONE
    capsys.readouterr()
    assert main(["scheme", "gaps", file, name]) == DONE
    assert "最值得攻：新开工亿元以上项目" in capsys.readouterr().out
    assert main(["scheme", "show", file, name]) == DONE
    assert "1/11 项有数据" in capsys.readouterr().out
    assert main(["scheme", "check", file, name]) == DONE
    assert "共 0 个问题" in capsys.readouterr().out
    assert main(["scheme", "try", file, name, "9.9=1"]) == REFUSED
    assert main(["scheme", "show", file, "没有的"]) == REFUSED


def test_a_table_becomes_a_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, table = str(tmp_path / "a.battlemap"), tmp_path / "指标.xlsx"
    with xlsxwriter.Workbook(table) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["一级指标", "二级指标", "权重", "单位"])
        sheet.merge_range(1, 0, 2, 0, "知识创造（60%）")
        sheet.write_row(1, 1, ["研发占比", 40, "%"])
        sheet.write_row(2, 1, ["发明专利", 20, "件"])
        sheet.write_row(3, 0, ["产业升级（40%）", "营业收入", 40, "亿元"])
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["scheme", "import", file, str(table), "测试体系", "--year", "2018", "--try"]) == DONE
    assert "读到 5 项指标" in capsys.readouterr().out
    assert main(["scheme", "import", file, str(table), "测试体系", "--year", "2018"]) == DONE
    assert main(["scheme", "check", file, "测试体系"]) == DONE
    assert "共 0 个问题" in capsys.readouterr().out
    assert main(["scheme", "carry", file, "测试体系", "2019"]) == DONE
    assert main(["scheme", "show", file, "测试体系"]) == REFUSED
    assert "测试体系（2018）、测试体系（2019）" in capsys.readouterr().err


def test_a_kpi_is_handed_out_and_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["demo", file]) == DONE
    name = "高新区三级KPI"
    assert main(["kpi", "assess", file, name, "ECON-04", "自评", "0.9"]) == DONE
    assert main(["kpi", "assess", file, name, "ECON-04", "考评", "0.8", "--words", "迟报一次"]) == DONE
    assert main(["kpi", "appeal", file, name, "ECON-04", "系统故障所致"]) == DONE
    assert main(["kpi", "assess", file, name, "ECON-04", "审定", "0.9", "--words", "情况属实"]) == DONE
    capsys.readouterr()
    assert main(["scheme", "veto", file, "--as-of", "2018-11-20"]) == DONE
    assert "共 2 条建议" in capsys.readouterr().out
    assert (
        main(["scheme", "veto", file, "--as-of", "2018-11-20", "--decide", "1", "--by", "张书记"]) == REFUSED
    )
    words = ["--document", "市考核办法", "--clause", "第九条", "--by", "张书记"]
    assert main(["scheme", "veto", file, "--as-of", "2018-11-20", "--decide", "1", *words]) == DONE
    assert main(["scheme", "places", file, "全市单项考核", "--as-of", "2018-11-20"]) == DONE


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("demo") / "a.battlemap")
    assert main(["demo", file]) == DONE
    return file


def test_a_kpi_that_counts_a_ledger_is_read_there_as_of_an_evening(
    demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = []
    for day in ("2018-10-14", "2018-11-01", "2018-11-20"):
        capsys.readouterr()
        assert main(["scheme", "show", demo, "高新区三级KPI", "--as-of", day]) == DONE
        line = next(line for line in capsys.readouterr().out.splitlines() if "TECH-07" in line)
        counts.append(line.partition("完成 ")[2].partition("个")[0])
    assert counts == ["1/30", "6/30", "11/30"]


def test_enterprises_are_left_out_and_tried_without_writing(
    demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "重点企业贡献监测（演示）"
    before = Path(demo).read_bytes()
    assert main(["scheme", "members", demo, name]) == DONE
    output = capsys.readouterr().out
    assert "鲁拓工程机械有限公司　贡献 +11.841　贡献率 8.6%" in output and "低于总体水平" in output
    words = ["--without", "宏远液压件有限公司", "--plus", "甲公司：营业收入合计=20000，职工合计=30"]
    assert main(["scheme", "members", demo, name, *words]) == DONE
    output = capsys.readouterr().out
    assert "137.56 → 162.85万元/人" in output and "在算 12 家" in output
    assert Path(demo).read_bytes() == before
    assert main(["scheme", "members", demo, name, "--without", "没有的"]) == REFUSED
    assert main(["scheme", "members", demo, name, "--plus", "甲：营业收入=1"]) == REFUSED
    assert main(["scheme", "members", demo, "高新区三级KPI", "ECON-01"]) == REFUSED


def test_a_trial_tells_the_place_where_the_others_are_known(
    demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "scheme",
        "try",
        demo,
        "全市开发区综合考核",
        "2.1=24",
        "2.2=10",
        "4.1=135",
        "--as-of",
        "2018-11-20",
    ]
    assert main(words) == DONE
    assert "　位次 " in capsys.readouterr().out
