"""Qt's own dialogs, buttons and menus in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

#: Context and English words → Chinese, as Qt 6.11 does not say them yet.
_MISSING: Final = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QPrintSettingsOutput", "Page &Set:"): "页面选择(&S)：",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QFileSystemModel", "%1 bytes"): "%1 字节",
}
#: The same, where Qt's words are not those that people here use.
_BETTER: Final = {
    ("QFileSystemModel", "Size"): "大小",
}


class Words(QTranslator):
    """A small dictionary: context and English words → Chinese. What is installed last is asked first."""

    def __init__(self, words: Mapping[tuple[str, str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        """It is never empty."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Returns the Chinese words, None where they are not known."""
        return self._words.get((context, source))


def speak_chinese(application: QApplication) -> None:
    """Gives Qt's own dialogs and buttons Chinese words."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.installTranslator(Words(_MISSING, application))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.installTranslator(Words(_BETTER, application))
