"""A finished sheet goes into a file, and what its maker should know about it is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from battlemap.errors import BadInput
from battlemap.layout.paper import all_size_words
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.image import save_png
from battlemap.render.pdf import save_pdf
from battlemap.render.svg import save_svg
from battlemap.theme import Theme

#: How many missing characters are named one by one.
_MOST_NAMED = 5


def save_sheet(
    pages: Sequence[Scene],
    path: Path,
    theme: Theme,
    fonts: Fonts,
    title: str,
    made_at: datetime,
    dpi: float = 150,
) -> list[Path]:
    """Writes the pages as PDF, PNG or SVG, as the ending of `path` says, and returns the files written.

    Raises BadInput for another ending and what `save_pdf`, `save_png` and `save_svg` raise.
    """
    ending = path.suffix.lower()
    if ending == ".pdf":
        save_pdf(pages, path, theme, fonts, title, made_at)
        return [path]
    if ending == ".png":
        return save_png(pages, path, theme, fonts, dpi)
    if ending == ".svg":
        return save_svg(pages, path, theme, fonts)
    raise BadInput(f"不认识的输出格式“{path.suffix}”，请用 .pdf、.png 或 .svg。")


def remarks(pages: Sequence[Scene], fonts: Fonts, sheets: int | None = None) -> list[str]:
    """Returns what to know before hanging it up: pages, smallest text, characters that no font here can draw.

    `sheets` is on how many sheets of paper the pages are printed where they are cut into tiles.
    """
    sizes = [page.sizes() for page in pages if page.smallest_text()]
    sentences = [
        f"共 {len(pages)} 页" if sheets is None else f"共 {len(pages)} 图，打印 {sheets} 张（含拼贴图）"
    ]
    if sizes:
        sentences = [
            "，".join(
                (*sentences, *all_size_words(min(body for body, _ in sizes), min(fine for _, fine in sizes)))
            )
        ]
    missing = fonts.missing_characters(pages)
    sentences += [character.words for character in missing[:_MOST_NAMED]]
    if len(missing) > _MOST_NAMED:
        sentences.append(f"另有 {len(missing) - _MOST_NAMED} 处缺字形")
    return sentences
