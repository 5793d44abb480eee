"""Attachments are added to the card, listed, opened when unchanged, removed and brought back by undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QToolButton

from battlemap.ui.attachment_list import size_words
from battlemap.ui.main_window import MainWindow


def rows(window: MainWindow) -> list[str]:
    assert window.workspace is not None
    listed = window.workspace.sheet.attachments
    return [
        button.text()
        for button in listed.findChildren(QPushButton)
        if button.isFlat() and not button.isHidden()
    ]


def test_a_file_is_attached_listed_removed_and_brought_back(window: MainWindow, tmp_path: Path) -> None:
    page = window.workspace
    assert page is not None
    task = page.session.snapshot.live_tasks[0]
    page.open_task(task.id)
    paper = tmp_path / "批复 & 附图.txt"
    paper.write_text("同意", "utf-8")
    page.sheet.attachments.add_wanted.emit([paper])
    assert rows(window) == ["批复 && 附图.txt"]
    (kept,) = page.session.snapshot.attachments_of(task.id)
    folder = page.session.file.path.with_name(f"{page.session.file.path.stem}-附件")
    assert (folder / kept.file_name).read_text("utf-8") == "同意"
    (gone,) = [
        b for b in page.sheet.attachments.findChildren(QToolButton) if b.accessibleName().startswith("移除")
    ]
    gone.click()
    assert rows(window) == []
    page.deeds.undo()
    assert rows(window) == ["批复 && 附图.txt"]


def test_a_program_is_refused_in_the_bar_and_the_files_after_it_wait(
    window: MainWindow, tmp_path: Path
) -> None:
    page = window.workspace
    assert page is not None
    page.open_task(page.session.snapshot.live_tasks[0].id)
    sly, fine = tmp_path / "发票.exe", tmp_path / "说明.txt"
    for path in (sly, fine):
        path.write_bytes(b"x")
    page.sheet.attachments.add_wanted.emit([sly, fine])
    assert "不能作为附件" in window.bar.sentence
    assert rows(window) == []


def test_a_file_that_was_changed_since_is_not_opened(window: MainWindow, tmp_path: Path) -> None:
    page = window.workspace
    assert page is not None
    page.open_task(page.session.snapshot.live_tasks[0].id)
    paper = tmp_path / "会议纪要.txt"
    paper.write_text("原文", "utf-8")
    page.sheet.attachments.add_wanted.emit([paper])
    (kept,) = page.session.snapshot.attachments.values()
    folder = page.session.file.path.with_name(f"{page.session.file.path.stem}-附件")
    (folder / kept.file_name).write_text("改过", "utf-8")
    page.sheet.attachments.open_wanted.emit(kept.id)
    assert window.bar.sentence


def test_sizes_are_told_in_kb_and_mb() -> None:
    assert [size_words(size) for size in (10, 3000, 1_500_000)] == ["1 KB", "3 KB", "1.4 MB"]
