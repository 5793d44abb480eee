"""What `make bench` measures is there to be measured."""

from __future__ import annotations

from pathlib import Path

import benchmarks
from benchmarks.__main__ import MEASURED, main


def test_every_module_with_a_measure_is_measured() -> None:
    folder = Path(benchmarks.__file__).parent
    own = {path.stem for path in folder.glob("*.py") if "\ndef measure(" in path.read_text("utf-8")}
    assert {module.__name__.rpartition(".")[2] for module in MEASURED} == own


def test_an_unknown_name_is_refused() -> None:
    assert main(["nothing"]) == 2
