"""What can go wrong in a way that the user can act on: a Chinese sentence and a way out.

Everything else is a defect: it is not caught here, it goes to the log and to the report.
"""

from __future__ import annotations


class BattlemapError(Exception):
    """A known failure: ``str(error)`` is the sentence for the user, `detail` is for 「详情」."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class Refused(BattlemapError):
    """A rule of the trade forbids the change; nothing was changed."""


class Conflict(Refused):
    """Somebody has changed the row since; nothing was changed."""


class Altered(BattlemapError):
    """A row is not what the journal tells of it: the disk or a strange program has changed it; nothing was changed.

    `rows` are (table, id) of what can be taken back from the journal.
    """

    def __init__(self, sentence: str, detail: str = "", rows: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence, detail)
        self.rows = rows


class NotFound(BattlemapError):
    """What was named does not exist (any more)."""


class BadInput(BattlemapError):
    """A file or a value that was handed in cannot be used."""


class FileProblem(BattlemapError):
    """The campaign file cannot be read or written."""


class FileInUse(FileProblem):
    """Another program holds the file."""


class FileReadOnly(FileProblem):
    """The file or its folder cannot be written."""


class DiskFull(FileProblem):
    """No room is left on the disk."""


class FileDamaged(FileProblem):
    """The file is not whole."""


class NotACampaign(FileProblem):
    """The file is not a campaign file of this program."""


class FileTooNew(FileProblem):
    """The file was written by a newer version of the program."""


class CarrierAway(BattlemapError):
    """The way to the other PCs cannot be reached for now; work goes on and what is unsent is sent later."""
