"""The laws of the house that no linter knows: signs, sizes, names, light start-up, and papers that tell the truth."""

from __future__ import annotations

import ast
import configparser
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("battlemap", "db", "resources", "benchmarks", ".ci")
# heavy, so they may be imported by the function that needs them; the last ones are what brings them
LATE = (
    "PySide6",
    "qtawesome",
    "matplotlib",
    "numpy",
    "docx",
    "lxml",
    "chinese_calendar",
    "pypinyin",
    "psycopg",
    "pypdfium2",
    "segno",
    "psutil",
    "cryptography",
    "keyring",
    "battlemap.ui",
    "battlemap.shown",
    "battlemap.render",
    "battlemap.charts",
    "battlemap.store.migrations",
)

#: Where texts of others are read, or lines broken, a corner bracket is one mark among many.
BRACKETS = {
    "battlemap/layout/text.py",
    *(
        f"battlemap/exchange/{part}.py"
        for part in ("heading_parts", "name_series", "plan_head", "plan_tables", "sentences", "short_title")
    ),
}


def modules(*folders: str) -> list[Path]:
    """Every Python file in these folders of the checkout."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    """The path as it is spoken of."""
    return path.relative_to(ROOT).as_posix()


def late_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import that stands inside a function."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from ((node.lineno, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    module = node.module or ""
                    yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """The own modules that a module imports, as far as the import statement tells them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    froms = [(node.module or "", node.names) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    cupboards = {alias.name for source, names in froms if source == "battlemap" for alias in names}
    return {source for source, _ in froms if source.startswith("battlemap.")} | cupboards


def own_rooms(path: Path) -> set[str]:
    """The own rooms that a module leans on: battlemap.domain, battlemap.errors …"""
    return {".".join(source.split(".")[:2]) for source in own_imports(path)}


def libraries(path: Path) -> set[str]:
    """The top-level names that a module imports and that neither Python nor the program brings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {full.partition(".")[0] for full in names} - sys.stdlib_module_names - {"battlemap"}


def setup() -> configparser.ConfigParser:
    """setup.cfg, read."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def packages(text: str) -> list[str]:
    """The normalised names in a list of requirements."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line, maxsplit=1)[0]).lower() for line in lines]


def loaded_by(module: str, *suspects: str) -> list[str]:
    """Those of the suspects that a fresh interpreter has loaded after importing the module."""
    code = f"import sys, {module}; print(*[s for s in {suspects!r} if s in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("path", modules(*ROOMS), ids=name)
def test_every_module_has_a_sign_on_its_door(path: Path) -> None:
    sign = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert sign, f"{name(path)} has no docstring"
    assert sign.splitlines()[0].rstrip().endswith((".", "。")), (
        f"{name(path)}: the first line is one sentence"
    )


def test_what_commands_do_beside_label_and_apply_is_told() -> None:
    bare = [
        f"{name(path)}: {function.name}"
        for path in modules("battlemap/commands")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if function.name not in ("label", "apply") and not ast.get_docstring(function)
    ]
    assert bare == []


def test_no_file_needs_splitting() -> None:
    sizes = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in modules(*ROOMS, "tests")}
    assert {path: size for path, size in sizes.items() if size > 400} == {}
    assert statistics.median(size for path, size in sizes.items() if size > 5) < 150


def test_every_name_says_what_is_inside() -> None:
    empty = re.compile(r"^(utils?|helpers?|common|managers?|misc|stuff|base|core)$")
    assert [
        name(p)
        for p in modules(*ROOMS, "tests")
        if any(empty.match(part) for part in p.relative_to(ROOT).with_suffix("").parts)
    ] == []


@pytest.mark.parametrize(
    "path", [path for path in modules("battlemap") if name(path) not in BRACKETS], ids=name
)
def test_quotation_marks_in_sentences_are_those_of_the_mainland(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asides = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in asides:
            assert not set("「」") & set(node.value), f"line {node.lineno}: {node.value}"


@pytest.mark.parametrize("path", modules("battlemap"), ids=name)
def test_imports_inside_functions_only_keep_heavy_things_out_of_start_up(path: Path) -> None:
    strangers = [
        f"{name(path)}:{line} imports {module}"
        for line, module in late_imports(path)
        if not any(module == late or module.startswith(late + ".") for late in LATE)
    ]
    assert strangers == []


def test_a_module_leans_on_few_others() -> None:
    leaning = [len(own_rooms(path)) for path in modules("battlemap")]
    assert statistics.mean(leaning) <= 3


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    heavy = (
        "battlemap.ui",
        "PySide6",
        "qtawesome",
        "matplotlib",
        "numpy",
        "docx",
        "lxml",
        "chinese_calendar",
        "pypinyin",
        "pypdf",
    )
    assert loaded_by("battlemap.cli.door", *heavy) == []


@pytest.mark.skipif(not (ROOT / "battlemap/ui/application.py").exists(), reason="there is no window yet")
def test_the_window_starts_without_curves_and_office_files() -> None:
    heavy = ("matplotlib", "numpy", "docx", "pypinyin", "pypdf", "xlsxwriter", "python_calamine")
    assert loaded_by("battlemap.ui.application", *heavy) == []
    assert loaded_by("battlemap.sheets.catalogue", *heavy, "segno") == []


def test_a_poster_reads_in_no_other_sheet_and_nothing_of_the_network() -> None:
    drawers = [
        f"battlemap.sheets.{path.stem}"
        for path in (ROOT / "battlemap/sheets").glob("*.py")
        if " = heading_of(" in path.read_text("utf-8")
    ]
    assert len(drawers) > 30
    assert loaded_by("battlemap.cli.posters", *drawers, "psutil", "urllib.request", "ssl", "segno") == []
    assert loaded_by("battlemap.render.poster", *drawers, "urllib.request", "ssl") == []


def test_every_package_is_named_in_the_metadata() -> None:
    there = {
        p.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for p in modules("battlemap")
        if p.stem == "__init__"
    }
    named = set(setup()["options"]["packages"].split())
    assert named == there | {"battlemap.db", "battlemap.docs", "battlemap.resources"}


def test_every_folder_with_modules_is_a_package() -> None:
    bare = {
        p.parent
        for p in modules("battlemap", "tests", "benchmarks")
        if not (p.parent / "__init__.py").exists()
    }
    assert sorted(map(name, bare)) == []


def test_every_library_that_is_imported_is_asked_for() -> None:
    needed = packages(setup()["options"]["install_requires"])
    needed += packages(setup()["options.extras_require"]["keyring"])
    brought = {
        file.parts[0].removesuffix(".py") for package in needed for file in distribution(package).files or ()
    }
    strangers = [
        f"{name(path)} imports {library}"
        for path in modules("battlemap")
        for library in libraries(path)
        if library not in brought
    ]
    assert sorted(strangers) == []


def test_the_readme_lists_each_dependency_with_purpose_and_licence() -> None:
    rows = re.findall(
        r"^\| \[?([\w.-]+)[^|]*\|([^|]+)\|([^|]+)\|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M
    )
    listed = {
        re.sub(r"[-_.]+", "-", package).lower(): (purpose, licence) for package, purpose, licence in rows
    }
    needed = packages(setup()["options"]["install_requires"])
    assert [package for package in needed if package not in listed] == []
    for package in needed:
        purpose, licence = listed[package]
        assert len(purpose.strip()) > 5, package
        assert re.search(r"BSD|MIT|LGPL|Apache|MPL|PSF|CC0", licence), package


def test_the_constraints_pin_every_requirement() -> None:
    config = setup()
    wanted = packages(config["options"]["install_requires"])
    for extra in config["options.extras_require"].values():
        wanted += packages(extra)
    pinned = packages((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    assert sorted(set(wanted) - set(pinned)) == [], "run `make pins`"


def test_every_target_of_the_makefile_has_a_line_of_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = " ".join(re.findall(r"^\.PHONY:(.*)$", text, re.M)).split()
    spoken = dict(re.findall(r"^([a-z-]+):[^#=\n]*## (.+)$", text, re.M))
    assert set(listed) == set(spoken)


def test_the_readme_tells_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_every_link_into_the_repository_leads_somewhere() -> None:
    for paper in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / paper).read_text(encoding="utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == [], paper
