"""The kit of this very checkout: made, read, installed without a network, started."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.kits import ROOT, module, slow

kits = module("kit")
#: Goal, MiB: what an office carries on a stick.
MOST = {"linux": 170, "windows": 180}


def is_made_by(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unpacked(archive: Path, folder: Path) -> None:
    """Unpacks a kit as tar does."""
    with tarfile.open(archive) as packed:
        if hasattr(tarfile, "tar_filter"):
            packed.extractall(folder, filter="tar")
        else:
            packed.extractall(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit for this machine, unpacked; where no registry answers there is none."""
    if not sys.platform.startswith("linux") or not (ROOT / ".git").exists():
        pytest.skip("kits are made from a checkout on Linux")
    folder = tmp_path_factory.mktemp("kits")
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    command = [
        sys.executable,
        str(ROOT / ".ci/kits/kit.py"),
        "linux",
        "--out",
        str(folder),
        "--python",
        python,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "No matching distribution" in done.stderr + done.stdout:
        pytest.skip("no registry of packages answers here")
    assert done.returncode == 0, done.stderr
    (archive,) = folder.glob("*.tar.gz")
    unpacked(archive, folder / "unpacked")
    assert archive.stat().st_size <= MOST["linux"] * 2**20
    return next((folder / "unpacked").iterdir())


def test_every_file_is_summed_and_every_wheel_brings_its_licence(built: Path) -> None:
    sums = dict(
        reversed(line.split("  ", 1)) for line in (built / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()} - {
        "SHA256SUMS"
    }
    assert set(sums) == files
    assert all(kits.digest(built / name) == value for name, value in sums.items())
    packages = {path.name.split("-")[0].lower() for path in (built / "wheels").iterdir()}
    assert packages == {path.name for path in (built / "licences").iterdir()}


def test_every_pinned_package_is_there_as_a_wheel_for_the_platform(built: Path) -> None:
    facts = json.loads((built / "kit.json").read_text("utf-8"))
    there = {
        path.name.split("-")[0].lower().replace("_", "-"): path.name for path in (built / "wheels").iterdir()
    }
    for line in kits.requirements(None):
        name = line.split(";")[0].split(">")[0].split("=")[0].split("[")[0].strip().lower()
        assert name in there, name
    pins = (ROOT / "constraints.txt").read_text("utf-8").lower()
    for name, file in there.items():
        if name not in ("battlemap", "pip"):
            assert f"{name}=={file.split('-')[1]}" in pins.replace("_", "-"), file
        assert file.endswith(("-none-any.whl", f"_{facts['machine']}.whl")), file
    floor = int(facts["glibc"].split(".")[1])
    assert 17 <= floor <= 39
    for file in facts["wheels"]:
        tags = [int(tag) for tag in kits._GLIBC_TAG.findall(file)]
        assert not tags or min(tags) <= max(floor, 34), file


def test_it_installs_without_a_network_and_draws_a_poster(built: Path, tmp_path: Path) -> None:
    installed_and_tried(built, tmp_path)


def installed_and_tried(built: Path, tmp_path: Path) -> None:
    """Installs an unpacked kit into an empty home without a network; makes the demo, draws a poster, has it looked over."""
    alone = ["unshare", "-rn"] if is_made_by(["unshare", "-rn", "true"]) else []
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    python = [*alone, sys.executable, "-I", str(built / "battlemap_setup.py")]
    done = subprocess.run([*python, "install"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    command = [*alone, str(home / ".local/bin/battlemap")]
    for words in (
        ["demo", "d.battlemap"],
        ["poster", "daily", "d.battlemap", "-o", "d.pdf", "--as-of", "2018-11-20"],
        ["doctor", "d.battlemap"],
    ):
        said = subprocess.run(
            [*command, *words], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert said.returncode == 0, said.stderr
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    assert list(home.rglob("*.battlemap")) == []


def test_the_same_folder_packs_to_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "kit"
    (folder / "wheels").mkdir(parents=True)
    (folder / "安装.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "wheels/a.whl").write_bytes(b"a" * 1000)
    for ending in (".tar.gz", ".zip"):
        first, second = tmp_path / f"1{ending}", tmp_path / f"2{ending}"
        kits.pack(folder, first, 1_500_000_000)
        os.utime(folder / "wheels/a.whl", (1, 1))
        kits.pack(folder, second, 1_500_000_000)
        assert first.read_bytes() == second.read_bytes()


def test_the_glibc_floor_is_read_from_the_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as archive:
        archive.writestr("a/x.cpython-311.so", b"\0GLIBC_2.4\0GLIBC_2.31\0GLIBC_2.17\0")
        archive.writestr("a/readme.txt", b"\0GLIBC_2.99\0")
    assert kits.glibc_floor(tmp_path) == "2.31"


@pytest.mark.parametrize(
    ("tag", "glibc", "runs"),
    [
        ("manylinux_2_28_x86_64", "2.28", True),
        ("manylinux_2_34_x86_64", "2.28", False),
        ("manylinux_2_34_x86_64", None, True),
        ("manylinux2014_x86_64", "2.28", True),
    ],
)
def test_wheels_for_newer_systems_stay_out_of_an_old_kit(tag: str, glibc: str | None, runs: bool) -> None:
    assert kits.runs_on(tag, glibc) is runs


@pytest.mark.parametrize(
    ("platform", "machine", "python", "glibc"),
    [
        ("windows", "x86_64", "3.13", None),
        ("linux", "x86_64", "3.10", "2.28"),
        ("linux", "aarch64", "3.12", None),
    ],
)
def test_the_registry_has_every_pinned_package_as_a_wheel_for_the_platform(
    platform: str, machine: str, python: str, glibc: str | None
) -> None:
    lines = kits.why_incomplete(platform, machine, python, glibc).splitlines()
    why = "\n".join(line for line in lines if "WARNING" not in line)
    if "No matching distribution found for attrs" in why or "Failed to establish" in why:
        pytest.skip("no registry of packages answers here")
    assert why == ""


def test_the_pins_of_a_kit_are_those_for_its_own_python() -> None:
    for python in ("3.10", "3.13"):
        text = kits.constraints(kits.arguments(["linux"]), python)
        assert ";" not in text
        names = [line.split("==")[0] for line in text.splitlines() if "==" in line]
        assert len(names) == len(set(names)), "one version of each"
    old = kits.constraints(kits.arguments(["linux", "--glibc", "2.28"]), "3.11")
    assert f"pyside6-essentials=={kits.OLD_QT}" in old


@slow
@pytest.mark.parametrize(
    ("words", "floor"),
    [
        (["windows"], ""),
        (["linux", "--glibc", "2.28"], "2.28"),
        (["linux", "--machine", "aarch64"], "2.39"),
        (["linux", "--machine", "aarch64", "--glibc", "2.31"], "2.31"),
    ],
)
def test_every_kit_is_small_enough_runs_where_it_says_and_comes_out_the_same_twice(
    words: list[str], floor: str, tmp_path: Path
) -> None:
    first, second = (kits.main([*words, "--out", str(tmp_path / out)]) for out in "12")
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size <= MOST[words[0]] * 2**20
    if first.suffix == ".zip":
        with zipfile.ZipFile(first) as packed:
            facts = json.loads(packed.read(next(n for n in packed.namelist() if n.endswith("/kit.json"))))
    else:
        with tarfile.open(first) as packed:
            name = next(name for name in packed.getnames() if name.endswith("/kit.json"))
            file = packed.extractfile(name)
            assert file is not None
            facts = json.loads(file.read())
    machine = "win_amd64" if words[0] == "windows" else facts["machine"]
    assert all(
        file.endswith(("-none-any.whl", f"_{machine}.whl", f"-{machine}.whl")) for file in facts["wheels"]
    )
    ours = (
        f"{sys.version_info[0]}.{sys.version_info[1]}" in facts["pythons"]
        and sys.platform == facts["platform"]
    )
    if ours and facts["machine"] == platform.machine():
        unpacked(first, tmp_path / "unpacked")
        installed_and_tried(next((tmp_path / "unpacked").iterdir()), tmp_path)
    assert [int(part) for part in facts["glibc"].split(".") if part] <= [
        int(part) for part in floor.split(".") if part
    ]


@slow
@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    ("platform", "machine"), [("windows", "x86_64"), ("linux", "x86_64"), ("linux", "aarch64")]
)
def test_every_supported_python_has_every_pinned_package_as_a_wheel(
    platform: str, machine: str, python: str
) -> None:
    lines = kits.why_incomplete(platform, machine, python).splitlines()
    assert [line for line in lines if "WARNING" not in line] == []


def test_the_scripts_of_windows_look_for_the_python_of_the_kit() -> None:
    script = (ROOT / ".ci/kits/windows/find_python.cmd").read_text("utf-8")
    (version,) = kits.PYTHONS["windows"]
    assert f"in ({version})" in script and f"Python {version}" in script


def test_the_note_on_installing_fits_one_page() -> None:
    lines = (ROOT / ".ci/kits/安装说明.txt").read_text("utf-8").splitlines()
    # a han counts as two columns of eighty
    rows = sum(1 + sum(1 + (ord(sign) > 0x2E80) for sign in line) // 80 for line in lines)
    assert rows <= 50
