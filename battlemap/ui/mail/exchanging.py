"""The exchange that runs by itself: asked for every few seconds, carried beside the window, taken in within it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.commands.mailing import Carried, Exchange, Outgoing, Post, carried
from battlemap.commands.session import Session
from battlemap.errors import BattlemapError, CarrierAway
from battlemap.store.mailbox.carrier import Carrier
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.postgres import PostgresCarrier
from battlemap.ui.jobs import Background

#: Milliseconds between two exchanges.
BY_FOLDER: Final = 1500
BY_SERVER: Final = 200
#: While the way is away.
_PATIENCE: Final = 5000
#: Seconds that an exchange under way is waited for at the end.
_LAST: Final = 6.0


def carrier_of(way: str, password: str, session: Session) -> Carrier | None:
    """Returns the carrier of a way as the settings keep it, None for none."""
    kind, _, place = way.partition(":")
    campaign = session.snapshot.campaign
    if kind == "folder" and place:
        return FolderCarrier(Path(place), campaign.id, campaign.title, session.file.site, session.actor)
    if kind == "server" and place:
        return PostgresCarrier(place, password, campaign.id, session.file.site)
    return None


class Exchanging(QObject):
    """Lives with one open campaign and one way; `exchanged` tells of every exchange, `failed` of what is no matter of the way."""

    exchanged = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, post: Post, way: str, password: str, parent: QObject) -> None:
        super().__init__(parent)
        self._post = post
        self._carrier = carrier_of(way, password, session)
        self._background = Background()
        self._pace = BY_SERVER if way.startswith("server:") else BY_FOLDER
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        #: The card that is open here.
        self.task = ""
        if self._carrier is not None:
            self._timer.start(0)

    def exchange(self) -> None:
        """Begins an exchange, unless one is under way."""
        if self._carrier is None or self._background.is_busy:
            return
        carrier = self._carrier
        try:
            going = self._post.outgoing(self.task)
        except BattlemapError as error:
            self._timer.start(_PATIENCE)
            self.failed.emit(error)
            return
        self._background.start(
            lambda _: carried(carrier, going),
            lambda back: self._on_back(going, back),
            lambda error: self._on_failed(going, error),
        )

    def end(self) -> None:
        """Lets what is under way come to its end and hangs up."""
        self._timer.stop()
        self._background.finish(_LAST)
        if self._carrier is not None:
            self._carrier.close()
        self._carrier = None

    def _on_back(self, going: Outgoing, back: Carried) -> None:
        self._post.reached(going)
        try:
            done = self._post.incoming(back)
        except BattlemapError as error:
            self._timer.start(_PATIENCE)
            self.failed.emit(error)
            return
        self._timer.start(self._pace)
        self.exchanged.emit(done)

    def _on_failed(self, going: Outgoing, error: BaseException) -> None:
        if not isinstance(error, CarrierAway):
            raise error
        self._timer.start(_PATIENCE)
        away: Exchange = self._post.away(going, error)
        self.exchanged.emit(away)
