"""Every dialog of the program over an open campaign, as it is first seen, with content that takes much room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import attrs
import xlsxwriter
from PySide6.QtWidgets import QApplication, QDialog

from battlemap.commands.command import Watching
from battlemap.domain.kinds.kind import Row
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.looking.pasted_cells import PasteCheck, WrongCell
from battlemap.domain.operator import Operator
from battlemap.domain.planning.project import project_of
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.exchange.plan_text import parse_plan
from battlemap.paths import manual
from battlemap.shown.ledgers.comparison import compare_ledger
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.list.task_rows import TaskRows
from battlemap.shown.poster_options import poster_options
from battlemap.shown.press.behind import Behind
from battlemap.shown.sheet_import import OpenedSheet, sheet_import
from battlemap.store.backup.backups import backup_file, backups_of
from battlemap.store.damage.inspection import Findings
from battlemap.theme import theme
from battlemap.ui.card.part_words import PART_WORDS
from battlemap.ui.dialogs.action import ActionDialog
from battlemap.ui.dialogs.campaign import CampaignDialog
from battlemap.ui.dialogs.extension import ExtensionDialog
from battlemap.ui.dialogs.judged_on import JudgedOnDialog
from battlemap.ui.dialogs.manual import ManualWindow
from battlemap.ui.dialogs.measures import MeasuresDialog
from battlemap.ui.dialogs.merge_people import MergePeopleDialog
from battlemap.ui.dialogs.new_task import NewTaskDialog
from battlemap.ui.dialogs.operator import OperatorDialog
from battlemap.ui.dialogs.plan_gain import PlanGainDialog
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.dialogs.report import ReportDialog
from battlemap.ui.dialogs.words import About, ErrorDetails, ShortcutList
from battlemap.ui.history.moments import CompareDialog, MomentDialog
from battlemap.ui.history.recycle_bin import RecycleBin
from battlemap.ui.icons import IconBook
from battlemap.ui.keeping.check import FindingsDialog
from battlemap.ui.keeping.place_dialog import PlaceDialog
from battlemap.ui.keeping.rescue_dialog import RescueDialog
from battlemap.ui.keeping.restore_dialog import RestoreDialog
from battlemap.ui.ledgers.comparison_dialog import ComparisonDialog
from battlemap.ui.ledgers.definition_dialog import DefinitionDialog
from battlemap.ui.ledgers.new_ledger_dialog import NewLedgerDialog
from battlemap.ui.ledgers.print_dialog import LedgerPrintDialog
from battlemap.ui.ledgers.sheet_dialog import Planned, SheetDialog, Told
from battlemap.ui.ledgers.stage_dialog import StageDialog
from battlemap.ui.ledgers.tallies_dialog import TalliesDialog
from battlemap.ui.ledgers.tally_dialog import TallyDialog
from battlemap.ui.ledgers.unmask_dialog import UnmaskDialog
from battlemap.ui.ledgers.unmaskings_dialog import UnmaskingsDialog
from battlemap.ui.list.bulk_dialog import BulkDialog
from battlemap.ui.list.paste_dialog import PasteDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.press.behind_dialog import BehindDialog
from battlemap.ui.press.dialog import PosterDialog, Shop
from battlemap.ui.press.editions_dialog import EditionsDialog
from battlemap.ui.press.hanging import HangingDialog
from battlemap.ui.press.several import SeveralDialog
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.schedule.backward_dialog import BackwardDialog
from battlemap.ui.schedule.baselines_dialog import BaselinesDialog
from battlemap.ui.schedule.calendar_dialog import CalendarDialog
from battlemap.ui.schedule.dependencies_dialog import DependenciesDialog
from battlemap.ui.schedule.forecast_dialog import ForecastDialog
from battlemap.ui.schedule.project_dialog import ProjectDialog
from battlemap.ui.shortcut_groups import shortcut_groups
from battlemap.ui.trends.enlarged import Enlarged
from battlemap.ui.trends.page import TrendsPage
from battlemap.ui.wall_marks.dialog import WallMarksDialog
from battlemap.ui.wall_screen.options_dialog import WallOptionsDialog
from battlemap.ui.workspace import Workspace
from tests.ui.looks.deed_dialogs import DEED_DIALOGS
from tests.ui.looks.duty_dialogs import DUTY_DIALOGS
from tests.ui.looks.sharing_dialogs import SHARING_DIALOGS

PLAN: Final = """全区百日攻坚行动方案
为确保完成全年任务，定于2018年10月至12月开展百日攻坚。
一、经济运行专项攻坚行动
1.狠抓工业运行。强化运行监测，分析走势。走访龙头企业30家。
2.狠抓财政收支。组织税收入库。
"""
SENTENCE: Final = "档案“百日攻坚行动.battlemap”的第 3 页已损坏，不能打开；可从备份恢复或抢救读得出的内容。"


@attrs.frozen
class Over:
    """The window over which a dialog stands, and the page of its campaign."""

    window: MainWindow
    workspace: Workspace
    icons: IconBook = attrs.field(factory=IconBook)

    @property
    def path(self) -> Path:
        return self.workspace.session.file.path

    @property
    def tasks(self) -> tuple[str, ...]:
        return tuple(task.id for task in self.workspace.session.snapshot.live_tasks)

    @property
    def stone(self) -> Milestone:
        return next(iter(self.workspace.session.snapshot.milestones.values()))


def _shop(over: Over) -> Shop:
    page, window = over.workspace, over.window
    return Shop(
        page.session, window.settings, over.icons, window.fonts, theme(window.settings.theme),
        lambda: str(over.path.parent), page.as_of,
    )  # fmt: skip


def _poster(over: Over) -> QDialog:
    made = PosterDialog(_shop(over), parent=over.window)
    made.wait()
    return made


def _backward(over: Over) -> QDialog:
    snapshot, settings = over.workspace.session.snapshot, over.window.settings
    look = theme(settings.theme)
    return BackwardDialog(snapshot, over.tasks[:3], over.workspace.as_of, settings, look, over.window)


def _calendar(over: Over) -> QDialog:
    look = theme(over.window.settings.theme)
    return CalendarDialog(over.workspace.session.snapshot, look, str(over.path.parent), over.window)


def _behind(over: Over) -> QDialog:
    snapshot, options = poster_options(over.workspace.session, over.workspace.session.clock())
    return BehindDialog(Behind("红灯任务", over.tasks), snapshot, options, over.window)


def _restore(over: Over) -> QDialog:
    session = over.workspace.session
    backup_file(over.path, session.clock(), "打开时")
    made = RestoreDialog(
        backups_of(over.path), session.snapshot, over.workspace.as_of, session.clock(), over.window
    )
    made.show()
    while made.is_looking:
        QApplication.processEvents()
    return made


def _rescue(over: Over) -> QDialog:
    return RescueDialog(over.path, SENTENCE, over.window)


def _namesakes(over: Over) -> Snapshot:
    """The board with every person entered twice."""
    snapshot = over.workspace.session.snapshot
    for person in tuple(snapshot.persons.values())[:6]:
        again = attrs.evolve(person, id=f"{person.id}x", unit=None)
        change = Change("person", again.id, None, again)
        snapshot = snapshot.take(Step("s", "改", "do", "李明", datetime(2018, 11, 20, 9), (change,)))
    return snapshot


def _row_dialog(over: Over, part: str, row: Row | None) -> RowDialog:
    words = PART_WORDS[part]
    task = over.workspace.session.snapshot.live_tasks[0].id
    return RowDialog(
        words.kind,
        words.commands(task),
        row,
        over.workspace.session.snapshot,
        over.icons,
        over.window,
        hints=words.hints,
    )


def _enlarged(over: Over) -> QDialog:
    view = over.workspace.pages.page("trends")
    assert isinstance(view, TrendsPage)
    over.window.actions_["go_trends"].trigger()
    return Enlarged("turnout", "各专项办结销号", view.trends, view._look, view._tools, over.window)


def _paste(over: Over) -> QDialog:
    tasks = over.workspace.session.snapshot.tasks
    wrong = [
        WrongCell(id, "progress", "一百二", "“一百二”不是 0–100 的整数。", tasks[id].code, "进度")
        for id in over.tasks[:3]
    ]
    names = {"单位": ("市场监督管理局",), "人员": ("李明",)}
    checked = PasteCheck((), tuple(wrong), ("亮灯", "序时"), ({"title": "竣工"},), names)
    return PasteDialog(checked, wrong, "项任务", "粘贴", (2, 1), over.window)


def _task_rows(over: Over) -> TaskRows:
    session = over.workspace.session
    rows = TaskRows(session.chronicle)
    rows.present(session.snapshot, session.clock().date())
    return rows


def _projects(over: Over) -> EntryList:
    session = over.workspace.session
    definition = session.snapshot.definition("签约项目")
    assert definition is not None, "the demo has lost its projects"
    rows = EntryList(definition, LedgerBook(session))
    rows.present(session.snapshot, session.clock().date())
    return rows


def _to_stage(over: Over) -> QDialog:
    rows = _projects(over)
    return StageDialog(rows, list(rows.ids())[:1], "land", over.icons, over.window)


def _tally(over: Over) -> QDialog:
    session, definition = over.workspace.session, _projects(over).definition
    tally = next(iter(session.snapshot.tallies_of(definition.ledger.id)), None)
    return TallyDialog(definition, session, tally, over.window)


def _compared(over: Over) -> QDialog:
    session, definition = over.workspace.session, _projects(over).definition
    compared = compare_ledger(session, definition, session.began_at)
    return ComparisonDialog("自建档以来", compared, over.window)


def _sheet(over: Over) -> QDialog:
    session, path = over.workspace.session, Path(mkdtemp()) / "2018年项目调度表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("汇总")
    for number, row in enumerate((("项目名称", "总投资（亿元）"), ("甲项目", 2), ("乙项目", "待定"))):
        page.write_row(number, 0, row)
    book.close()
    opened, definition = OpenedSheet.of(path), _projects(over).definition

    def planning(told: Told, watch: Watching) -> Planned:
        made = sheet_import(
            session, definition, opened, session.clock().date(), given_answers=told.answers, watch=watch
        )
        return Planned(made.plan, made.command())

    return SheetDialog("导入“签约项目”", opened, planning, session.snapshot, over.window)


def _plan(over: Over) -> QDialog:
    def reread(level: str | None, tasks_per: object) -> object:
        return parse_plan(PLAN, level, tasks_per)  # type: ignore[arg-type]

    return PlanPreview(over.icons, parse_plan(PLAN), reread, over.window)  # type: ignore[arg-type]


def _moment(over: Over) -> QDialog:
    now = over.workspace.session.clock()
    return MomentDialog(now - timedelta(30), now, now, over.window)


def _compare(over: Over) -> QDialog:
    now = over.workspace.session.clock()
    return CompareDialog(now - timedelta(30), now, now - timedelta(1), over.window)


#: Class name → how the dialog is made.
DIALOGS: Final[dict[str, Callable[[Over], QDialog]]] = {
    "ActionDialog": lambda over: ActionDialog(
        over.workspace.session.snapshot, over.workspace.session.snapshot.columns[0], over.window
    ),
    "CampaignDialog": lambda over: CampaignDialog(
        over.icons, over.workspace.session.snapshot.campaign, "行动信息", "保存", over.window
    ),
    "ExtensionDialog": lambda over: ExtensionDialog("ECON-01、ECON-02", over.workspace.as_of, over.window),
    "JudgedOnDialog": lambda over: JudgedOnDialog(
        over.workspace.today, None, over.workspace.as_of, over.window
    ),
    "NewTaskDialog": lambda over: NewTaskDialog(
        over.icons, over.workspace.session.snapshot, None, parent=over.window
    ),
    "OperatorDialog": lambda over: OperatorDialog(Operator("李明", "督查考核办"), over.window),
    "PlanPreview": _plan,
    "PlanGainDialog": lambda over: PlanGainDialog(
        parse_plan(PLAN), over.workspace.session.snapshot, "补充方案.docx", over.window
    ),
    "ManualWindow": lambda over: ManualWindow(manual(), over.window),
    "ReportDialog": lambda over: ReportDialog(
        over.icons, over.workspace.session.snapshot, over.tasks, over.window
    ),
    "ProblemDialog": lambda over: ProblemDialog(
        over.icons, over.workspace.session.snapshot, over.tasks[:1], over.window
    ),
    "ErrorDetails": lambda over: ErrorDetails(SENTENCE, "Traceback …\n" * 20, over.window),
    "ShortcutList": lambda over: ShortcutList(shortcut_groups(), over.window),
    "About": lambda over: About(over.window),
    "MomentDialog": _moment,
    "CompareDialog": _compare,
    "RecycleBin": lambda over: RecycleBin(
        over.workspace.session, over.workspace.deeds.run, over.icons, True, over.window
    ),
    "FindingsDialog": lambda over: FindingsDialog(over.path.name, Findings(40, (SENTENCE,) * 3), over.window),
    "PlaceDialog": lambda over: PlaceDialog(over.path, "", over.window),
    "RescueDialog": _rescue,
    "RestoreDialog": _restore,
    "BulkDialog": lambda over: BulkDialog(_task_rows(over), over.tasks, over.window),
    "PasteDialog": _paste,
    "BehindDialog": _behind,
    "PosterDialog": _poster,
    "SeveralDialog": lambda over: SeveralDialog(_shop(over), over.window),
    "EditionsDialog": lambda over: EditionsDialog(_shop(over), over.window),
    "HangingDialog": lambda over: HangingDialog(
        "总作战图", "2018年11月20日 17:32", "A0", "指挥部大厅", over.window
    ),
    "BackwardDialog": _backward,
    "CalendarDialog": _calendar,
    "DependenciesDialog": lambda over: DependenciesDialog(
        over.workspace.session, over.tasks[0], over.workspace.as_of, True, over.window
    ),
    "BaselinesDialog": lambda over: BaselinesDialog(
        over.workspace.session, theme(over.window.settings.theme), over.workspace.as_of, True, over.window
    ),
    "ForecastDialog": lambda over: ForecastDialog(
        over.workspace.shown, over.workspace.as_of, theme(over.window.settings.theme), over.window
    ),
    "ProjectDialog": lambda over: ProjectDialog(
        project_of(over.workspace.shown), over.workspace.shown, "全区百日攻坚行动计划.xml", over.window
    ),
    "MeasuresDialog": lambda over: MeasuresDialog(
        over.workspace.session, over.workspace.session.snapshot.columns[0].id, over.window
    ),
    "StageDialog": _to_stage,
    "SheetDialog": _sheet,
    "TalliesDialog": lambda over: TalliesDialog(
        _projects(over).definition.ledger.id, over.workspace.session, over.workspace.deeds, True, over.window
    ),
    "TallyDialog": _tally,
    "ComparisonDialog": _compared,
    "UnmaskingsDialog": lambda over: UnmaskingsDialog(
        _projects(over).definition, over.workspace.session.snapshot, over.window
    ),
    "UnmaskDialog": lambda over: UnmaskDialog(_projects(over).definition, over.window),
    "DefinitionDialog": lambda over: DefinitionDialog(
        _projects(over).definition, over.workspace.session, over.window
    ),
    "NewLedgerDialog": lambda over: NewLedgerDialog(over.workspace.session.snapshot, over.window),
    "LedgerPrintDialog": lambda over: LedgerPrintDialog(
        _projects(over).definition, 12, "record", lambda sheet: None, over.window
    ),
    "MergePeopleDialog": lambda over: MergePeopleDialog(_namesakes(over), over.window),
    "RowDialog": lambda over: _row_dialog(over, "milestones", over.stone),
    "Enlarged": _enlarged,
    "WallMarksDialog": lambda over: WallMarksDialog(
        over.icons, over.workspace.session.snapshot, over.workspace.session.clock().date(), over.window
    ),
    "WallOptionsDialog": lambda over: WallOptionsDialog("dark", 15, True, over.window),
    **DUTY_DIALOGS,
    **DEED_DIALOGS,
    **SHARING_DIALOGS,
}
