"""Every timetable takes an order, tells it again, replaces it, and leaves what is not ours."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Sequence
from datetime import time
from pathlib import Path

import pytest

from battlemap.errors import BadInput, FileProblem
from battlemap.shown.timetable.order import DAY, DailyOrder, Timetable, program
from battlemap.shown.timetable.systems import Cron, Schtasks, SystemdUser, time_of, timetable

PROGRAM = ("/opt/battle map/battlemap",)


class Crontab:
    """A crontab that keeps what it is given."""

    def __init__(self) -> None:
        self.text: str | None = None

    def __call__(self, words: Sequence[str], text: str) -> tuple[int, str]:
        if list(words) == ["crontab", "-l"]:
            return (0, self.text) if self.text is not None else (1, "no crontab for user")
        assert list(words) == ["crontab", "-"]
        self.text = text
        return 0, ""


class Tasks:
    """任务计划程序 as far as it is asked: it keeps the command and tells it as XML."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, str]] = {}

    def __call__(self, words: Sequence[str], text: str) -> tuple[int, str]:
        name = words[words.index("/tn") + 1]
        if words[1] == "/create":
            self.kept[name] = (words[words.index("/st") + 1], words[words.index("/tr") + 1])
            return 0, ""
        if name not in self.kept:
            return 1, "找不到"
        if words[1] == "/delete":
            del self.kept[name]
            return 0, ""
        at, command = self.kept[name]
        inner = command.replace("&", "&amp;").replace('"', "&quot;")
        return 0, f"<StartBoundary>2018-11-20T{at}:00</StartBoundary><Arguments>{inner}</Arguments>"


@pytest.fixture(params=["cron", "systemd", "schtasks"])
def system(request: pytest.FixtureRequest, tmp_path: Path) -> Timetable:
    made: dict[str, Callable[[], Timetable]] = {
        "cron": lambda: Cron(Crontab()),
        "systemd": lambda: SystemdUser(lambda words, text: (0, ""), tmp_path / "systemd"),
        "schtasks": lambda: Schtasks(Tasks()),
    }
    return made[request.param]()


@pytest.fixture
def order(tmp_path: Path) -> DailyOrder:
    folder = tmp_path / "战报 100% $x"
    folder.mkdir()
    file = tmp_path / "百日 攻坚.battlemap"
    file.touch()
    return DailyOrder(file, folder, time(17, 35)).checked()


def test_what_is_ordered_is_told_again_replaced_and_taken_out(system: Timetable, order: DailyOrder) -> None:
    assert system.order_of(order.file) is None
    system.put(order, PROGRAM)
    assert system.order_of(order.file) == order
    later = DailyOrder(order.file, order.folder, time(8, 5))
    system.put(later, PROGRAM)
    assert system.order_of(order.file) == later
    other = DailyOrder(order.file.with_name("另一个.battlemap"), order.folder)
    system.put(other, PROGRAM)
    assert system.remove(order.file) and not system.remove(order.file)
    assert system.order_of(order.file) is None
    assert system.order_of(other.file) == other


def test_the_lines_of_others_stay_in_the_crontab(order: DailyOrder) -> None:
    crontab = Crontab()
    crontab.text = "MAILTO=me\n0 1 * * * /bin/backup # nightly\n"
    system = Cron(crontab)
    system.put(order, PROGRAM)
    system.put(order, PROGRAM)
    assert crontab.text.count("battlemap-") == 1
    system.remove(order.file)
    assert crontab.text == "MAILTO=me\n0 1 * * * /bin/backup # nightly\n"


def test_the_line_runs_in_a_shell_as_it_was_meant(order: DailyOrder) -> None:
    crontab = Crontab()
    Cron(crontab).put(order, ("printf", "%s\\n"))
    assert crontab.text is not None
    line = crontab.text.splitlines()[-1].split(maxsplit=5)[5]
    # cron itself turns \% into %
    done = subprocess.run(["sh", "-c", line.replace(r"\%", "%")], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["poster", "daily", str(order.file), "-o", str(order.output)]
    assert DAY in order.output.name


def test_a_refusal_of_the_system_is_told(order: DailyOrder) -> None:
    with pytest.raises(FileProblem, match="没有接受"):
        Cron(lambda words, text: (1, "denied")).put(order, PROGRAM)


def test_an_order_needs_its_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="档案"):
        DailyOrder(tmp_path / "无.battlemap", tmp_path).checked()
    file = tmp_path / "a.battlemap"
    file.touch()
    with pytest.raises(BadInput, match="文件夹"):
        DailyOrder(file, tmp_path / "无").checked()


def test_the_timetable_is_the_one_that_answers() -> None:
    assert isinstance(timetable(lambda words, text: (0, ""), is_windows=True), Schtasks)
    assert isinstance(timetable(lambda words, text: (0, ""), is_windows=False), SystemdUser)
    assert isinstance(timetable(_only_cron, is_windows=False), Cron)
    assert timetable(lambda words, text: (127, "not found"), is_windows=False) is None


def _only_cron(words: Sequence[str], text: str) -> tuple[int, str]:
    return (1, "no crontab for me") if words[0] == "crontab" else (1, "")


def test_the_program_is_named_by_its_starter_where_a_kit_has_installed_it() -> None:
    assert program({"BATTLEMAP_STARTER": "/home/x/battlemap"}) == ("/home/x/battlemap",)
    assert "battlemap" in shlex.join(program({}))


@pytest.mark.parametrize(
    ("words", "meant"), [("17:35", time(17, 35)), ("8：05", time(8, 5)), ("24:00", None), ("晚上", None)]
)
def test_a_time_is_read_or_refused(words: str, meant: time | None) -> None:
    assert time_of(words) == meant
