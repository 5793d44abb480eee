"""Collecting at the window's service: asks for what is sent and what has come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from battlemap.commands.rights import why_not_collecting
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.ui import jobs
from battlemap.ui.desk import Desk

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace

_RETURNS: Final = "填报包 (*.xlsx *.xls *.xlsm *.et *.ods *.csv)"


class CollectingDesk(Desk):
    """Shows the dialogs of 填报."""

    @property
    def _collecting(self) -> Workspace | None:
        """The open campaign; where this PC may not collect, None, and that is said before anything is asked."""
        workspace = self.workspace
        refusal = why_not_collecting(workspace.session) if workspace is not None else ""
        if refusal:
            self.shell.files.bar.show_words(refusal)
            return None
        return workspace

    def send(self) -> None:
        """Asks what is to be reported by whom until when, and for a folder; sends and writes the packages."""
        from battlemap.ui.collecting.send_dialog import SendDialog

        workspace = self._collecting
        if workspace is None:
            return
        workspace.dock.flush()
        dialog = SendDialog(
            workspace.session,
            workspace.as_of,
            self.shell.icons,
            self.shell.files.folder(),
            self.shell,
        )
        step = workspace.deeds.ask(dialog, dialog.answer)
        if step is not None:
            made = [c.after for c in step.changes if isinstance(c.after, CollectionRequest)]
            self.write(made, dialog.folder)

    def write(self, requests: Sequence[CollectionRequest], folder: Path) -> None:
        """Writes the packages into a folder and says how many."""
        from battlemap.shown.collecting.packages import write_packages

        workspace = self.workspace
        if workspace is None:
            return
        with self.shell.files.bar.guarding():
            paths = write_packages(workspace.session.snapshot, requests, folder)
            self.shell.files.bar.show_words(
                f"已为 {len(paths)} 个单位写出填报包：“{folder}”。",
                "",
                "打开文件夹",
                lambda: _open(folder),
                is_note=True,
            )

    def ask_returns(self) -> None:
        """Asks for returned workbooks and looks at them."""
        if self._collecting is None:
            return
        names, _ = QFileDialog.getOpenFileNames(
            self.shell, "选择交回的填报包（可多选）", self.shell.files.folder(), _RETURNS
        )
        if names:
            self.take_returns([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Asks for a folder of returned workbooks and looks at them all."""
        if self._collecting is None:
            return
        name = QFileDialog.getExistingDirectory(
            self.shell, "选择放着交回填报包的文件夹", self.shell.files.folder()
        )
        if name:
            self.take_returns([Path(name)])

    def take_returns(self, paths: Sequence[Path]) -> None:
        """Reads the workbooks, shows what they would change, and takes what is chosen as one step."""
        from battlemap.shown.collecting.returns import files_in, look_at_all, open_all, others_in
        from battlemap.ui.collecting.take_dialog import TakeDialog

        workspace = self._collecting
        if workspace is None:
            return
        workspace.dock.flush()
        with self.shell.files.bar.guarding():
            session, files = workspace.session, files_in(paths)
            words = f"正在读取 {len(files)} 份填报…"
            opened = jobs.run(self.shell, words, lambda progress: open_all(files, progress.report))
            if opened is None:
                self.shell.files.bar.show_words("已取消读取填报，什么也没有写入。", is_note=True)
                return
            looked = look_at_all(session, files, session.clock().date(), opened)
            dialog = TakeDialog(session, looked, self.shell.icons, others_in(paths), self.shell)
            workspace.deeds.ask(dialog, dialog.answer)
            if dialog.is_taken:
                folder = dialog.write_answers(paths[0] if paths[0].is_dir() else paths[0].parent)
                more = f"接收报告和回执在“{folder}”。" if folder else ""
                self.shell.files.bar.show_words(
                    f"已接收 {len(dialog.checks)} 个填报包，可一步撤销。{more}",
                    "",
                    "打开文件夹" if folder else "",
                    (lambda: _open(folder)) if folder else None,
                    is_note=True,
                )

    def show_status(self) -> None:
        """Shows who has reported."""
        from battlemap.ui.collecting.status_dialog import StatusDialog

        workspace = self.workspace
        if workspace is not None:
            workspace.dock.flush()
            may_collect = workspace.can_write and not why_not_collecting(workspace.session)
            StatusDialog(workspace.session, workspace.as_of, may_collect, self.write, self.shell).exec()


def _open(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
