"""Every timetable takes an order, tells it again, replaces it, and leaves what is not ours."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Sequence
from datetime import time
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

import pytest

from battlemap.errors import BadInput, FileProblem
from battlemap.shown.timetable.order import DAY, DailyOrder, Timetable, program, said
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
    """任务计划程序 as far as it is asked: it takes XML only, and tells it again."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def __call__(self, words: Sequence[str], text: str) -> tuple[int, str]:
        name = words[words.index("/tn") + 1]
        if words[1] == "/create":
            given = Path(words[words.index("/xml") + 1]).read_text("utf-16")
            ElementTree.fromstring(given)
            self.kept[name] = given
            return 0, ""
        if name not in self.kept:
            return 1, "找不到"
        if words[1] == "/delete":
            del self.kept[name]
            return 0, ""
        return 0, self.kept[name]


@pytest.fixture(params=["cron", "systemd", "schtasks"])
def system(request: pytest.FixtureRequest, tmp_path: Path) -> Timetable:
    made: dict[str, Callable[[], Timetable]] = {
        "cron": lambda: Cron(Crontab()),
        "systemd": lambda: SystemdUser(lambda words, text: (0, ""), tmp_path / "systemd"),
        "schtasks": lambda: Schtasks(Tasks(), tmp_path),
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


def test_windows_is_told_the_whole_command_however_long_and_made_up_for(tmp_path: Path) -> None:
    tasks = Tasks()
    folder = PureWindowsPath("D:\\" + "督查考核 & 作战图\\" * 18 + "战报")
    order = DailyOrder(Path(str(folder / "行动.battlemap")), Path(str(folder)), time(17, 35))
    system = Schtasks(tasks, tmp_path)
    system.put(order, (r"C:\Program Files\battlemap.exe",))
    (given,) = tasks.kept.values()
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    task = ElementTree.fromstring(given)
    assert task.findtext(f".//{space}Command") == r"C:\Program Files\battlemap.exe"
    arguments = task.findtext(f".//{space}Arguments") or ""
    assert (
        len(arguments) > 261
        and arguments.startswith('"poster" "daily" "D:')
        and arguments.endswith(f'{DAY}.pdf"')
    )
    assert "T17:35:00" in given and "<StartWhenAvailable>true" in given
    shown = system.order_of(order.file)
    assert shown is not None and (str(shown.folder), shown.at) == (str(order.folder), order.at)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_what_the_system_says_is_read_whatever_its_code_page(encoding: str) -> None:
    assert said("成功: 已创建计划任务。\r\n".encode(encoding)) == "成功: 已创建计划任务。\n"
