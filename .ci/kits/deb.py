"""Makes a .deb of the Debian family out of the same wheels as the kit: program below /usr/lib, entries below /usr/share.

    python .ci/kits/deb.py [--machine aarch64] [--out FOLDER]

Qt and the other libraries travel inside: no release of the family has the versions that we are tested with.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import battlemap_kit as looking
import battlemap_setup as setup
import kit as kits

#: What Debian calls a machine.
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
MAINTAINER = "battlemap authors <battlemap@localhost>"
#: The Python of the release that the package is for.
PYTHON = "3.11"


def main(words: list[str] | None = None) -> Path:
    """Makes the package; returns it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--machine", default="x86_64", choices=sorted(MACHINES))
    parser.add_argument("--wheels", help="a folder of wheels to take instead of asking the registry")
    parser.add_argument("--out", default=str(kits.ROOT / "dist"))
    asked = parser.parse_args(words)
    when = kits.commit_time()
    with tempfile.TemporaryDirectory() as folder:
        words = ["linux", "--machine", asked.machine, "--python", PYTHON]
        words += ["--wheels", asked.wheels] if asked.wheels else []
        kit = setup.Kit(kits.gather(kits.arguments(words), Path(folder), when))
        root = Path(folder) / "root"
        size = lay_out(kit, root, when)
        control(kit, root, MACHINES[asked.machine], size)
        for path in sorted(root.rglob("*"), reverse=True):
            if not path.is_symlink():
                os.utime(path, (when, when))
        os.utime(root, (when, when))
        out = Path(asked.out)
        out.mkdir(parents=True, exist_ok=True)
        package = out / f"battlemap_{kit.version}_{MACHINES[asked.machine]}.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(root), str(package)]
        subprocess.run(
            command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(when)}, capture_output=True
        )
    print(f"{package}  {package.stat().st_size / 2**20:.0f} MiB  sha256 {kits.digest(package)}")
    return package


def lay_out(kit: setup.Kit, root: Path, when: int) -> int:
    """Lays the files of the package of a commit's moment below `root`; returns their size in KiB."""
    lib = root / "usr/lib/battlemap"
    for wheel in kit.wheels(PYTHON):
        setup.unpack_wheel(wheel, lib)
    share = kit.folder / "share"
    files = {
        "usr/share/applications/battlemap.desktop": share / "battlemap.desktop",
        "usr/share/mime/packages/battlemap.xml": share / "battlemap.xml",
        "usr/share/icons/hicolor/scalable/apps/battlemap.svg": share / "battlemap.svg",
        "usr/share/icons/hicolor/scalable/mimetypes/application-x-battlemap.svg": share / "battlemap.svg",
        "usr/share/metainfo/cn.battlemap.battlemap.metainfo.xml": kits.HERE / "deb/battlemap.metainfo.xml",
        "usr/share/doc/battlemap/copyright": kits.HERE / "deb/copyright",
        "usr/share/lintian/overrides/battlemap": kits.HERE / "deb/lintian-overrides",
    }
    for target, source in files.items():
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / target)
    shutil.copytree(kit.folder / "licences", root / "usr/share/doc/battlemap/licences")
    command = root / "usr/bin/battlemap"
    command.parent.mkdir(parents=True)
    shutil.copy(kits.HERE / "deb/battlemap", command)
    command.chmod(0o755)
    texts = {
        "usr/share/man/man1/battlemap.1.gz": (kits.HERE / "deb/battlemap.1").read_bytes(),
        "usr/share/doc/battlemap/changelog.gz": changelog(kit.version, when).encode(),
        "usr/share/doc/battlemap/NEWS.gz": (kits.ROOT / "CHANGELOG.md").read_bytes(),
    }
    for target, content in texts.items():
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        (root / target).write_bytes(gzip.compress(content, 9, mtime=0))
    for path in root.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
        elif path != command:
            path.chmod(0o644)
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024


def changelog(version: str, when: int) -> str:
    """Returns the log of the package, in dpkg's form; what is new in the program stands in NEWS.gz."""
    at = format_datetime(datetime.fromtimestamp(when, timezone.utc))
    return f"battlemap ({version}) stable; urgency=medium\n\n  * See NEWS.gz.\n\n -- {MAINTAINER}  {at}\n"


def control(kit: setup.Kit, root: Path, machine: str, size: int) -> None:
    """Writes what dpkg has to know: dependencies by name, and that what Python compiles goes with the package."""
    floor = kit.facts["glibc"]
    series, minor = PYTHON.split(".")
    after = f"{series}.{int(minor) + 1}"
    needs = [
        f"libc6 (>= {floor})",
        f"python3 (>= {PYTHON})",
        f"python3 (<< {after})",
        *looking.LIBRARIES.values(),
    ]
    text = (kits.HERE / "deb/control").read_text(encoding="utf-8")
    facts = {
        "maintainer": MAINTAINER,
        "version": kit.version,
        "machine": machine,
        "size": str(size),
        "needs": ", ".join(needs),
    }
    for key, value in facts.items():
        text = text.replace("{" + key + "}", value)
    folder = root / "DEBIAN"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "control").write_text(text, encoding="utf-8")
    for name in ("postinst", "prerm"):
        shutil.copy(kits.HERE / "deb" / name, folder / name)
        (folder / name).chmod(0o755)


if __name__ == "__main__":
    main()
