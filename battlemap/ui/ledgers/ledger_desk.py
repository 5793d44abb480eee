"""What is done with ledgers as a whole: made, defined, shared, filled from sheets, printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.command import Watching
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.ledgers.template import read_template, template_json, template_of_rows
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.exchange.ledger_sheets.proposal import confirmed, title_of
from battlemap.layout.paper import paper_of
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import save_pdf
from battlemap.render.printer import print_scenes, set_paper
from battlemap.render.saving import write_whole
from battlemap.sheets.ledgers.catalogue import LedgerSheet
from battlemap.sheets.options import SheetOptions
from battlemap.shown.household_import import household_import
from battlemap.shown.ledger_facts import ledger_facts
from battlemap.shown.ledgers.comparison import compare_ledger
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.sheet_import import (
    OpenedSheet,
    new_ledger_command,
    proposed_ledger,
    sheet_import,
    table_named,
)
from battlemap.theme import theme
from battlemap.ui import jobs
from battlemap.ui.files import file_name
from battlemap.ui.history.moments import CompareDialog, evening_before
from battlemap.ui.ledgers.comparison_dialog import ComparisonDialog
from battlemap.ui.ledgers.definition_dialog import DefinitionDialog
from battlemap.ui.ledgers.new_ledger_dialog import NewLedgerDialog
from battlemap.ui.ledgers.print_dialog import LedgerPrintDialog
from battlemap.ui.ledgers.sheet_dialog import Planned, Planning, SheetDialog, Told
from battlemap.ui.ledgers.sheet_files import SHEETS
from battlemap.ui.ledgers.tallies_dialog import TalliesDialog
from battlemap.ui.ledgers.unmaskings_dialog import UnmaskingsDialog
from battlemap.ui.page import Page, Tools

RECORD = "record"


class LedgerDesk(QObject):
    """Serves the page of ledgers; what cannot be done is said by the page. Emits `entry_wanted(ledger, entry)`."""

    entry_wanted = Signal(str, str)

    def __init__(self, page: Page, tools: Tools, book: LedgerBook) -> None:
        super().__init__(page)
        self.can_change = True
        self._page, self._tools, self._book = page, tools, book
        self._printer: QPrinter | None = None

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    def do(self, deed: str, ledger: str) -> None:
        """Does with a ledger what its strip offers."""
        deeds = {
            "define": self.define,
            "share": self.share,
            "import": self.fill,
            "tallies": self.tallies,
            "compare": self.compare,
            "unmaskings": self.unmaskings,
        }
        deeds[deed](ledger)

    def tallies(self, ledger: str) -> None:
        """Shows the tallies of a ledger until that is closed."""
        dialog = TalliesDialog(ledger, self._tools.session, self._tools.deeds, self.can_change, self._window)
        dialog.exec()
        dialog.deleteLater()

    def unmaskings(self, ledger: str) -> None:
        """Shows who has seen what a ledger hides."""
        snapshot = self._tools.session.snapshot
        UnmaskingsDialog(snapshot.definitions[ledger], snapshot, self._window).exec()

    def compare(self, ledger: str) -> None:
        """Asks for two moments and shows what is different in a ledger."""
        session = self._tools.session
        now = session.clock()
        answer = CompareDialog.ask(
            session.began_at,
            now,
            evening_before(now, session.began_at),
            self._window,
            "列出两个时刻之间台账的变化。",
        )
        if answer is not None:
            self.show_comparison(ledger, *answer)

    def show_comparison(self, ledger: str, earlier: datetime, later: datetime | None = None) -> None:
        """Shows what is different in a ledger since a moment."""
        session = self._tools.session
        definition = session.snapshot.definitions[ledger]
        try:
            compared = compare_ledger(session, definition, earlier, later)
        except BattlemapError as error:
            self._page.refused.emit(str(error))
            return
        until = f"到 {later:%Y-%m-%d %H:%M}" if later else "以来"
        dialog = ComparisonDialog(f"{earlier:%Y-%m-%d %H:%M} {until}", compared, self._window)
        dialog.entry_wanted.connect(lambda entry: self.entry_wanted.emit(ledger, entry))
        dialog.exec()
        dialog.deleteLater()

    # -- made and defined -------------------------------------------------------------------------------------------

    def new_ledger(self) -> str:
        """Asks for a new ledger and makes it; returns its id, "" where that was turned away."""
        snapshot = self._tools.session.snapshot
        dialog = NewLedgerDialog(snapshot, self._window)
        made = self._made(self._tools.deeds.ask(dialog, dialog.answer))
        way = dialog.way
        if way == "own":
            definition = DefinitionDialog(None, self._tools.session, self._window)
            made = self._made(self._tools.deeds.ask(definition, definition.answer))
        elif way == "sheet":
            name, _ = QFileDialog.getOpenFileName(self._window, "从表格新建台账", "", SHEETS)
            made = self.new_from_sheet(Path(name)) if name else ""
        elif way == "file":
            name, _ = QFileDialog.getOpenFileName(self._window, "打开台账模板", "", "台账模板 (*.json)")
            made = self.new_from_template(Path(name)) if name else ""
        return made

    def new_from_template(self, path: Path) -> str:
        """Makes a ledger as a template file tells it, after it has been looked at."""
        try:
            template = read_template(path)
        except BattlemapError as error:
            self._page.refused.emit(str(error))
            return ""
        dialog = NewLedgerDialog(self._tools.session.snapshot, self._window, template)
        return self._made(self._tools.deeds.ask(dialog, dialog.answer))

    def define(self, ledger: str) -> None:
        """Asks for changes of a ledger and its fields."""
        dialog = DefinitionDialog(self._book.definitions[ledger], self._tools.session, self._window)
        self._tools.deeds.ask(dialog, dialog.answer)

    @staticmethod
    def _made(step: Step | None) -> str:
        """Returns the ledger that a step has made, the one above its children."""
        rows = [change.after for change in step.changes if change.before is None] if step else []
        return next((row.id for row in rows if isinstance(row, Ledger) and row.parent is None), "")

    # -- filled from sheets -----------------------------------------------------------------------------------------

    def fill(self, ledger: str) -> None:
        """Asks for a sheet and takes its rows into a ledger."""
        title = self._book.definitions[ledger].ledger.title
        name, _ = QFileDialog.getOpenFileName(self._window, f"导入“{title}”", "", SHEETS)
        if name:
            self.read_sheet(ledger, Path(name))

    def read_sheet(self, ledger: str, path: Path) -> None:
        """Shows what a sheet would change in a ledger, and writes it in one step."""
        opened = self._opened(path)
        if opened is None:
            return
        session, definition = self._tools.session, self._book.definitions[ledger]

        def planning(choices: Told, watch: Watching) -> Planned:
            today = session.clock().date()
            persons = household_import(
                session,
                definition,
                opened,
                today,
                sheet=choices.sheet,
                given_answers=choices.answers,
                watch=watch,
            )
            if persons is not None:
                command = None if persons.changes_nothing else persons.command()
                return Planned(persons.plan, command, persons.members, persons)
            made = sheet_import(
                session,
                definition,
                opened,
                today,
                sheet=choices.sheet,
                given_answers=choices.answers,
                watch=watch,
            )
            return Planned(made.plan, None if made.changes_nothing else made.command())

        self._ask_sheet(f"导入“{definition.ledger.title}”", opened, planning)

    def new_from_sheet(self, path: Path) -> str:
        """Makes the ledger that a sheet suggests and brings its rows in, in one step; returns its id."""
        opened = self._opened(path)
        if opened is None:
            return ""
        session = self._tools.session

        def planning(choices: Told, watch: Watching) -> Planned:
            template, _ = proposed_ledger(session, opened, choices.sheet, choices.title)
            titles = {field.title for field in template.fields}
            types = {title: code for title, code in choices.types.items() if title in titles}
            command, plan = new_ledger_command(
                session, confirmed(template, types), opened, choices.sheet, watch
            )
            return Planned(plan, command)

        return self._made(self._ask_sheet("从表格新建台账", opened, planning, self._free_title(opened)))

    def _free_title(self, opened: OpenedSheet) -> str:
        """Returns what a ledger of a sheet may be called: as the sheet says, with a number where that is taken."""
        tables = opened.reading().tables
        title = title_of(tables[0]) if tables else "新台账"
        taken = {definition.ledger.title for definition in self._book.definitions.values()}
        numbers = range(2, len(taken) + 3)
        return next(name for name in (title, *(f"{title}（{n}）" for n in numbers)) if name not in taken)

    def _opened(self, path: Path) -> OpenedSheet | None:
        try:
            opened = jobs.run(self._window, f"正在读“{path.name}”……", lambda progress: OpenedSheet.of(path))
            if opened is not None and not opened.reading().tables:
                table_named(opened.reading())
            return opened
        except BattlemapError as error:
            self._page.refused.emit(str(error))
            return None

    def _ask_sheet(
        self, title: str, opened: OpenedSheet, planning: Planning, suggested: str = ""
    ) -> Step | None:
        snapshot = self._tools.session.snapshot
        dialog = SheetDialog(
            title, opened, planning, snapshot, self._window, is_new=bool(suggested), suggested=suggested
        )
        return self._tools.deeds.ask(dialog, dialog.answer)

    # -- out --------------------------------------------------------------------------------------------------------

    def share(self, ledger: str) -> None:
        """Asks where to, and writes the definition of a ledger as a template file that another office can use."""
        definition = self._book.definitions[ledger]
        start = str(Path.home() / f"{file_name(definition.ledger.title)}.json")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "存为台账模板", start, "台账模板 (*.json)")
        if chosen:
            self.write_template(ledger, Path(chosen))

    def write_template(self, ledger: str, path: Path) -> None:
        """Writes the definition of a ledger as a template file, without its entries."""
        snapshot = self._tools.session.snapshot
        definition = snapshot.definitions[ledger]
        action = snapshot.actions.get(definition.ledger.action or "")
        children = [
            template_of_rows(
                below.ledger, [field.row for field in below.fields], snapshot.tallies_of(below.ledger.id)
            )
            for below in snapshot.definitions.values()
            if below.ledger.parent == ledger
        ]
        template = template_of_rows(
            definition.ledger,
            [field.row for field in definition.fields],
            snapshot.tallies_of(ledger),
            children,
            action.code if action else "",
        )
        text = json.dumps(template_json(template), ensure_ascii=False, indent=2) + "\n"
        try:
            write_whole(path, text.encode())
        except BattlemapError as error:
            self._page.refused.emit(str(error))

    def print_records(self, rows: EntryList, ids: Sequence[str]) -> None:
        """Asks which sheet of these entries, and prints it or makes a PDF of it."""
        if not ids:
            self._page.refused.emit(f"没有可打印的{rows.definition.noun}。")
            return
        title = rows.definition.ledger.title

        def save(sheet: LedgerSheet) -> None:
            start = str(Path.home() / f"{file_name(f'{title}-{sheet.title}')}.pdf")
            chosen, _ = QFileDialog.getSaveFileName(self._window, "存为 PDF", start, "PDF 文件 (*.pdf)")
            if chosen:
                self.save_pdf(rows, ids, sheet, Path(chosen))
                dialog.reject()

        dialog = LedgerPrintDialog(rows.definition, len(ids), RECORD, save, self._window)
        if dialog.is_answered():
            self._print(rows, ids, dialog.chosen)
        dialog.deleteLater()

    def save_pdf(self, rows: EntryList, ids: Sequence[str], sheet: LedgerSheet, path: Path) -> None:
        """Writes a sheet of these entries as a PDF."""
        options = self._options(rows, sheet)
        title = f"{rows.definition.ledger.title} {sheet.title}"
        try:
            pages = self._pages(rows, ids, sheet, options)
            if pages is not None:
                save_pdf(pages, path, options.theme, Fonts(), title, options.data_until)
        except BattlemapError as error:
            self._page.refused.emit(str(error))

    def _print(self, rows: EntryList, ids: Sequence[str], sheet: LedgerSheet) -> None:
        options = self._options(rows, sheet)
        pages = self._pages(rows, ids, sheet, options)
        if not pages:
            return
        self._printer = printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(printer, pages[0])
        printer.setDocName(rows.definition.ledger.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            print_scenes(printer, pages, options.theme, self._tools.fonts)
        except BattlemapError as error:
            self._page.refused.emit(f"{error}可以先存为 PDF。")

    def _options(self, rows: EntryList, sheet: LedgerSheet) -> SheetOptions:
        campaign = rows.snapshot.campaign
        now = self._tools.session.clock()
        is_past = rows.as_of < now.date()
        moment = datetime.combine(rows.as_of, time.max.replace(microsecond=0)) if is_past else now
        return SheetOptions(
            moment,
            paper_of(sheet.paper),
            theme(campaign.poster_theme),
            is_past=is_past,
            made_by=campaign.map_unit,
        )

    def _pages(
        self, rows: EntryList, ids: Sequence[str], sheet: LedgerSheet, options: SheetOptions
    ) -> Sequence[Scene] | None:
        """Returns the laid-out pages; None where that was cancelled."""
        session = self._tools.session
        asked = AskedEntries(
            session,
            rows.definition,
            rows.as_of,
            at=options.data_until if rows.snapshot is not session.snapshot else None,
        )
        try:
            facts = ledger_facts(
                asked, ids, is_unmasked=rows.masking.is_lifted, has_history=sheet.name == RECORD
            )
        finally:
            asked.close()
        snapshot = asked.snapshot
        return jobs.run(
            self._window, "正在排版……", lambda progress: sheet.pages(snapshot, options, facts, "")
        )
