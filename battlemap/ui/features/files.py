"""Campaign files: opened, begun, copied away, closed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from battlemap.ui.desk import Desk, on_workspace
from battlemap.ui.feature import Feature, MenuChoices, MenuEntry


class FilesDesk(Desk):
    """Asks for a file, or for all that a new one begins with."""

    def open(self) -> None:
        """Asks for a campaign file and opens it."""
        self.shell.files.ask_open()

    def begin_blank(self) -> None:
        """Asks for a campaign's data and begins a blank one."""
        from battlemap.ui.beginnings import begin_blank

        begin_blank(self.shell.files, self.shell.icons)

    def begin_from_plan(self) -> None:
        """Asks for a plan and begins a campaign from it."""
        from battlemap.ui.beginnings import ask_plan

        ask_plan(self.shell.files, self.shell.icons)

    def begin_demo(self) -> None:
        """Asks for a place, begins the demo campaign there and leads through it."""
        from battlemap.ui.beginnings import begin_demo
        from battlemap.ui.tour.feature import TourDesk

        if begin_demo(self.shell.files):
            self.shell.desk(TourDesk).lead()

    def save_copy(self) -> None:
        """Asks for a place and writes a copy of the open campaign there."""
        if self.workspace is not None:
            self.shell.files.save_copy(self.workspace.session)

    def recent(self) -> list[tuple[str, str]]:
        """Returns the files opened last, with digits to type."""
        rows = []
        for number, name in enumerate(self.shell.settings.recent, 1):
            file = Path(name)
            text = f"{file.stem}　{file.parent}".replace("&", "&&")
            rows.append((name, f"&{number} {text}" if number < 10 else text))
        return rows

    def open_recent(self, name: str) -> None:
        """Opens one of the files opened last."""
        self.shell.open_any(Path(name))

    def close(self) -> None:
        """Closes the open campaign."""
        self.shell.close_campaign()

    def quit(self) -> None:
        """Closes the window."""
        self.shell.close()


FILES: Final = Feature[FilesDesk](
    "files",
    FilesDesk,
    (
        MenuEntry(
            "open", "打开(&O)…", "file/open", FilesDesk.open, "folder-open-outline", "打开 .battlemap 档案",
            keys=("Ctrl+O",),
        ),
        MenuChoices("最近打开(&R)", "file/open", FilesDesk.recent, FilesDesk.open_recent),
        MenuEntry(
            "from_plan", "从方案生成(&G)…", "file/begin", FilesDesk.begin_from_plan, "plan",
            "读取 .txt、.md 或 .docx 方案，生成作战图", keys=("Ctrl+I",),
        ),
        MenuEntry(
            "new_blank", "新建空白行动(&N)…", "file/begin", FilesDesk.begin_blank, "file-plus-outline",
            "填写名称和起止日期，建立空白作战图", keys=("Ctrl+Shift+N",),
        ),
        MenuEntry(
            "demo", "打开演示行动(&D)", "file/begin", FilesDesk.begin_demo, "play-circle-outline", "建立一份演示档案"
        ),
        MenuEntry(
            "save_copy", "另存副本(&A)…", "file/copy", FilesDesk.save_copy, "copy",
            "把当前档案另存一份，可拷走", "campaign", ("Ctrl+Shift+S",),
        ),
        MenuEntry(
            "properties", "行动信息(&I)…", "file/copy", on_workspace(lambda workspace: workspace.deeds.edit_campaign()),
            "flag-variant-outline", "修改名称、起止日期、口号和落款", "writing", ("Ctrl+,",),
        ),
        MenuEntry(
            "close", "关闭档案(&C)", "file/leave", FilesDesk.close, "", "关闭当前档案，回到首页", "campaign",
            ("Ctrl+W",),
        ),
        MenuEntry(
            "quit", "退出(&Q)", "file/leave", FilesDesk.quit, "exit-to-app", "退出程序；所有改动均已保存",
            keys=("Ctrl+Q",),
        ),
    ),
)  # fmt: skip
