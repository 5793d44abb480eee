"""A session that ends, as when the PC is shut down, closes the window as its owner would: nothing then looks like a crash."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier


def on_term(leave: Callable[[], object]) -> Callable[[], None]:
    """Has `leave` called when the system asks this process to end; returns the function that ends this.

    Windows tells its windows by itself. Elsewhere a signal reaches Python only when Qt hands over to it: a byte wakes it.
    """
    if sys.platform == "win32":
        return lambda: None
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: reader.recv(64))
    before_handle = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    before = signal.signal(signal.SIGTERM, lambda *_: leave())

    def stop() -> None:
        signal.signal(signal.SIGTERM, before)
        signal.set_wakeup_fd(before_handle)
        notifier.setEnabled(False)
        reader.close()
        writer.close()

    return stop
