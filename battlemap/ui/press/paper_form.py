"""The part of the print shop's form that asks for paper: size, way, margin, tiles or bleed, number of pages."""

from __future__ import annotations

from typing import Final

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from battlemap.layout.paper import BOARDS, CARDS, ROLLS, SIZES
from battlemap.layout.tiles import OVERLAP
from battlemap.sheets.catalogue import sheet
from battlemap.shown.press.choice import Choice
from battlemap.ui.labels import label
from battlemap.ui.press.numbers import NumberField

#: Width of the words before the fields in px.
LABELS: Final = 56
_OWN: Final = "own"
_WAYS: Final = (("横", "landscape"), ("竖", "portrait"))
_OUTPUTS: Final = (
    ("整幅（放不下时分页）", ""),
    ("拼贴到 A4", "A4"),
    ("拼贴到 A3", "A3"),
    ("出血，送印刷厂", "bleed"),
)


class PaperForm(QWidget):
    """Emits `changed()` when the user has chosen something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper, self.way, self.output = QComboBox(), QComboBox(), QComboBox()
        for name, (short, long) in (SIZES | CARDS).items():
            self.paper.addItem(f"{name}　{long} × {short} 毫米", name)
        for name, (short, long) in BOARDS.items():
            self.paper.addItem(f"KT 板　{short // 10} × {long // 10} 厘米", name)
        for width in ROLLS:
            self.paper.addItem(f"卷纸 {width} 毫米　长度按需", f"R{width}")
        self.paper.addItem("自定尺寸", _OWN)
        for words, way in _WAYS:
            self.way.addItem(words, way)
        for words, output in _OUTPUTS:
            self.output.addItem(words, output)
        self.own = QLineEdit()
        self.own.setPlaceholderText("毫米，如 700x1000")
        self.margin = NumberField("按纸张", "毫米")
        self.extra = NumberField("", "毫米")
        self.pages = NumberField("按需", "页", is_whole=True)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        for name, field in (
            ("纸张", self.paper), ("尺寸", self.own), ("方向", self.way), ("页边距", self.margin),
            ("输出", self.output), ("重叠", self.extra), ("正好", self.pages),
        ):  # fmt: skip
            caption = label(name)
            caption.setMinimumWidth(LABELS)
            field.setAccessibleName(name or field.accessibleName())
            self._form.addRow(caption, field)
        for box in (self.paper, self.way, self.output):
            box.activated.connect(self._on_change)
        self.own.editingFinished.connect(self._on_change)
        for number in (self.margin, self.extra, self.pages):
            number.left.connect(self._on_change)

    def show_choice(self, choice: Choice) -> None:
        """Shows the papers of a choice."""
        usual, _, way = sheet(choice.sheet).paper.partition("-")
        name = choice.paper or usual
        place = self.paper.findData(name)
        self.paper.setCurrentIndex(place if place >= 0 else self.paper.findData(_OWN))
        self.own.setText("" if place >= 0 else name)
        self.way.setCurrentIndex(max(0, self.way.findData(choice.orientation or way)))
        self.margin.show_value(choice.margin if choice.margin >= 0 else None)
        self.output.setCurrentIndex(self.output.findData("bleed" if choice.bleed else choice.tiles))
        self.extra.show_value(choice.bleed or choice.overlap)
        self.pages.show_value(choice.pages or None)
        self._show_fields()

    def taken(self, choice: Choice) -> Choice:
        """Returns the choice with what stands in the fields."""
        name, output = str(self.paper.currentData()), str(self.output.currentData())
        margin, extra, pages = self.margin.value, self.extra.value, self.pages.value
        is_bled = output == "bleed"
        return attrs.evolve(
            choice,
            paper=self.own.text().strip() if name == _OWN else name,
            orientation=str(self.way.currentData()),
            margin=-1.0 if margin is None else margin,
            tiles="" if is_bled else output,
            bleed=(3.0 if extra is None else extra) if is_bled else 0.0,
            overlap=OVERLAP if is_bled or extra is None else extra,
            pages=int(pages or 0),
        )

    def _on_change(self) -> None:
        if self.sender() is self.output:
            self.extra.show_value(3.0 if self.output.currentData() == "bleed" else OVERLAP)
        self._show_fields()
        if self.paper.currentData() != _OWN or self.own.text().strip():
            self.changed.emit()

    def _show_fields(self) -> None:
        is_roll = str(self.paper.currentData()).startswith("R")
        output = self.output.currentData()
        self._form.setRowVisible(self.own, self.paper.currentData() == _OWN)
        self._form.setRowVisible(self.way, not is_roll)
        self._form.setRowVisible(self.pages, not is_roll)
        self._form.setRowVisible(self.extra, bool(output))
        words = self._form.labelForField(self.extra)
        if isinstance(words, QLabel):
            words.setText("出血" if output == "bleed" else "重叠")
