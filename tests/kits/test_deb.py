"""The package of the Debian family: what it says of itself, what desktop and lintian say of it, and a bare system that runs it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.kits import ROOT, module, slow

deb, kits, setup = module("deb"), module("kit"), module("battlemap_setup")
#: A commit's moment: 2018-11-20 17:35 in China.
WHEN = 1542706500


def said(*words: str) -> str:
    """What a program says; the test fails where it does not end well."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package: the program is a line, everything else is as in the real one."""
    if not shutil.which("dpkg-deb"):
        pytest.skip("dpkg-deb is not here")
    folder = tmp_path_factory.mktemp("deb")
    kit = folder / "kit"
    (kit / "wheels").mkdir(parents=True)
    name = "battlemap-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(kit / "wheels" / name, "w") as wheel:
        wheel.writestr("battlemap/__main__.py", "print('挂图作战')\n")
        wheel.writestr("battlemap-0.1.0.dist-info/METADATA", "Name: battlemap\n")
    shutil.copytree(ROOT / ".ci/kits/share", kit / "share")
    kits.licences(kit / "wheels", kit / "licences")
    facts = {"version": "0.1.0", "glibc": "2.34", "pythons": ["3.11"], "wheels": {name: ["3.11"]}}
    (kit / "kit.json").write_text(json.dumps(facts), encoding="utf-8")
    made, root = setup.Kit(kit), folder / "root"
    size = deb.lay_out(made, root, WHEN)
    deb.control(made, root, "amd64", size)
    path = folder / "battlemap_0.1.0_amd64.deb"
    said("dpkg-deb", "--root-owner-group", "--build", str(root), str(path))
    return path


def test_it_names_what_it_needs_of_the_system(package: Path) -> None:
    needs = said("dpkg-deb", "-f", str(package), "Depends")
    asked = {part.split("(")[0].strip() for part in needs.split(",")}
    assert asked == {"libc6", "python3", *module("battlemap_kit").LIBRARIES.values()}
    assert "libc6 (>= 2.34)" in needs and "python3 (<< 3.12)" in needs


def test_entry_kind_of_file_icon_man_page_and_appstream_are_inside(package: Path, tmp_path: Path) -> None:
    said("dpkg-deb", "-x", str(package), str(tmp_path))
    share = tmp_path / "usr/share"
    assert "MimeType=application/x-battlemap" in (share / "applications/battlemap.desktop").read_text("utf-8")
    assert "*.battlemap" in (share / "mime/packages/battlemap.xml").read_text("utf-8")
    assert (share / "icons/hicolor/scalable/apps/battlemap.svg").is_file()
    man = gzip.decompress((share / "man/man1/battlemap.1.gz").read_bytes()).decode("utf-8")
    assert ".SH NAME" in man and "doctor" in man
    log = gzip.decompress((share / "doc/battlemap/changelog.gz").read_bytes()).decode("utf-8")
    assert "Tue, 20 Nov 2018 09:35:00 +0000" in log
    started = said("sh", "-c", f"sed 's|/usr/lib|{tmp_path}/usr/lib|' {tmp_path}/usr/bin/battlemap | sh")
    assert started == "挂图作战\n"


@pytest.mark.parametrize(
    "words",
    [
        ("desktop-file-validate", ".ci/kits/share/battlemap.desktop"),
        ("appstreamcli", "validate", "--no-net", ".ci/kits/deb/battlemap.metainfo.xml"),
        ("xmllint", "--noout", ".ci/kits/share/battlemap.xml"),
    ],
)
def test_the_desktop_takes_what_it_is_told(words: tuple[str, ...]) -> None:
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not here")
    said(*words[:-1], str(ROOT / words[-1]))


def test_the_system_knows_a_campaign_by_its_ending(tmp_path: Path) -> None:
    if not shutil.which("update-mime-database"):
        pytest.skip("update-mime-database is not here")
    (tmp_path / "packages").mkdir()
    shutil.copy(ROOT / ".ci/kits/share/battlemap.xml", tmp_path / "packages")
    said("update-mime-database", str(tmp_path))
    assert "application/x-battlemap:*.battlemap" in (tmp_path / "globs2").read_text("utf-8")


def test_the_man_page_is_one(tmp_path: Path) -> None:
    if not shutil.which("man"):
        pytest.skip("man is not here")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(ROOT / ".ci/kits/deb/battlemap.1")],
        env={**os.environ, "MANPAGER": "cat", "MANWIDTH": "100"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "minimized" in done.stdout:
        pytest.skip("this system has no man pages")
    assert done.returncode == 0 and "体检" in done.stdout and "warning" not in done.stderr


def test_every_command_of_the_man_page_is_there() -> None:
    from battlemap.cli.door import COMMANDS

    man = (ROOT / ".ci/kits/deb/battlemap.1").read_text("utf-8")
    named = man.partition(".SH COMMANDS")[2].partition(".SH FILES")[0].split(".TP\n.B ")[1:]
    words = [word.strip() for entry in named for word in entry.split("\n")[0].split(",")]
    assert words and set(words) <= set(COMMANDS)


def test_lintian_finds_nothing_that_no_reason_was_given_for(package: Path) -> None:
    if not shutil.which("lintian"):
        pytest.skip("lintian is not here")
    done = subprocess.run(
        ["lintian", "--allow-root", "--tag-display-limit", "0", str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stdout.splitlines() if line.startswith(("E:", "W:"))] == []


@slow
def test_a_bare_debian_without_network_installs_it_and_opens_a_window(tmp_path: Path) -> None:
    package = deb.main(["--out", str(tmp_path)])
    command = ["sh", str(ROOT / ".ci/kits/try_deb.sh"), str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip(done.stdout.strip() or "a bare Debian cannot be made here")
    assert done.returncode == 0, done.stdout + done.stderr
    for words in ("battlemap, version", "已生成", "已保存", "窗口已打开", "卸载后档案仍在"):
        assert words in done.stdout
    again = deb.main(["--out", str(tmp_path / "again")])
    assert again.read_bytes() == package.read_bytes()
