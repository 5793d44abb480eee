"""``risk``: risks listed by level, judged, the delivered matrices; registers and the quarterly report of hazards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, cast

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.drill import TakeDrillIssue
from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.domain.kinds.risk import Stage
from battlemap.domain.planning.ban_days import ban_calendar
from battlemap.domain.planning.site_checks import site_register
from battlemap.domain.risk.hazards import hazard_register, quarter, quarterly
from battlemap.domain.risk.inspecting import inspection_calendar, inspection_plan
from battlemap.domain.risk.judged import STAGES, judged_risks
from battlemap.domain.risk.plans import issue_register, plan_register
from battlemap.domain.risk.register import Register
from battlemap.domain.risk.signals import debt_calendar, signal_register
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.exchange.hazard_report_xlsx import hazard_report_xlsx
from battlemap.render.saving import write_whole

#: Word → the register that it names.
_REGISTERS: Final[dict[str, Callable[[Snapshot, date], Register]]] = {
    "隐患": hazard_register, "检查计划": inspection_plan, "应查日历": inspection_calendar,
    "早期信号": signal_register, "债务到期": debt_calendar, "应急预案": plan_register, "演练问题": issue_register,
    "六个百分百": site_register, "封土日历": ban_calendar,
}  # fmt: skip
_FILE = click.argument("file", type=FILE)


@click.group()
def risk() -> None:
    """风险：预置矩阵、清单、评估。登记和修改用 battlemap rows add 风险。"""


@risk.command("presets")
@_FILE
def presets(file: Path) -> None:
    """添加 LS、LEC、债务率三种预置矩阵。"""
    with open_session(file) as session:
        step = session.run(preset_matrices())
    click.echo(step.label if step else "没有改动。")


@risk.command("list")
@_FILE
@click.option("--as-of", help="按哪一天，如 2018-11-20；不写即今天")
def list_risks(file: Path, as_of: str | None) -> None:
    """列出风险：编号、等级、固有现有剩余、管控层级、责任单位。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    risks = sorted(judged_risks(snapshot, day), key=lambda one: (one.level or 5, one.risk.number))
    for judged in risks:
        level = wording.RISK_LEVELS[judged.level] if judged.level else "未评估"
        stages = [
            f"{wording.RISK_STAGES[stage]} {judged.stages[stage].value}"
            for stage in STAGES
            if stage in judged.stages
        ]
        control = wording.RISK_CONTROLS[judged.control] if judged.control else ""
        due = "应评审" if judged.is_to_be_reviewed(day) else ""
        words = (
            str(judged.risk.number),
            judged.risk.title,
            level,
            *stages,
            control,
            snapshot.unit_label(judged.risk.unit),
            due,
        )
        click.echo("　".join(word for word in words if word))
    click.echo(f"共 {len(risks)} 项风险")


@risk.command("assess")
@_FILE
@click.argument("title", metavar="风险")
@click.argument("stage", type=click.Choice(list(wording.RISK_STAGES.values())), metavar="固有|现有|剩余")
@click.argument("likelihood", type=float, metavar="L")
@click.argument("severity", type=int, metavar="S")
@click.option("--exposure", type=float, default=0.0, help="LEC 法的频次 E")
@click.option("--reason", default="", help="理由；风险值升高时必须写")
def assess(
    file: Path, title: str, stage: str, likelihood: float, severity: int, exposure: float, reason: str
) -> None:
    """评估一项风险：LS 法写 L 和 S（1—5），LEC 法写 L、C 并用 --exposure 写 E，债务率和直接判定只看第二个数。"""
    with open_session(file) as session:
        ids = session.snapshot.named("risk", title.strip())
        if len(ids) != 1:
            raise NotFound(f"叫“{title}”的风险有 {len(ids)} 项，请核对名称。")
        judged = next(
            one for one in judged_risks(session.snapshot, session.clock().date()) if one.risk.id == ids[0]
        )
        scale = 10 if judged.matrix.method == "lec" else 1
        code = next(key for key, words in wording.RISK_STAGES.items() if words == stage)
        command = AssessRisk(
            ids[0], cast(Stage, code), round(likelihood * scale), severity, round(exposure * scale), reason
        )
        step = session.run(command)
    click.echo(step.label if step else "没有改动。")


@risk.command("show")
@_FILE
@click.argument("name", type=click.Choice(list(_REGISTERS)), metavar="|".join(_REGISTERS))
@click.option("--as-of", help="按哪一天，如 2018-11-20；不写即今天")
def show(file: Path, name: str, as_of: str | None) -> None:
    """列出一本台账：逐行列出，末行合计。登记和办理用 battlemap rows。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        register = _REGISTERS[name](session.snapshot, day)
    click.echo("　".join(register.heads))
    for line in register.lines:
        click.echo("　".join(words or "—" for words in line.words))
    click.echo(register.summary)


@risk.command("report")
@_FILE
@click.option("--as-of", help="哪一天所在的季度，如 2018-11-20；不写即今天")
@click.option("-o", "--output", type=FILE, required=True, help="Excel 文件，如 季报.xlsx")
def report(file: Path, as_of: str | None, output: Path) -> None:
    """把隐患排查治理季度报表存为 Excel（双行表头）。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    counts = quarterly(snapshot, day)
    units = [snapshot.unit_label(one.unit) or wording.UNASSIGNED for one in counts]
    _, _, words = quarter(day)
    title = f"{snapshot.campaign.title}　{words}隐患排查治理报表"
    write_whole(output, hazard_report_xlsx(title, day, list(zip(units, counts, strict=True))))
    click.echo(f"已保存：{output}")


@risk.command("take-issue")
@_FILE
@click.argument("title", metavar="演练问题")
@click.option("--task", "code", help="转为卡点，挡住这项任务（代码）")
@click.option("--action", "action_code", help="转为这个专项（代码）的新任务")
def take_issue(file: Path, title: str, code: str | None, action_code: str | None) -> None:
    """把一个演练问题转为卡点或任务，期限随问题。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        ids = snapshot.named("drill_issue", title.strip())
        if len(ids) != 1:
            raise NotFound(f"叫“{title}”的演练问题有 {len(ids)} 个，请核对。")
        if bool(code) == bool(action_code):
            raise NotFound("请写 --task（转为卡点）或 --action（转为任务），二选一。")
        if code:
            task = snapshot.task_by_code(code)
            if task is None:
                raise NotFound(f"没有代码为“{code}”的任务。")
            command = TakeDrillIssue(ids[0], "problem", task.id)
        else:
            action = next((one.id for one in snapshot.columns if one.code == action_code), None)
            if action is None:
                raise NotFound(f"没有代码为“{action_code}”的专项。")
            command = TakeDrillIssue(ids[0], "task", action)
        step = session.run(command)
    click.echo(step.label if step else "没有改动。")
