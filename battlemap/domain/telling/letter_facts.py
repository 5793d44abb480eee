"""The facts of a letter in sentences: plan, actual, deviation, days overdue, the last request; each from its one function."""

from __future__ import annotations

from datetime import date
from typing import Final

from battlemap import wording
from battlemap.domain.judging.lamp import points
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.standing import standing_ids
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.report_rule import rule_words
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import NAMES, arrears
from battlemap.errors import NotFound

_BAD: Final = ("red", "black")
#: So many red tasks are named in a letter, the rest is counted.
_MOST: Final = 12


def task_facts(snapshot: Snapshot, task: Task, as_of: date) -> dict[str, str]:
    """Returns name → words of one task; every figure is the one that the board shows on that day."""
    verdict = snapshot.judge(task, as_of)
    due = task.judged_due_on
    deviation = verdict.deviation
    off = (
        "与序时进度持平"
        if not deviation
        else f"{'高' if deviation > 0 else '低'}于序时进度{points(abs(deviation))}个百分点"
    )
    late = f"，已超期{(as_of - due).days}天" if due and due < as_of and not task.is_finished else ""
    problems = snapshot.problems_of(task.id)
    held = "；".join(problem.title for problem in problems)
    reds = "；".join(reason.words for reason in verdict.reasons if reason.lamp in ("red", "black", "yellow"))
    rule = snapshot.discipline_of(task)
    checks = [made for made in snapshot.parts(HandOver, task.id) if made.deed in ("pass", "fail")]
    conditions = snapshot.strike_conditions(task, as_of)
    return {
        "code": task.code,
        "title": task.title,
        "detail": f"{task.detail.rstrip('。')}。" if task.detail else "",
        "unit": snapshot.unit_label(task.responsible_unit) or wording.UNASSIGNED,
        "owner": snapshot.person_name(task.owner) or wording.UNASSIGNED,
        "action_words": snapshot.actions[task.action].title,
        "due_day": _day(due) if due else "另定",
        "finished_day": _day(task.finished_on) if task.finished_on else "",
        "due_words": f"完成时限为{_day(due)}{late}" if due else "完成时限另定",
        "start_words": _day(task.start_on or snapshot.campaign.starts_on),
        "progress": f"{task.progress}%",
        "time_progress": percent_words(verdict.time_progress),
        "deviation_words": off,
        "lamp_words": f"研判为{wording.LAMPS[verdict.lamp]}（{reds}）。" if reds else "",
        "problem_words": f"卡点：{held}。" if held else "",
        "visible_words": f"{task.visible_progress.rstrip('。')}。" if task.visible_progress else "",
        "finished_words": f"已于{_day(task.finished_on)}申请办结" if task.finished_on else "尚未申请办结",
        "report_words": f"按{rule_words(rule)}反馈进度" if rule else "按规定反馈进度",
        "last_request_words": _last_request(snapshot, task),
        "check_words": _checked(checks[-1]) if checks else "尚未核查。",
        "condition_words": "；".join(
            f"{condition.name}：{condition.words}" for condition in conditions
        ) + "。",
        "evidence_words": _evidence(snapshot, task),
        "strike_words": f"同意销号，销号日期{_day(task.struck_off_on)}。" if task.struck_off_on else "暂不具备销号条件。",
        "recheck_words": _rechecks(snapshot, task),
    }  # fmt: skip


def basis_words(snapshot: Snapshot, task: Task) -> str:
    """Returns for what reason a task is asked of somebody, quoted word by word: clauses of documents, else its source."""
    quoted = []
    for link in snapshot.clause_tasks.values():
        clause = snapshot.clauses[link.clause]
        if link.task == task.id and not link.deleted and not clause.deleted:
            document = snapshot.source_documents[clause.document]
            number = f"（{document.document_number}）" if document.document_number else ""
            quoted.append(f"《{document.title}》{number}第{clause.number}条：“{clause.words.strip()}”")
    if not quoted and task.source.strip():
        quoted.append(task.source.strip())
    return "；".join(quoted)


