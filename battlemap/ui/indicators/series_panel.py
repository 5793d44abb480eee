"""One indicator enlarged: its curve, why the lamp, forecasts with their sentences, what is needed, 研判意见."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QShowEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.decimal_figures import plain
from battlemap.domain.series.curve import Curve, curve_of
from battlemap.domain.series.growth import growth_cell
from battlemap.domain.series.standing import Standing, judgements_of, source_of, status_words
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.trend_sentences import Sentence
from battlemap.theme import Theme
from battlemap.ui.icons import IconBook
from battlemap.ui.jobs import Background, Progress
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.lamp_mark import lamp_mark
from battlemap.ui.trends.picture import Picture
from battlemap.ui.trends.studio import MM, Sketch

if TYPE_CHECKING:
    from datetime import date

_PATIENCE: Final = 60


class SeriesPanel(QWidget):
    """Shows what it is given; `add` is what its buttons do: target, forecast, judgement."""

    def __init__(self, look: Theme, icons: IconBook, add: Callable[[str], object]) -> None:
        super().__init__()
        self._look = look
        self._standing: Standing | None = None
        self._curve: Curve | None = None
        self._work = Background()
        self.title, self._mark = label(look="head"), label()
        self.reason, self.figure = Paragraph(), Paragraph("muted")
        self.picture = Picture(self._spot)
        self.picture.setMinimumSize(280, 120)
        self.picture.setCursor(Qt.CursorShape.ArrowCursor)
        self.picture.setAccessibleName("指标曲线")
        self.outlooks, self.needed, self.judgements = Paragraph(), Paragraph(), Paragraph()
        self.basis = Paragraph("muted")
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._draw)
        self.picture.resized.connect(self._timer.start)
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        self.buttons: dict[str, QPushButton] = {}
        foot = QHBoxLayout()
        for name, words, icon in (
            ("target", "下达目标…", "flag-outline"),
            ("indicator_forecast", "手工预测…", "chart-bell-curve"),
            ("judgement", "研判意见…", "comment-text-outline"),
        ):
            button = self.buttons[name] = QPushButton(icons.icon(icon), words)
            button.clicked.connect(lambda _=False, name=name: add(name))
            foot.addWidget(button)
        foot.addStretch(1)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(4)
        for words, body in (
            ("预测", self.outlooks),
            ("所需", self.needed),
            ("研判意见", self.judgements),
            ("口径", self.basis),
        ):
            below.addWidget(label(words, "field"))
            below.addWidget(body)
            below.addSpacing(6)
        below.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self.figure)
        column.addWidget(self.picture, 3)
        column.addWidget(scroll, 2)
        column.addLayout(foot)
        self.destroyed.connect(self._work.leave)

    def show_standing(self, standing: Standing | None, snapshot: Snapshot, as_of: date) -> None:
        """Shows an indicator as of a day, nothing for None."""
        self._standing = standing
        if standing is None:
            self._curve = None
            self.title.setText("选择一项指标，这里显示曲线和预测")
            for words in (self.reason, self.figure, self.outlooks, self.needed, self.judgements, self.basis):
                words.setText("")
            self._mark.clear()
            self._draw()
            return
        indicator = standing.indicator
        self.title.setText(
            indicator.title + (f"（{indicator.measure_unit}）" if indicator.measure_unit else "")
        )
        self._mark.setPixmap(lamp_mark(standing.lamp, self._look, 16, 2.0))
        self.reason.setText(f"{wording.LAMPS[standing.lamp]}：{standing.words}")
        self.figure.setText(figure_words(standing))
        self.outlooks.setText(
            "\n".join(f"{one.title}　{one.sentence}" for one in standing.fan.outlooks)
            or "数据不足，没有可用的预测。"
        )
        self.needed.setText(standing.needed.sentence if standing.needed else "没有可比的全年目标。")
        said = judgements_of(snapshot, indicator.id, as_of)
        self.judgements.setText(
            "\n".join(f"{period.words}　{words}" for period, words in said) or "还没有研判意见。"
        )
        unit = snapshot.unit_label(indicator.lead_unit)
        self.basis.setText(
            "　".join(filter(None, (indicator.basis, f"主管部门：{unit}" if unit else ""))) or "—"
        )
        year = standing.period.year if standing.period else as_of.year
        self._curve = curve_of(standing, year)
        self._timer.start()

    @property
    def is_busy(self) -> bool:
        """Whether the curve is still being drawn."""
        return self._timer.isActive() or self._work.is_busy

    def showEvent(self, event: QShowEvent) -> None:
        """Draws in the look that was chosen while it was hidden."""
        super().showEvent(event)
        self._timer.start()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids what the buttons do."""
        for button in self.buttons.values():
            button.setEnabled(can_change and self._standing is not None)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        if self._standing is not None:
            self._mark.setPixmap(lamp_mark(self._standing.lamp, look, 16, 2.0))
        self._draw()

    def _draw(self) -> None:
        curve, size = self._curve, self.picture.size()
        if not self.picture.isVisible():
            return
        look, ratio = self._look, self.devicePixelRatioF()
        if curve is None:
            image = QImage(size * ratio, QImage.Format.Format_RGB32)
            image.fill(QColor(look.colour("ground")))
            self.picture.show_sketch(Sketch(image, (), Sentence("")))
            return

        def done(made: Sketch) -> None:
            if curve is self._curve:
                self.picture.show_sketch(made)

        self._work.start(lambda progress: curve_sketch(progress, curve, look, size, ratio), done, _raise)

    def _spot(self, key: tuple[int, ...]) -> str:
        """Returns the figures of a month under the pointer."""
        if self._standing is None or self._curve is None:
            return ""
        span = "ytd" if self._standing.span in ("quarter", "year") else self._standing.span
        period = StatisticalPeriod(self._curve.year, key[0])
        figure = self._standing.series.figure(period, span)
        if figure is None or figure.value is None:
            return f"{period.words_of(span)}：没有数据"
        growth = growth_cell(figure.growth, self._standing.series.is_ratio)
        sign = "" if growth.endswith(("倍", "--")) else "个百分点" if self._standing.series.is_ratio else "%"
        unit = self._standing.indicator.measure_unit
        return f"{period.words_of(span)}：{plain(figure.value)}{unit}，同比 {growth}{sign}，{status_words(figure)}"


def figure_words(standing: Standing) -> str:
    """Returns the newest figure with growth, place, how sure it is and where it comes from."""
    figure = standing.figure
    if figure is None:
        return "还没有登记数据。"
    growth = standing.growth_words
    sign = "" if "倍" in growth or growth == "--" else "个百分点" if standing.series.is_ratio else "%"
    words = [
        f"{standing.period_words} {standing.value_words}{standing.indicator.measure_unit}",
        f"同比 {growth}{sign}",
        f"位次 {standing.place_words}" if figure.place is not None else "",
        status_words(figure),
        f"来源：{source_of(standing)}" if source_of(standing) else "",
        "* 为推算" if growth.endswith("*") else "",
    ]
    return "　".join(filter(None, words))


def curve_sketch(
    progress: Progress, curve: Curve, look: Theme, size: QSize, ratio: float, em: int = 12
) -> Sketch:
    """Returns the curve of that many px upon the ground of the window; may be called in any thread."""
    from battlemap.charts.ground import Ground
    from battlemap.charts.series import series

    drawing = series(curve, Ground(look, size.width() * MM, size.height() * MM, em * MM))
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(QColor(look.colour("ground")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.svg)).render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return Sketch(image, drawing.spots, Sentence(""))


def _raise(error: BaseException) -> None:
    raise error
