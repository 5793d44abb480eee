"""The window's look from a theme: Fusion's palette and our own style sheet. Type scale 12 · 13 · 15 · 20 · 32 px."""

from __future__ import annotations

from string import Template
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from battlemap.paths import resource
from battlemap.theme import LEAST_CONTRAST, Theme, contrast, theme

#: Themes made for a screen, in the order of the menu; `paper` is for printing only.
SCREEN_THEMES: Final = ("light", "red", "dark")
#: Pixel sizes by the name of a label's look.
BODY_PX: Final = 13


def mixed(first: str, second: str, share: float) -> str:
    """Returns the colour that lies `share` (0 … 1) of the way from `first` to `second`, both #RRGGBB."""
    parts = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def dress(application: QApplication, name: str) -> Theme:
    """Gives the whole application the look of the theme `name`, which is returned."""
    chosen = theme(name)
    application.setPalette(palette(chosen))
    application.setStyleSheet(style_sheet(chosen))
    return chosen


def set_font(application: QApplication, family: str | None) -> None:
    """Sets the body font; None keeps the machine's own family."""
    font = QFont(family) if family else application.font()
    font.setPixelSize(BODY_PX)
    application.setFont(font)


def palette(look: Theme) -> QPalette:
    """Returns Fusion's palette in the theme's colours; BrightText is the text on the band."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, look.colour("ground")),
        (roles.WindowText, look.colour("text")),
        (roles.Base, look.colour("card")),
        (roles.AlternateBase, look.colour("ground")),
        (roles.Text, look.colour("text")),
        (roles.Button, look.colour("card")),
        (roles.ButtonText, look.colour("text")),
        (roles.BrightText, look.colour("band_text")),
        (roles.Highlight, look.colour("accent")),
        (roles.HighlightedText, _on_accent(look)),
        (roles.ToolTipBase, look.colour("card")),
        (roles.ToolTipText, look.colour("text")),
        (roles.PlaceholderText, look.colour("muted")),
        (roles.Link, look.colour("accent")),
        (roles.Light, look.colour("card")),
        (roles.Midlight, look.colour("ground")),
        (roles.Mid, look.colour("border")),
        (roles.Dark, look.colour("border")),
        (roles.Shadow, look.colour("border")),
        (roles.Accent, look.colour("accent")),
    ):
        made.setColor(role, QColor(colour))
    faded = QColor(mixed(look.colour("muted"), look.colour("card"), 0.35))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def _on_accent(look: Theme) -> str:
    return "#FFFFFF" if QColor(look.colour("accent")).lightnessF() < 0.55 else "#0B1420"


def chosen_ground(look: Theme) -> str:
    """Returns the colour behind what is selected or pressed."""
    return mixed(look.colour("card"), look.colour("accent"), 0.18)


def style_sheet(look: Theme) -> str:
    """Returns the style sheet: one accent, 4-px corners, one-pixel borders, no gradients, no shadows."""
    return Template(_SHEET).substitute(colours(look))


def legible(ink: str, towards: str, *grounds: str) -> str:
    """Returns `ink`, moved towards a stronger colour only as far as letters on these grounds need it."""
    shares = (mixed(ink, towards, share / 20) for share in range(21))
    return next(
        (made for made in shares if all(contrast(made, ground) >= LEAST_CONTRAST for ground in grounds)),
        towards,
    )


def colours(look: Theme) -> dict[str, str]:
    """Returns every colour of the style sheet by its name there."""
    card, accent, text, border = (look.colour(name) for name in ("card", "accent", "text", "border"))
    return dict(look.tokens) | {
        "hover": mixed(card, accent, 0.08),
        "pressed": chosen_ground(look),
        "strong_border": mixed(border, text, 0.25),
        "on_accent": _on_accent(look),
        "accent_hover": mixed(accent, text, 0.15),
        "band_hover": mixed(look.colour("band"), look.colour("band_text"), 0.16),
        "band_line": mixed(look.colour("band"), look.colour("band_text"), 0.22),
        "band_soft": legible(
            mixed(look.colour("band_text"), look.colour("band"), 0.25),
            look.colour("band_text"),
            look.colour("band"),
        ),
        "saved": legible(look.colour("green"), text, card, look.colour("ground")),
        "warning": legible(look.colour("red"), text, card, look.colour("ground")),
        "error_ground": mixed(card, look.colour("red"), 0.10),
        "on_red": look.colour("on_red"),
        "down": resource("icons", "down.svg").as_posix(),
        "up": resource("icons", "up.svg").as_posix(),
        "past_ground": mixed(card, look.colour("yellow"), 0.25),
        "note_ground": mixed(card, accent, 0.10),
    }


_SHEET: Final = """
QToolTip { color: $text; background: $card; border: 1px solid $strong_border; padding: 4px; }
QMenuBar { background: $card; border-bottom: 1px solid $border; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $card; border: 1px solid $strong_border; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 28px; }
QMenu::item:selected { background: $hover; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { left: 8px; }
QStatusBar { background: $card; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }

QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QSpinBox, QDateTimeEdit {
  background: $card; border: 1px solid $border; border-radius: 4px; padding: 3px 6px; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QSpinBox:hover, QDateTimeEdit:hover { border-color: $strong_border; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDateTimeEdit:disabled,
QLineEdit[readOnly="true"] { background: $ground; color: $muted; }
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit { min-height: 20px; }
QComboBox { padding-right: 20px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 20px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow, QSpinBox::down-arrow { image: url($down); width: 12px; height: 12px; }
QSpinBox { padding: 3px 0 3px 6px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 20px; }
QSpinBox::up-arrow { image: url($up); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $strong_border; outline: none;
  selection-background-color: $hover; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; }

QPushButton { background: $card; border: 1px solid $border; border-radius: 4px; padding: 4px 14px; min-height: 20px; }
QPushButton:hover { background: $hover; border-color: $strong_border; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 13px; }
QPushButton:default { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton:default:hover { background: $accent_hover; }
QPushButton:default:focus { border: 3px double $on_accent; padding: 2px 12px; }
QPushButton:disabled { color: $muted; background: $ground; border-color: $border; }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 3px; background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QCheckBox, QRadioButton { border: 1px solid transparent; border-radius: 4px; padding: 1px 3px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }

QTreeView, QListView, QTableView { background: $card; border: 1px solid $border; border-radius: 4px; outline: none;
  selection-background-color: $pressed; selection-color: $text; }
QTreeView:focus, QListView:focus, QTableView:focus { border-color: $accent; }
QTreeView::item, QListView::item { min-height: 24px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $pressed; color: $text; }
QListView::indicator:unchecked, QTreeView::indicator:unchecked, QTableView::indicator:unchecked, QCheckBox::indicator:unchecked {
  border: 1px solid $muted; border-radius: 2px; background: $card; width: 12px; height: 12px; }
QRadioButton::indicator:unchecked { border: 1px solid $muted; border-radius: 7px; background: $card; width: 12px; height: 12px; }
QTableCornerButton::section { background: $ground; border: none; border-bottom: 1px solid $border; }
QHeaderView::section { background: $ground; border: none; border-bottom: 1px solid $border; padding: 4px 6px; color: $muted; }
QGroupBox { border: 1px solid $border; border-radius: 4px; margin-top: 10px; padding-top: 6px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: $muted; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $strong_border; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 1px solid $border; border-radius: 4px; background: $ground; text-align: center; min-height: 16px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QDockWidget { border: none; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QSplitter::handle { background: $border; }
QScrollArea { border: none; background: transparent; }
QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 5px 10px; color: $muted; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border: 1px solid $accent; border-bottom-width: 2px; padding: 4px 9px 5px 9px; }

QLabel[look="muted"] { color: $muted; font-size: 12px; }
QLabel[look="field"] { color: $muted; font-size: 12px; }
QLabel[look="head"] { font-size: 15px; font-weight: bold; }
QLabel[look="sentence"] { font-size: 13px; font-weight: bold; }
QLabel[look="sentence_bad"] { color: $warning; font-size: 13px; font-weight: bold; }
QLabel[look="page"] { font-size: 20px; font-weight: bold; }
QLabel[look="countdown"] { font-size: 32px; font-weight: bold; color: $accent; }
QLabel[look="saved"] { color: $saved; font-size: 12px; }
QLabel[look="warning"] { color: $warning; font-size: 12px; }
QLabel[look="stage"] { font-size: 26px; }
QLabel[look="stage_head"] { font-size: 26px; font-weight: bold; }
QLabel[look="stage_alarm"] { color: $warning; font-size: 26px; font-weight: bold; }
QLabel[look="stage_title"] { color: $accent; font-size: 44px; font-weight: bold; }
QLineEdit[look="stage"] { font-size: 22px; }
QLabel[look="code"] { color: $muted; font-size: 13px; }

#rail { background: $band; border: none; }
#rail QToolButton { color: $band_soft; border: none; border-radius: 4px; padding: 2px; font-size: 12px; margin: 1px 4px; }
#rail QToolButton:hover { background: $band_hover; color: $band_text; }
#rail QToolButton:checked { background: $band_hover; color: $band_text; }
#rail QToolButton:focus { border: 2px solid $band_text; padding: 0; }
#band { background: $band; border: none; border-bottom: 1px solid $band_line; }
#band QLabel { color: $band_text; }
#band QLabel[look="page"] { color: $band_text; }
#band QLabel[look="band"] { color: $band_soft; font-size: 13px; }
#band QLabel[look="day"] { color: $band_text; font-size: 15px; font-weight: bold; }
#band QToolButton { color: $band_soft; border: 1px solid $band_line; padding: 2px 8px; }
#band QToolButton:hover { background: $band_hover; color: $band_text; }
#band QToolButton:focus { border: 2px solid $band_text; padding: 1px 7px; }
#band QToolButton::menu-indicator { image: none; width: 0; }
BoardCanvas, TimelineCanvas { border: 1px solid $ground; }
BoardCanvas:focus, TimelineCanvas:focus { border-color: $accent; }
#task_list { border: none; border-radius: 0; gridline-color: $border; }
#pinned_head { background: $ground; color: $muted; padding: 4px 6px;
  border: none; border-bottom: 1px solid $border; border-right: 1px solid $muted; }
#list_footer { background: $card; border: none; border-top: 1px solid $border; }
#cell_editor { border-radius: 0; border-color: $accent; }
#filters { background: $card; border: none; border-bottom: 1px solid $border; }
#filters QToolButton[look="chip"] { border: 1px solid $border; border-radius: 4px; padding: 2px 8px; min-height: 20px; }
#filters QToolButton[look="chip"]:hover { border-color: $strong_border; }
#filters QToolButton[look="chip"]:checked { border-color: $accent; background: $pressed; }
#filters QToolButton[look="chip"]:focus { border: 2px solid $accent; padding: 1px 7px; }
#filters QToolButton[look="chip"][popupMode="2"] { padding-right: 20px; }
#filters QToolButton[look="chip"][popupMode="2"]:focus { padding-right: 19px; }
#filters QToolButton[look="chip"]::menu-indicator {
    image: url($down); width: 10px; height: 10px; subcontrol-position: right center; right: 5px;
}
#filter_panel { background: $card; border: 1px solid $strong_border; border-radius: 4px; }
#nothing_found { background: $card; border: 1px solid $border; border-radius: 4px; }
#error_bar { background: $error_ground; border: none; border-bottom: 1px solid $red; }
#error_bar[kind="note"] { background: $note_ground; border-bottom: 1px solid $accent; }
#alert_banner { background: $red; border: none; }
#alert_banner QLabel { color: $on_red; font-size: 15px; font-weight: bold; }
#red_frame { border: 3px solid $red; }
#read_only_banner { background: $note_ground; border: none; border-bottom: 1px solid $accent; }
#past_banner { background: $past_ground; border: none; border-bottom: 2px solid $yellow; }
#figures { background: $card; border: none; border-bottom: 1px solid $border; }
#trends_body { background: $ground; }
#chart_panel { background: $card; border: 1px solid $border; border-radius: 4px; }
#sheet { background: $card; border: none; border-left: 1px solid $border; }
#zoom_bar { background: $card; border: none; border-top: 1px solid $border; border-right: 1px solid $border; }
QToolButton[look="view"] { border: 1px solid transparent; border-radius: 4px; padding: 3px 9px; min-height: 20px; }
QToolButton[look="view"]:checked { background: $pressed; border-color: $accent; font-weight: bold; }
QToolButton[look="view"]:hover { border-color: $strong_border; }
QToolButton[look="view"]:focus { border: 2px solid $accent; padding: 2px 8px; }
#section_line { background: $border; border: none; max-height: 1px; }
#side_list QListView { border: 1px solid transparent; border-radius: 0; padding-left: 7px; }
#side_list QListView:focus { border-color: $accent; }
#side_list { background: $card; border: none; border-right: 1px solid $border; }
#peek { background: $card; border: 1px solid $accent; border-radius: 4px; }
#sheet_body { background: $card; }
QToolButton[look="section"] { border: none; border-bottom: 1px solid $border; border-radius: 0; padding: 4px 0;
  font-weight: bold; text-align: left; }
QToolButton[look="section"]:checked { background: transparent; }
QToolButton[look="section"]:hover { background: $hover; }
QToolButton[look="section"]:focus { border-bottom-color: $accent; }
#tour { background: $card; border: 2px solid $accent; border-radius: 6px; }
#welcome { background: $ground; }
#welcome_card { background: $card; border: 1px solid $border; border-radius: 4px; }
#welcome_band { background: $band; border: none; }
#welcome_band QLabel { color: $band_text; }
#welcome_band QLabel[look="band"] { color: $band_soft; font-size: 15px; }
#welcome QListWidget { border: none; }
#welcome QPushButton { text-align: left; padding: 8px 14px; font-size: 15px; }
#dialog_note { color: $muted; }
"""
