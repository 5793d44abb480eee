"""The exchange that runs by itself: asked for by time and by word, carried beside the window, taken in within it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.commands.mailing import Carried, Exchange, Outgoing, Post, carried
from battlemap.commands.session import Session
from battlemap.errors import BattlemapError, CarrierAway
from battlemap.store.mailbox.carrier import Carrier
from battlemap.store.mailbox.carrier import Member as Heard
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.postgres import PostgresCarrier
from battlemap.ui.jobs import Background

#: Milliseconds between two exchanges; by a server the others' word calls for one at once.
BY_FOLDER: Final = 1500
BY_SERVER: Final = 10_000
#: While the way is away, in milliseconds.
_PATIENCE: Final = 3000
#: Seconds after which a thread gives way to another that waits.
_TURN: Final = 0.001
#: Who walks over the cards opens many: what is still open after so many milliseconds is told.
_SOON: Final = 400
#: Seconds that an exchange under way is waited for at the end, and that one waits for a word at a time.
_LAST, _WORD = 6.0, 1.0


def carrier_of(way: str, password: str, session: Session) -> Carrier | None:
    """Returns the carrier of a way as the settings keep it, None for none."""
    kind, _, place = way.partition(":")
    campaign = session.snapshot.campaign
    if kind == "folder" and place:
        return FolderCarrier(Path(place), campaign.id, campaign.title, session.file.site, session.actor)
    if kind == "server" and place:
        return PostgresCarrier(place, password, campaign.id, session.file.site)
    return None


class Listening(QObject):
    """A thread that waits for the others' word on a server; `heard` tells that there may be something new."""

    heard = Signal()

    def __init__(self, carrier: PostgresCarrier, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._carrier, self._clock = carrier, clock
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="battlemap-listening", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Waits for the thread, which ends within a second."""
        self._has_ended.set()
        self._thread.join(_LAST)

    def _listen(self) -> None:
        while not self._has_ended.is_set():
            try:
                if self._carrier.wait(self._clock(), _WORD):
                    self.heard.emit()
            except CarrierAway:
                self._has_ended.wait(_PATIENCE / 1000)


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
        #: What the others were told of this PC last, None while they cannot be reached.
        self._told: Heard | None = None
        self._now = session.clock
        self._is_wanted_again = False
        self._listening: Listening | None = None
        if isinstance(self._carrier, PostgresCarrier):
            # the window is painted by the same interpreter: who sends and listens must not wait long for its turn
            sys.setswitchinterval(_TURN)
            self._listening = Listening(self._carrier, session.clock, self)
            self._listening.heard.connect(self.exchange)
        if self._carrier is not None:
            self._timer.start(0)

    @property
    def is_encrypted(self) -> bool | None:
        """Whether the line to the server is encrypted; None where there is no such line."""
        return self._carrier.is_encrypted if isinstance(self._carrier, PostgresCarrier) else None

    def show_open(self, task: str) -> None:
        """Tells the others which card is open here, at once where they can hear it at once."""
        if task != self.task:
            self.task = task
            if self._listening is not None:
                self._timer.start(_SOON)

    def exchange(self) -> None:
        """Begins an exchange; where one is under way another follows it at once."""
        if self._carrier is None:
            return
        if self._background.is_busy:
            self._is_wanted_again = True
            return
        self._is_wanted_again = False
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
        if self._listening is not None:
            self._listening.end()
        self._background.finish(_LAST)
        carrier, told = self._carrier, self._told
        if carrier is not None and told is not None and told.task:
            # the others need not wait until this PC falls silent
            leave = attrs.evolve(told, task="", at=self._now())
            self._background.start(lambda _: carrier.appear(leave), lambda _: None, lambda _: None)
            self._background.finish(_LAST)
        if carrier is not None:
            carrier.close()
            self._post.keep()
        self._carrier = None

    def _on_back(self, going: Outgoing, back: Carried) -> None:
        self._told = going.me
        try:
            done = self._post.incoming(going, back)
        except BattlemapError as error:
            self._timer.start(_PATIENCE)
            self.failed.emit(error)
            return
        self._timer.start(0 if self._is_wanted_again or done.has_more else self._pace)
        if not going.asks:
            self.exchanged.emit(done)

    def _on_failed(self, going: Outgoing, error: BaseException) -> None:
        if not isinstance(error, CarrierAway):
            raise error
        self._timer.start(_PATIENCE)
        self._told = None
        away: Exchange = self._post.away(going, error)
        self.exchanged.emit(away)
