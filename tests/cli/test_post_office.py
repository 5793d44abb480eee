"""``post-office`` starts a server, prints one line to join, and stops cleanly when it is told to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.store.mailbox.post_office import programs_found
from tests.store.mailbox.test_post_office import free_port

psycopg = pytest.importorskip("psycopg")


def test_one_line_is_printed_a_pc_joins_by_it_and_an_interrupt_ends_it_cleanly() -> None:
    if not list(programs_found()):
        pytest.skip("no PostgreSQL on this machine")
    # who runs the server must be able to look into the folders above, unlike those of pytest
    folder = Path(tempfile.mkdtemp(prefix="battlemap-office-", dir="/tmp"))
    folder.chmod(0o755)
    words = [
        "post-office",
        "--folder",
        str(folder / "office"),
        "--port",
        str(free_port()),
        "--address",
        "127.0.0.1",
    ]
    office = subprocess.Popen(
        [sys.executable, "-m", "battlemap", *words], stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        assert office.stdout is not None
        said = [office.stdout.readline() for _ in range(3)]
        (line,) = (one.strip() for one in said if one.startswith("host="))
        with psycopg.connect(line) as pc:
            assert pc.execute("SELECT count(*) FROM battlemap_packet").fetchone() == (0,)
        office.send_signal(signal.SIGINT)
        assert "已停止，收到的数据都已保存" in office.communicate(timeout=60)[0] and office.returncode == 0
        assert not (folder / "office" / "data" / "postmaster.pid").exists()
    finally:
        if office.poll() is None:
            office.kill()
            office.wait()
            main([*words[:3], "--stop"])
        shutil.rmtree(folder, ignore_errors=True)


def test_what_does_not_run_is_not_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not list(programs_found()):
        pytest.skip("no PostgreSQL on this machine")
    assert main(["post-office", "--folder", str(tmp_path / "office"), "--stop"]) == 0
    assert "没有在运行" in capsys.readouterr().out
