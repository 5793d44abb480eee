"""The command line library speaks through gettext; here it learns Chinese, whatever the machine's language."""

from __future__ import annotations

import gettext
import os

from battlemap.paths import resource

_DOMAIN = "click"


def speak_chinese() -> None:
    """Has click's own words (usage, help, wrong options) come in Simplified Chinese from now on."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(_DOMAIN, resource("locale"))
    gettext.textdomain(_DOMAIN)
