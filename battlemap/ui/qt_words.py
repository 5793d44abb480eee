"""Qt's own dialogs, buttons and menus in Chinese."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

#: Context and English words → Chinese, as Qt 6.11 does not say them yet.
_MISSING: Final = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QPrintSettingsOutput", "Page &Set:"): "页面选择(&S)：",
}


class MissingWords(QTranslator):
    """Says what Qt's own Chinese dictionary lacks; it is asked last."""

    def isEmpty(self) -> bool:
        """It is never empty."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Returns the Chinese words, None where they are not known."""
        return _MISSING.get((context, source))


def speak_chinese(application: QApplication) -> None:
    """Gives Qt's own dialogs and buttons Chinese words."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
