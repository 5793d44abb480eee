"""What can be tried of Windows without it: its disk, its names, its console, its locks, and a system without fork."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import logging
import re
import sys
from contextlib import closing
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from types import ModuleType, SimpleNamespace

import pytest

from battlemap.cli.door import COMMANDS, main
from battlemap.cli.terminal import echo_json
from battlemap.cli.terms import DONE
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.session import Session
from battlemap.errors import BadInput, FileInUse
from battlemap.exchange.plan_text import read_plan
from battlemap.render.saving import write_whole
from battlemap.shown.settings import Settings
from battlemap.store.attachments import attachment_folder, keep
from battlemap.store.backup.backups import backup_file, backups_of
from battlemap.store.damage.recovery import put_back, set_aside
from battlemap.store.disk import is_local
from battlemap.store.lock import Lock, lock_path
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.names import guard_length, uri_of
from battlemap.ui import crash_log
from tests.test_house import ROOT, modules, name
from tests.windows_disk import WindowsDisk, windows_disk

__all__ = ["windows_disk"]
NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
#: The one place that replaces, renames and takes files away.
MOVERS = {"battlemap/moving.py"}
#: Modules and names that Windows does not have, unless what stands beside asks for the system first.
POSIX_MODULES = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "posix", "readline"}
POSIX_NAMES = {
    "fork",
    "forkpty",
    "getuid",
    "geteuid",
    "getgid",
    "uname",
    "killpg",
    "setsid",
    "mkfifo",
    "SIGKILL",
    "SIGHUP",
    "SIGALRM",
}
#: What of Windows can be got wrong, in one look at a text.
LOOKED_FOR = re.compile(
    r"unlink|rename|\.replace\([^,]*\)$|os\.re|shutil\.move|read_text|write_text|:%|multiprocessing|"
    + "|".join([*(rf"import {name}\b|from {name}\b" for name in POSIX_MODULES), *POSIX_NAMES]),
    re.MULTILINE,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    Session.create(path, CAMPAIGN, "李明", lambda: NOON).close()
    return path


# -- the disk -----------------------------------------------------------------------------------------------------


def test_a_campaign_lives_a_whole_life_and_moves_nothing_that_is_open(
    windows_disk: WindowsDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy = tmp_path / "行动.battlemap", tmp_path / "副本.battlemap"
    (tmp_path / "方案.txt").write_text((ROOT / "docs/sample-plan.txt").read_text("utf-8"), "utf-8")
    assert main(["new", str(tmp_path / "方案.txt"), "-o", str(path)]) == DONE
    with Session.open(path, "李明", lambda: NOON) as session:
        session.run(EditCampaign({"slogan": "干"}))
        session.undo()
        backup_file(path, NOON, "手动")
        session.file.save_copy(copy)
    assert main(["backup", str(path), "--to", str(tmp_path / "U盘")]) == DONE
    assert main(["restore", str(path), "--newest"]) == DONE
    assert main(["salvage", str(path), "-o", str(tmp_path / "抢救.battlemap")]) in (DONE, 3)
    aside = set_aside(path, NOON)
    put_back(path, backups_of(path)[0], NOON)
    assert aside.is_file() and path.is_file()
    kept = keep(tmp_path / "方案.txt", path, _limits())
    assert (attachment_folder(path) / kept.file_name).is_file()
    settings = Settings(tmp_path / "settings.json")
    settings.remember(path)
    assert Settings.load(settings.path).recent
    assert windows_disk.refused == []


def _limits():  # type: ignore[no-untyped-def]
    from battlemap.domain.kinds.attachment import AttachmentLimits

    return AttachmentLimits.delivered()


def test_a_damaged_file_that_another_program_holds_keeps_its_log(
    windows_disk: WindowsDisk, file: Path
) -> None:
    wal = file.with_name(file.name + "-wal")
    wal.write_bytes(b"log")
    with windows_disk.holding(file), pytest.raises(FileInUse, match=r"正被其他程序打开.*原有内容没有变"):
        set_aside(file, NOON)
    assert file.is_file() and wal.read_bytes() == b"log"
    assert {path.name for path in file.parent.iterdir() if path.is_file()} == {file.name, wal.name}


def test_a_poster_that_a_reader_holds_is_not_lost(windows_disk: WindowsDisk, tmp_path: Path) -> None:
    poster = tmp_path / "战报.pdf"
    write_whole(poster, b"old")
    with windows_disk.holding(poster), pytest.raises(FileInUse, match="请关闭后再保存"):
        write_whole(poster, b"new")
    assert poster.read_bytes() == b"old" and list(tmp_path.iterdir()) == [poster]
    with windows_disk.holding(poster, tries=2):
        write_whole(poster, b"new")
    assert poster.read_bytes() == b"new"


def test_a_backup_that_somebody_copies_is_thinned_the_next_time(
    windows_disk: WindowsDisk, file: Path
) -> None:
    first = backup_file(file, datetime(2018, 11, 1, 8, 0), "自动")
    for minute in range(1, 4):
        backup_file(file, datetime(2018, 11, 1, 8, minute), "自动")
    with windows_disk.holding(first):
        backup_file(file, datetime(2018, 11, 9, 8, 0), "自动")
        assert first.is_file() and backups_of(file)[0].at == datetime(2018, 11, 9, 8, 0)
    backup_file(file, datetime(2018, 11, 9, 8, 1), "自动")
    assert not first.is_file()


def test_settings_that_a_scanner_holds_are_the_old_ones(windows_disk: WindowsDisk, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json", theme="red")
    settings.save()
    with windows_disk.holding(settings.path):
        settings.theme = "dark"
        settings.save()
    assert Settings.load(settings.path).theme == "red"


def test_a_lock_is_given_back_while_a_scanner_looks_at_it(windows_disk: WindowsDisk, file: Path) -> None:
    lock = Lock.take(file, "李明", NOON)
    with windows_disk.holding(lock_path(file), tries=2):
        lock.release()
    assert not lock_path(file).exists()
    Lock.take(file, "王强", NOON).release()


def test_a_log_that_a_second_window_has_open_goes_on(windows_disk: WindowsDisk, tmp_path: Path) -> None:
    log = crash_log._Log(tmp_path / "battlemap.log", maxBytes=100, backupCount=1, encoding="utf-8")
    log.handleError = lambda record: pytest.fail("a line was lost")  # type: ignore[method-assign]
    with closing(log), windows_disk.holding(tmp_path / "battlemap.log"):
        for number in range(5):
            log.handle(logging.LogRecord("x", logging.INFO, "", 0, f"第 {number} 行" + "长" * 20, (), None))
    assert (tmp_path / "battlemap.log").read_text("utf-8").count("行") == 5


def test_a_word_in_the_shared_folder_takes_the_place_of_the_one_that_is_being_read(
    windows_disk: WindowsDisk, tmp_path: Path
) -> None:
    from battlemap.store.mailbox.carrier import Member

    (tmp_path / "共享").mkdir()
    carrier = FolderCarrier(tmp_path / "共享", "c1", "百日攻坚", "s1", "李明")
    carrier.appear(Member("s1", "李明", NOON, NOON, ""))
    (here,) = (tmp_path / "共享").rglob("here.json")
    with windows_disk.holding(here, tries=3):
        carrier.appear(Member("s1", "李明", NOON, NOON, "任务"))
    assert "任务" in here.read_text("utf-8")


@lru_cache(maxsize=1)
def nodes() -> list[tuple[str, ast.AST]]:
    """Every call, import, attribute and formatted value of the files that have any of what is looked for, with its file."""
    paths = [*modules("battlemap"), *sorted((ROOT / ".ci/kits").glob("battlemap_*.py"))]
    wanted = (ast.Call, ast.Import, ast.ImportFrom, ast.Attribute, ast.FormattedValue)
    texts = ((path, path.read_text("utf-8")) for path in paths)
    trees = ((path, ast.parse(text)) for path, text in texts if LOOKED_FOR.search(text))
    return [(name(path), node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, wanted)]


def test_only_one_room_replaces_renames_and_removes_files() -> None:
    movers = set()
    for file, node in nodes():
        if not file.startswith("battlemap/") or not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            deed, values = node.func.attr, len(node.args)
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            moves = deed in ("unlink", "rename", "renames") or (
                deed == "replace" and values == 1 and not node.keywords
            )
            if moves or (owner, deed) in (("os", "remove"), ("os", "replace"), ("shutil", "move")):
                movers.add(file)
    assert movers == MOVERS


# -- names and places -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "local"), [("\\\\服务器\\共享\\行动.battlemap", False), ("/home/li/行动.battlemap", True)]
)
def test_a_share_is_no_local_disk(place: str, local: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil.disk_partitions", lambda all: [])
    monkeypatch.setattr(Path, "resolve", lambda path: place)
    assert is_local(Path(place)) is local


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"D:\作战图\行动.battlemap"), "file:///D:/"),
        (PureWindowsPath(r"\\server\share\a.battlemap"), "file:////server/share/a.battlemap"),
    ],
)
def test_drives_and_shares_are_opened_by_sqlite(path: PureWindowsPath, uri: str) -> None:
    assert uri_of(path, "mode=ro").startswith(uri)


def test_a_name_that_windows_does_not_take_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("battlemap.safe_names._IS_WINDOWS", True)
    for deed in (
        lambda: write_whole(tmp_path / "CON.pdf", b""),
        lambda: Session.create(tmp_path / "nul.battlemap", CAMPAIGN, "李明", lambda: NOON),
        lambda: guard_length(tmp_path / ("夹" * 120) / ("名" * 30 + ".battlemap")),
    ):
        with pytest.raises(BadInput, match="Windows"):
            deed()
    assert list(tmp_path.iterdir()) == []


# -- the console -------------------------------------------------------------------------------------------------------


def console(encoding: str, monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Makes standard output and error a console of one encoding that refuses what it does not know; returns its bytes."""
    there = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(there, encoding, write_through=True))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(there, encoding, write_through=True))
    return there


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030"])
def test_a_console_of_gbk_is_told_everything_in_gbk(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "🚩行动ä.battlemap"
    founding = CreateCampaign("🚩百日ä攻坚", date(2018, 10, 1), date(2018, 12, 31))
    Session.create(path, founding, "李明😀", lambda: NOON).close()
    stream = console(encoding, monkeypatch)
    for words in (
        ["history", str(path)], ["check", str(path)], ["backup", str(path), "--list"], ["doctor", str(path)],
        ["history", str(tmp_path / "无😀.battlemap")], ["没有这个命令😀"],
    ):  # fmt: skip
        main(words)
    text = stream.getvalue().decode(encoding)
    assert "新建行动" in text and "行动" in text and "没有这个命令" in text
    assert ("?" in text or encoding == "gb18030") and "程序内部出错" not in text


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_what_another_program_reads_loses_nothing_on_a_console_of_gbk(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = console(encoding, monkeypatch)
    echo_json({"title": "🚩百日ä攻坚"})
    assert json.loads(stream.getvalue().decode(encoding)) == {"title": "🚩百日ä攻坚"}


def test_the_help_of_every_command_can_be_shown_on_a_console_of_gbk(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = console("gbk", monkeypatch)
    for command in COMMANDS:
        assert main([command, "--help"]) == DONE, command
    assert stream.getvalue().decode("gbk").count("用法") == len(COMMANDS)


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
def test_a_console_without_chinese_is_told_in_utf_8(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = console(encoding, monkeypatch)
    assert main(["--help"]) == DONE
    assert "挂图作战" in stream.getvalue().decode("utf-8")


# -- locks and processes -----------------------------------------------------------------------------------------------


def test_processes_take_turns_by_the_lock_of_windows_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: set[str] = set()

    def locking(handle: int, mode: int, size: int) -> None:
        place = str(Path(f"/proc/self/fd/{handle}").readlink())
        if place in locked:
            raise PermissionError(13, "Permission denied")
        locked.add(place)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("a handle's file is only told on Linux")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    mutex = _again("battlemap.store.mutex")
    monkeypatch.undo()
    monkeypatch.setattr(mutex, "_PATIENCE", 0.05)
    mutex.sys = SimpleNamespace(platform="win32")  # type: ignore[attr-defined]
    path = tmp_path / "行动.battlemap"
    with mutex.alone(path):
        assert len(locked) == 1
        with pytest.raises(FileInUse, match="稍候"), mutex.alone(path):
            raise AssertionError("two are inside")
    assert list(tmp_path.iterdir()) == []


def _again(module: str) -> ModuleType:
    """Returns a second copy of a module, read now."""
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_nothing_is_used_that_only_posix_has() -> None:
    wrong = []
    for file, node in nodes():
        bad: set[str] = set()
        if isinstance(node, ast.Import):
            bad = (POSIX_MODULES | {"multiprocessing"}) & {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            bad = (POSIX_MODULES | {"multiprocessing"}) & {(node.module or "").split(".")[0]}
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("os", "signal")
        ):
            bad = POSIX_NAMES & {node.attr}
        text = (ROOT / file).read_text("utf-8") if bad else ""
        wrong += [
            f"{file}: {word}" for word in bad
            if 'sys.platform == "win32"' not in text and f'hasattr(os, "{word}")' not in text
        ]  # fmt: skip
    assert wrong == []


def test_no_day_is_written_in_a_way_that_only_posix_knows() -> None:
    for file, node in nodes():
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            form = "".join(
                str(part.value) for part in node.format_spec.values if isinstance(part, ast.Constant)
            )
            # %-d is of glibc; what Chinese beside % becomes depends on the locale
            assert "%-" not in form and (form.isascii() or "%" not in form), file


def test_texts_are_read_and_written_in_a_named_encoding() -> None:
    unnamed = []
    for file, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = any(word.arg == "encoding" for word in node.keywords)
            least = {"read_text": 1, "write_text": 2}.get(node.func.attr, 0)
            if not named and len(node.args) < least:
                unnamed.append(f"{file}:{node.lineno}")
    assert unnamed == []


def test_a_plan_in_gbk_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_bytes((ROOT / "docs/sample-plan.txt").read_text("utf-8").encode("gb18030"))
    assert read_plan(plan, today=date(2018, 9, 28), year_hint=2018).actions
