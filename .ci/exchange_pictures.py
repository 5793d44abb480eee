"""The manual's pictures of what comes from others: a return of a unit, and a conflict between two PCs."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.commands.collecting import sending, subject_of
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mailing import Exchange, Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.shown.collecting.packages import write_packages
from battlemap.shown.collecting.returns import look_at_all
from battlemap.store.mailbox import parcel, sharing
from battlemap.store.mailbox.carrier import Member
from battlemap.store.mailbox.keys import key_in, public_of
from battlemap.ui.collecting.take_dialog import TakeDialog
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress
from battlemap.ui.mail.conflicts_dialog import ConflictsDialog
from battlemap.ui.mail.dialog import MailDialog
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
            dialog: QWidget = TakeDialog(session, look_at_all(session, paths, NOW.date()), IconBook())
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
                    edited = one.snapshot.task_by_code("ECON-03")
                    assert edited is not None
                    one.run(EditTask(edited.id, {"visible_progress": words}))
                parcels: list[bytes] = []
                Post(other, aside).export(aside, lambda _, content: parcels.append(content))
                Post(session, aside).take(parcel.read(parcels[0], "").packets)
            dialog = ConflictsDialog(session, True)
            dialog.resize(820, 300)
            dialog.show()
            application.processEvents()
            save(dialog, images / "conflicts.png")
            dialog.close()
            draw_members(application, session, aside, images)


def draw_members(application: QApplication, session: Session, aside: Path, images: Path) -> None:
    """Draws who works on the campaign, by a server, with a PC that was silent and one whose clock is wrong."""
    post = Post(session, aside)
    unit = next(id for id, name in session.snapshot.offered("unit") if name.endswith("局"))
    people = (("pc1", "指挥部一号机", "command_post", None), ("pc2", "指挥部二号机", "command_post", None),
              ("pc3", "填报机", "unit", unit), ("pc4", "会议室大屏", "viewer", None))  # fmt: skip
    for site, name, role, of in people:
        key = post.public_key if site == "pc1" else public_of(key_in(aside / site))
        session.run(RegisterMember(site, name, role, key, of))  # type: ignore[arg-type]
    heard = (
        Member("pc2", "王强", NOW, NOW - timedelta(seconds=20)),
        Member("pc3", "江雨晴", NOW + timedelta(minutes=9), NOW - timedelta(minutes=3)),
    )
    way = "server:host=10.0.0.8 port=54320 dbname=battlemap user=pc sslmode=require"
    desk = SimpleNamespace(way=way, last=Exchange(members=heard))
    dialog = MailDialog(desk, session, post, True)  # type: ignore[arg-type]
    dialog.resize(940, 380)
    dialog.show()
    application.processEvents()
    save(dialog, images / "several-pcs.png")
    dialog.close()


def save(widget: QWidget, path: Path) -> None:
    """Writes a widget as a PNG without transparency."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    image.save(str(path), "PNG", 0)
