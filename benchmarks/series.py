"""5,000 indicators with 60 periods each, and a three-level KPI above them: pages shown, a figure entered up to the top."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import attrs
from fractional_indexing import generate_n_keys_between
from PySide6.QtWidgets import QApplication

from battlemap.commands.session import Session
from battlemap.domain.kinds.indicator import Indicator, Observation, Target
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.settings import Settings
from battlemap.store.repository import Repository
from battlemap.ui.application import make_window
from battlemap.ui.assessing.page import AssessingPage
from battlemap.ui.indicators.page import IndicatorsPage
from battlemap.ui.main_window import MainWindow
from benchmarks.big import campaign_file, clock
from benchmarks.row import Row, timed
from benchmarks.screen import application

INDICATORS: Final = int(os.environ.get("BATTLEMAP_BENCH_INDICATORS", "5000"))
#: Five years of cumulative months.
PERIODS: Final = tuple((year, month) for year in range(2014, 2019) for month in range(1, 13))
#: The newest ones are not known yet.
UNKNOWN: Final = ((2018, 11), (2018, 12))
#: Nodes of the KPI: figures of the zone, of departments, of posts.
ZONE, DEPARTMENTS, POSTS = 10, 300, 5000
SIZE: Final = (1920, 1080)
ENTERED: Final = 60


@attrs.frozen
class FillSeries:
    """Indicators of a part of them all, each with its figures and a target."""

    first: int
    count: int

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"导入 {self.count} 项指标"

    def apply(self, repository: Repository) -> None:
        """Writes the rows."""
        chance = Random(self.first)
        for number in range(self.first, self.first + self.count):
            id = f"i{number}"
            repository.put(Indicator(id, f"第{number}项指标", f"a{number:05d}", f"Z{number}", "亿元"))
            for year, month in PERIODS:
                if (year, month) not in UNKNOWN:
                    value = str(month * 10 + chance.randrange(10))
                    repository.put(
                        Observation(f"o{number}-{year}-{month}", id, f"{year}-{month:02d}", value=value)
                    )
            repository.put(Target(f"t{number}", id, "2018", value=str(chance.randrange(100, 140))))


@attrs.frozen
class FillScheme:
    """A three-level KPI of which half of the posts take their value from an indicator."""

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return "导入三级 KPI"

    def apply(self, repository: Repository) -> None:
        """Writes the rows."""
        repository.put(Scheme("k", "三级KPI", "a0", "kpi", 2018))
        ranks = generate_n_keys_between(None, None, POSTS)
        for n in range(ZONE):
            repository.put(SchemeNode(f"z{n}", "k", f"区级指标{n}", ranks[n], weight="10"))
        for n in range(DEPARTMENTS):
            repository.put(SchemeNode(f"d{n}", "k", f"部门指标{n}", ranks[n], f"z{n % ZONE}", weight="5"))
        for n in range(POSTS):
            of = (
                {"source": "observation", "indicator": f"i{n % INDICATORS}"}
                if n % 2
                else {"value": str(n % 99)}
            )
            repository.put(
                SchemeNode(
                    f"p{n}", "k", f"岗位指标{n}", ranks[n], f"d{n % DEPARTMENTS}", f"K{n}", "1", target="100", **of  # type: ignore[arg-type]
                )
            )  # fmt: skip


def measure(folder: Path) -> list[Row]:
    """Returns how long pages take to be shown, and how long a typed figure takes until it is above and on the screen."""
    path = series_file(folder)
    running = application()
    window = make_window(running, Settings(folder / "series.settings.json"), clock)
    window.resize(*SIZE)
    window.show()
    window.files.open(path)
    page = window.workspace
    assert page is not None, window.bar.sentence
    while not page.counts.is_complete:
        running.processEvents()
    at, of = (
        f"{INDICATORS:,} indicators × {len(PERIODS)} periods",
        f"{POSTS:,} posts below {DEPARTMENTS} below {ZONE}",
    )

    def show(name: str) -> Callable[[], None]:
        def act() -> None:
            page.turn_to(name)
            running.processEvents()
            page.pages.current.repaint()

        return act

    rows = [Row("indicators: page shown", at, "ms", timed(show("indicators"), 1), 300)]
    view = page.pages.current
    assert isinstance(view, IndicatorsPage)
    rows.append(Row("indicators: frame while scrolling", at, "ms", scrolled(view, running)))
    rows.append(
        Row("indicators: a figure entered, committed, repainted", at, "ms", entered(view, running), 16, "p95")
    )
    view.show_grid(False)
    rows.append(Row("KPI: page shown", of, "ms", timed(show("assessing"), 1)))
    tree = page.pages.current
    assert isinstance(tree, AssessingPage)
    rows.append(
        Row(
            "KPI: a value rolled up, committed, repainted",
            of,
            "ms",
            rolled_up(window, tree, running),
            16,
            "p95",
        )
    )
    window.close()
    return rows


def series_file(folder: Path) -> Path:
    """Returns a campaign with the indicators and the KPI, made once in a folder."""
    path = folder / "series.battlemap"
    if not path.exists():
        shutil.copy(campaign_file(folder, 100), path)
        with Session.open(path, "指挥部", clock) as session:
            for first in range(0, INDICATORS, 500):
                session.run(FillSeries(first, min(500, INDICATORS - first)))
            session.run(FillScheme())
    return path


def scrolled(view: IndicatorsPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long the frames of a way down the lamps took, each with lines that were never judged."""
    bar = view.lamps.verticalScrollBar()

    def frame() -> None:
        bar.setValue(bar.value() + 3)
        running.processEvents()

    return timed(frame, 100)


def entered(view: IndicatorsPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long it took from a typed figure in the grid until it is on the disk and on the screen."""
    view.show_grid()
    running.processEvents()
    numbers = iter(range(ENTERED))

    def step() -> None:
        n = next(numbers)
        index = view.figures.index(n % 25, 11)
        assert view.figures.setData(index, f"{200 + n}"), index
        running.processEvents()

    return timed(step, ENTERED)


def rolled_up(window: MainWindow, tree: AssessingPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long it took from a typed value of a post until department, zone and total show it."""
    tree.tree.expand(tree.model.index_of("z0"))
    tree.tree.expand(tree.model.index_of("d0"))
    tree.choose("p0")
    # lists beside a large tree are worked out when nobody types
    while tree.is_busy:
        running.processEvents()
    numbers = iter(range(ENTERED))

    def step() -> None:
        n = next(numbers)
        assert tree.model.setData(tree.model.index_of("p0", 2), f"{n % 97 + 1}.5")
        running.processEvents()

    taken = timed(step, ENTERED)
    standing = tree.model.standing
    assert standing is not None and {"p0", "d0", "z0"} <= standing.reached
    return taken
