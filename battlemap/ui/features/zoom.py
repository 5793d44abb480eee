"""Zoom of the page in sight."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk, on_workspace
from battlemap.ui.feature import Feature, MenuEntry

ZOOM: Final = Feature[Desk](
    "zoom",
    Desk,
    (
        MenuEntry(
            "zoom_in", "放大(&I)", "view/zoom", on_workspace(lambda workspace: workspace.pages.current.zoom_in()),
            "zoom_in", "", "campaign", ("Ctrl+=", "Ctrl++"),
        ),
        MenuEntry(
            "zoom_out", "缩小(&O)", "view/zoom", on_workspace(lambda workspace: workspace.pages.current.zoom_out()),
            "zoom_out", "", "campaign", ("Ctrl+-",),
        ),
        MenuEntry(
            "zoom_fit", "缩放到全板(&F)", "view/zoom", on_workspace(lambda workspace: workspace.pages.current.zoom_to_fit()),
            "zoom_fit", "一屏看全所有专项", "campaign", ("Ctrl+0",),
        ),
    ),
)  # fmt: skip
