"""The dialogs of several PCs and of packages sent to units, over the open demo campaign, as they are first seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any, Final, cast

import attrs
from PySide6.QtWidgets import QDialog

from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.domain.collecting.returned import CellFinding, ReturnCheck
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.step import Change, Step
from battlemap.shown.collecting.returns import Looked
from battlemap.store.mailbox.receiving import Sorted
from battlemap.store.mailbox.sharing import Foresight
from battlemap.ui.collecting.send_dialog import SendDialog
from battlemap.ui.collecting.status_dialog import StatusDialog
from battlemap.ui.collecting.take_dialog import TakeDialog
from battlemap.ui.mail.conflicts_dialog import ConflictsDialog
from battlemap.ui.mail.desk import MailDesk
from battlemap.ui.mail.dialog import MailDialog
from battlemap.ui.mail.receive_dialog import ReceiveDialog
from battlemap.ui.mail.register_dialog import RegisterDialog

DAY: Final = date(2018, 11, 20)
NOW: Final = datetime(2018, 11, 20, 17, 32)


def _post(over: Any) -> Post:
    return Post(over.workspace.session, Path(mkdtemp()))


def _mail(over: Any) -> QDialog:
    return MailDialog(over.window.desk(MailDesk), over.workspace.session, _post(over), True, over.window)


def _conflicts(over: Any) -> QDialog:
    session, task = over.workspace.session, over.tasks[0]
    sides = [
        {"site": "a", "actor": who, "at": f"2018-11-20T09:1{n}:00", "label": "", "values": {"visible_progress": words}}
        for n, (who, words) in enumerate((("李明", "主体结构封顶，外立面施工过半"), ("江雨晴", "主体结构封顶")))
    ]  # fmt: skip
    conflict = Conflict("c", "field", "task", task, "visible_progress", json.dumps(sides), DAY)
    step = Step("s", "合并", "merge", "李明", NOW, (Change("conflict", "c", None, conflict),))

    shown = SimpleNamespace(snapshot=session.snapshot.take(step), file=session.file)
    return ConflictsDialog(cast(Session, shown), True, over.window)


def _receive(over: Any) -> QDialog:
    tasks = [over.workspace.session.snapshot.tasks[id] for id in over.tasks[:9]]
    changes = [
        Change("task", one.id, one, attrs.evolve(one, progress=60, visible_progress="主体结构封顶"))
        for one in tasks
    ]
    torn = ("“二号机.bmpack”没有传完整，请重新复制。",)
    return ReceiveDialog(
        Foresight(Sorted(), tuple(changes)), torn, over.workspace.session.snapshot, over.window
    )


def _take(over: Any) -> QDialog:
    snapshot = over.workspace.session.snapshot
    request = next(iter(snapshot.collection_requests.values()))
    task = snapshot.live_tasks[0]
    cells = (
        CellFinding(task.id, task.code, task.title, "progress", "进度", "55%", "60%", "70%", "conflict",
                    "现值在发出后改过", "李明", NOW),
        CellFinding(task.id, task.code, task.title, "visible_progress", "形象进度", "", "", "走访十户", "updated"),
    )  # fmt: skip
    check = ReturnCheck(
        "住建局.xlsx", request, snapshot.collections[request.collection], "住房和城乡建设局", cells, (), (), 1, False,
        "江雨晴", "",
    )  # fmt: skip
    looked = (Looked(Path("住建局.xlsx"), check), Looked(Path("说明.xlsx"), None, "不是本行动的填报包。"))
    return TakeDialog(over.workspace.session, looked, over.icons, (), over.window)


#: Class name → how the dialog is made.
SHARING_DIALOGS: Final[dict[str, Callable[[Any], QDialog]]] = {
    "MailDialog": _mail,
    "ConflictsDialog": _conflicts,
    "ReceiveDialog": _receive,
    "RegisterDialog": lambda over: RegisterDialog(over.workspace.session.snapshot, over.window),
    "SendDialog": lambda over: SendDialog(
        over.workspace.session, DAY, over.icons, str(over.path.parent), over.window
    ),
    "StatusDialog": lambda over: StatusDialog(
        over.workspace.session, DAY, True, lambda requests, folder: None, over.window
    ),
    "TakeDialog": _take,
}
