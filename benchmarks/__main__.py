"""Measures everything in turn, prints the table and writes it to out/bench.md.

``python -m benchmarks [word …]`` measures only the modules named.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    board,
    canvas,
    duty_and_map,
    fold,
    growth,
    history,
    idle,
    ledger,
    ledger_sheet,
    ledger_window,
    listing,
    office_sheet,
    plan,
    poster,
    reports,
    series,
    session,
    sharing,
    start,
    timeline,
    whole_print,
    window,
)
from benchmarks.table import aligned, markdown

MEASURED = (
    start,
    window,
    idle,
    plan,
    office_sheet,
    ledger_sheet,
    session,
    sharing,
    growth,
    reports,
    fold,
    history,
    board,
    canvas,
    listing,
    ledger,
    ledger_window,
    series,
    timeline,
    poster,
    whole_print,
    duty_and_map,
)
OUT = Path("out/bench.md")


def main(words: list[str]) -> int:
    """Measures the modules named (all when none is); returns 2 for a name that is none, else 0."""
    modules = {module.__name__.rpartition(".")[2]: module for module in MEASURED}
    if unknown := [word for word in words if word not in modules]:
        print(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(modules)}", file=sys.stderr)
        return 2
    started, rows = time.perf_counter(), []
    with TemporaryDirectory(prefix="battlemap-bench-") as folder:
        for word in words or modules:
            print(f"… {word}", file=sys.stderr, flush=True)
            rows += modules[word].measure(Path(folder))
    notes = (
        "Wall time; the processor column is what our own process took of it, and what × and rivals compare."
    )
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        notes += (
            "\nPYTHONDONTWRITEBYTECODE is set here: modules that were never compiled are compiled at every start, which no"
            "\noffice PC does. Starts are measured without it; the first one of each warms up."
        )
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    if hasattr(os, "getloadavg"):
        machine += f", load {os.getloadavg()[0]:.1f}"
    took = f"measured in {time.perf_counter() - started:.0f} s"
    print(f"\n{machine}\n{notes}\n\n{aligned(rows)}\n\n{took}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(
        f"# Speed and memory\n\n{machine}, {took}.\n\n{notes}\n\n{markdown(rows)}\n", encoding="utf-8"
    )
    if missed := [row.what for row in rows if not row.is_met]:
        print(f"missed: {'; '.join(missed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
