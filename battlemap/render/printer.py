"""Scenes go to a printer that the user has chosen, in true size or fitted to its paper, with a warning before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from battlemap.errors import BadInput, FileProblem
from battlemap.layout.paper import size_words
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.theme import Theme


def set_paper(printer: QPrinter, scene: Scene) -> None:
    """Asks the printer for the scene's paper; a printer that has no such paper keeps its own."""
    is_wide = scene.width > scene.height
    short, long = sorted((scene.width, scene.height))
    printer.setPageSize(QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter))
    orientation = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)


def fit(printer: QPrinter, scene: Scene) -> float:
    """Returns the scale at which the scene fits the printable area, at most 1."""
    area = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    if scene.width <= area.width() + 1 and scene.height <= area.height() + 1:
        # sheets have a margin of their own: in true size on the full paper
        return 1.0
    area = printer.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    return min(area.width() / scene.width, area.height() / scene.height, 1.0)


def warnings(printer: QPrinter, scenes: Sequence[Scene]) -> list[str]:
    """Returns what to tell before printing: a smaller paper, and how small the smallest text becomes."""
    sentences: list[str] = []
    for scene in scenes:
        scale = fit(printer, scene)
        if scale > 0.995:
            continue
        sentence = f"打印机纸张小于图幅，将缩小到 {scale * 100:.0f}%。"
        small = scene.sizes()[0] * scale
        if small:
            sentence += f"{size_words(small)}。"
        if sentence not in sentences:
            sentences.append(sentence)
    return sentences


def print_scenes(printer: QPrinter, scenes: Sequence[Scene], theme: Theme, fonts: Fonts) -> None:
    """Prints the scenes, one per sheet of paper, in true size or, where the paper is smaller, fitted and centred.

    Raises BadInput without pages and FileProblem where the printer does not answer.
    """
    if not scenes:
        raise BadInput("没有可打印的页面。")
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise FileProblem(f"打印机“{printer.printerName()}”没有响应，请检查连接后再打印。")
    scene_painter = ScenePainter(fonts, theme)
    per_mm = printer.resolution() / 25.4
    try:
        for number, scene in enumerate(scenes):
            if number and not printer.newPage():
                raise FileProblem(f"打印机“{printer.printerName()}”中断，已送出 {number} 页。")
            scale = fit(printer, scene)
            full = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
            painter.save()
            painter.translate(
                (full.width() - scene.width * scale) / 2 * per_mm,
                (full.height() - scene.height * scale) / 2 * per_mm,
            )
            scene_painter.paint(painter, scene, per_mm * scale)
            painter.restore()
    finally:
        painter.end()
