"""The manual's pictures of what comes from others: a return of a unit, and a conflict between two PCs."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.commands.collecting import sending, subject_of
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.shown.collecting.packages import look_at_all, write_packages
from battlemap.store.mailbox import parcel, sharing
from battlemap.ui.collecting.take_dialog import TakeDialog
from battlemap.ui.look import dress
from battlemap.ui.mail.conflicts_dialog import ConflictsDialog
from tests.exchange.filling import fill, rows_of

NOW = datetime(2018, 11, 20, 17, 30)


def exchange(application: QApplication, campaign: Path, images: Path) -> None:
    """Draws a return of a unit before it is taken, and two PCs that have changed the same."""
    dress(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        here, there = Path(shutil.copy(campaign, aside / "一.battlemap")), aside / "二.battlemap"
        with Session.open(here, "李明", lambda: NOW, site="pc1") as session:
            step = session.run(
                sending(session.snapshot, subject_of(session, "task"), "11月第三周进度", date(2018, 11, 23))
            )
            assert step is not None
            sent = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)][
                4:7
            ]
            paths = write_packages(session.snapshot, sent, aside)
            for path in paths:
                code = next(str(row[0]) for row in rows_of(path) if re.match(r"[A-Z]+-\d+", str(row[0])))
                fill(path, code, 进度=70, 形象进度="主体完工，正在装修", 备注="缺配套资金")
                task = session.snapshot.task_by_code(code)
                if path is paths[0] and task is not None and not task.is_finished:
                    session.run(ReportProgress(task.id, 65, "主体封顶"))
            dialog: QWidget = TakeDialog(session, look_at_all(session, paths, NOW.date()))
            dialog.resize(1000, 420)
            dialog.show()
            application.processEvents()
            save(dialog, images / "collecting.png")
            dialog.close()
            sharing.begin_sharing(session.file)
            session.file.save_copy(there)
            with Session.open(there, "王强", lambda: NOW + timedelta(minutes=3), site="pc2") as other:
                for one, words in (
                    (session, "受理 80 件，办结 70 件"),
                    (other, "受理 81 件，办结 72 件，其余限时交办"),
                ):
                    found = one.snapshot.task_by_code("ECON-03")
                    assert found is not None
                    one.run(EditTask(found.id, {"visible_progress": words}))
                told: list[bytes] = []
                Post(other, aside).export(aside, lambda _, content: told.append(content))
                Post(session, aside).take(parcel.read(told[0], "").packets)
            dialog = ConflictsDialog(session, True)
            dialog.resize(820, 300)
            dialog.show()
            application.processEvents()
            save(dialog, images / "conflicts.png")
            dialog.close()


def save(widget: QWidget, path: Path) -> None:
    """Writes a widget as a PNG without transparency."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    image.save(str(path), "PNG", 0)