def campaign_facts(snapshot: Snapshot, as_of: date, answer_due_on: date | None) -> dict[str, str]:
    """Returns name → words of the whole campaign on a day."""
    judged = [(task, snapshot.judge(task, as_of)) for task in snapshot.live_tasks]
    counts = "，".join(f"{wording.STANDINGS[word]}{len(ids)}项" for word, ids in standing_ids(judged).items())
    lamps = {lamp: sum(verdict.lamp == lamp for _, verdict in judged) for lamp in snapshot.scheme.lamps}
    red = [(task, verdict) for task, verdict in judged if verdict.lamp in _BAD]
    named = "；".join(
        f"{task.code} {task.title}（{snapshot.unit_label(task.responsible_unit) or wording.UNASSIGNED}，{verdict.words}）"
        for task, verdict in red[:_MOST]
    )
    more = f"等{len(red)}项" if len(red) > _MOST else ""
    owing = [arrear for arrear in arrears(snapshot, as_of) if arrear.kind != "today"]
    owed = "；".join(
        f"{snapshot.unit_label(arrear.task.responsible_unit)} {arrear.task.code} {NAMES[arrear.kind]}"
        for arrear in owing
    )
    problems = sorted((one for one in snapshot.problems.values() if one.is_open), key=lambda one: one.number)
    stuck = "；".join(
        f"{one.number}号 {one.title}（{wording.PROBLEM_LEVELS[one.level]}）" for one in problems
    )
    top = [one for one in problems if one.level == "commander"]
    return {
        "today_words": _day(as_of),
        "answer_due_words": _day(answer_due_on) if answer_due_on else "规定时限",
        "accept_days": str(max(1, snapshot.scheme.accept_within)),
        "counts_words": f"共{len(judged)}项任务，其中{counts}。",
        "lamps_words": "亮灯情况：" + "，".join(f"{wording.LAMPS[lamp]}{n}项" for lamp, n in lamps.items()) + "。",
        "red_words": f"{named}{more}。" if red else "没有红灯事项。",
        "owed_words": f"{owed}。" if owed else "没有欠签收、欠反馈的事项。",
        "problems_words": f"未解决卡点{len(problems)}个：{stuck}。" if problems else "没有未解决的卡点。",
        "suggestion_words": f"建议总指挥优先协调{'、'.join(f'{one.number}号卡点' for one in top)}。" if top else "建议继续按周调度。",
        "meeting_title": "", "meeting_words": "", "decision_words": "",
    }  # fmt: skip


def _last_request(snapshot: Snapshot, task: Task) -> str:
    """Returns what was last asked for: an urging, a leader's instruction or a letter, the newest."""
    asked: list[tuple[date, str]] = []
    urged = [made for made in snapshot.parts(HandOver, task.id) if made.deed == "urge"]
    if urged:
        asked.append((urged[-1].on, f"{_short(urged[-1].on)}已催报。"))
    for instruction in snapshot.instructions_of(task.id)[:1]:
        words = (
            f"{_short(instruction.given_on)}{instruction.leader}批示：“{instruction.words.rstrip('。')}。”"
        )
        asked.append((instruction.given_on, words))
    letters = [
        one
        for one in snapshot.letters.values()
        if one.task == task.id and one.issued_on and one.state != "void"
    ]
    for letter in letters:
        assert letter.issued_on is not None
        kind = wording.LETTER_KINDS[letter.kind]
        asked.append((letter.issued_on, f"{_short(letter.issued_on)}已发{kind}（{letter.reference}）。"))
    return max(asked)[1] if asked else ""


def _checked(check: HandOver) -> str:
    result = "合格" if check.deed == "pass" else "不合格"
    return f"{_short(check.on)}由{check.actor}核查，结论为{result}：{check.words.rstrip('。')}。"


def _evidence(snapshot: Snapshot, task: Task) -> str:
    attachments = snapshot.attachments_of(task.id)
    if not attachments:
        return "无。"
    return "；".join(f"{place}.{one.title}" for place, one in enumerate(attachments, 1)) + "。"


def _rechecks(snapshot: Snapshot, task: Task) -> str:
    days = [_short(recheck.due_on) for recheck in snapshot.rechecks_of(task.id) if recheck.is_open]
    return f"回头看安排在{'、'.join(days)}。" if days else ""


def letter_named(snapshot: Snapshot, words: str) -> Letter:
    """Returns the live letter of that 字号 or title; raises NotFound."""
    wanted = words.strip()
    for letter in snapshot.letters.values():
        if not letter.deleted and wanted in (letter.reference, letter.title, letter.id):
            return letter
    raise NotFound(f"没有“{wanted[:30]}”这份公文。")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "另定之日"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
