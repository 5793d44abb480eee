"""A letter goes into a file: Word for who goes on writing, PDF for paper; typefaces that were missing are told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.domain.kinds.letter import Letter
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.letter_content import letter_content
from battlemap.errors import BadInput
from battlemap.exchange.letter_docx import letter_docx
from battlemap.layout.letter import letter_pages
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import save_pdf
from battlemap.render.saving import write_whole
from battlemap.theme import theme

SUFFIXES: Final = (".docx", ".pdf")


def save_letter(letter: Letter, snapshot: Snapshot, path: Path, fonts: Fonts, made_at: datetime) -> str:
    """Writes the letter whole or not at all, by the ending of `path`; returns what is to be said of typefaces, or "".

    Raises BadInput for another ending and FileProblem where it cannot be written.
    """
    content = letter_content(letter, snapshot)
    if path.suffix.lower() == ".docx":
        write_whole(path, letter_docx(content))
        return "Word 文件用方正小标宋、仿宋_GB2312、楷体_GB2312、黑体；打开的电脑缺字体时会自动替换，请核对。"
    if path.suffix.lower() != ".pdf":
        raise BadInput(f"“{path.name}”的扩展名应是 .docx 或 .pdf。")
    pages = letter_pages(content)
    save_pdf(pages, path, theme("paper"), fonts, letter.title, made_at)
    missing = fonts.stand_ins(pages)
    return f"这台电脑没有{'、'.join(missing)}，已用程序自带的黑体代替。" if missing else ""
