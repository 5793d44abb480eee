"""Attachments are copied under safe names, opened only when unchanged, and never lead out of their folder."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.attachment import ATTACHMENT, Attachment, AttachmentLimits, is_safe_name
from battlemap.errors import BadInput, FileDamaged, FileProblem, NotFound, Refused
from battlemap.store.attachments import attachment_folder, forget, keep, safe_name, verified

LIMITS = AttachmentLimits(1000, frozenset({".exe"}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "行动.battlemap"


def paper(tmp_path: Path, name: str = "验收单.pdf", content: bytes = b"paper") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def added(source: Path, file: Path) -> Attachment:
    kept = keep(source, file, LIMITS)
    return Attachment("x", "t", kept.title, kept.file_name, kept.size, kept.sha256, date(2018, 11, 20))


def test_a_file_is_copied_beside_the_campaign_under_hash_and_name(tmp_path: Path, file: Path) -> None:
    attachment = added(paper(tmp_path), file)
    digest = hashlib.sha256(b"paper").hexdigest()
    assert attachment.file_name == f"{digest[:12]}-验收单.pdf"
    assert attachment.sha256 == digest
    path = verified(ATTACHMENT.checked(attachment), file)
    assert path.parent == tmp_path / "行动-附件"
    assert path.read_bytes() == b"paper"
    assert sorted(path.parent.iterdir()) == [path]


def test_the_same_file_is_kept_once_and_a_damaged_copy_is_renewed(tmp_path: Path, file: Path) -> None:
    source = paper(tmp_path)
    first, second = keep(source, file, LIMITS), keep(source, file, LIMITS)
    assert (first.is_new, second.is_new) == (True, False)
    forget(second, file)
    attachment_folder(file).joinpath(first.file_name).write_bytes(b"other")
    assert keep(source, file, LIMITS).is_new
    forget(first, file)
    assert list(attachment_folder(file).iterdir()) == []


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_stays_in_its_folder(name: str) -> None:
    safe = "0" * 12 + "-" + safe_name(name)
    assert is_safe_name(safe)
    assert len(safe.encode()) <= 255
    assert Path("folder", safe).parent == Path("folder")
    assert safe.isprintable()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..", "CON", "a\u202efdp.exe", "a/b\\c", "验收单 ", "<b>&.txt", "", ".", "长" * 300],
)
def test_dangerous_names_are_made_harmless(name: str) -> None:
    safe = safe_name(name)
    assert is_safe_name("0123456789ab-" + safe)
    assert "/" not in safe
    assert "\\" not in safe
    assert "\u202e" not in safe


def test_limits_are_told_before_anything_is_copied(tmp_path: Path, file: Path) -> None:
    for name, content, words in (
        ("大.pdf", b"x" * 1001, "超过附件上限"),
        ("程序.EXE", b"x", "可运行的程序"),
        ("程序.exe\u200b", b"x", "可运行的程序"),
        ("空.txt", b"", "空文件"),
    ):
        with pytest.raises(Refused, match=words):
            keep(paper(tmp_path, name, content), file, LIMITS)
    with pytest.raises(BadInput, match="不是文件"):
        keep(tmp_path, file, LIMITS)
    assert not attachment_folder(file).exists()


def test_a_changed_missing_or_misleading_attachment_is_not_opened(tmp_path: Path, file: Path) -> None:
    attachment = added(paper(tmp_path), file)
    path = verified(attachment, file)
    for name in ("../secret", "/etc/passwd", "x/../../y", "0123456789ab-../../etc/passwd"):
        with pytest.raises(FileDamaged, match="不安全"):
            verified(attrs.evolve(attachment, file_name=name), file)
        with pytest.raises(Refused, match="不安全"):
            ATTACHMENT.check_row(attrs.evolve(attachment, file_name=name))
    path.write_bytes(b"paper!")
    with pytest.raises(FileDamaged, match="被改动过"):
        verified(attachment, file)
    path.unlink()
    with pytest.raises(NotFound, match="找不到附件"):
        verified(attachment, file)
    secret = paper(tmp_path, "secret.txt", b"paper")
    path.symlink_to(secret)
    with pytest.raises(FileDamaged, match="文件夹之外"):
        verified(attachment, file)


def test_a_folder_that_leads_elsewhere_is_not_used(tmp_path: Path, file: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    attachment_folder(file).symlink_to(elsewhere)
    with pytest.raises(FileProblem, match="指向了别处"):
        keep(paper(tmp_path), file, LIMITS)
    assert list(elsewhere.iterdir()) == []


def test_the_delivered_limits_are_sensible() -> None:
    limits = AttachmentLimits.delivered()
    limits.check("照片.jpg", 20 * 1024 * 1024)
    with pytest.raises(Refused, match="超过附件上限"):
        limits.check("录像.mp4", 2 * 1024**3)
    with pytest.raises(Refused, match="可运行的程序"):
        limits.check("a.PS1", 10)


@pytest.mark.parametrize(
    "suffix",
    [
        "exe",
        "EXE",
        "bat",
        "lnk",
        "desktop",
        "url",
        "js",
        "cmd",
        "scr",
        "hta",
        "ps1",
        "vbs",
        "jar",
        "msi",
        "webloc",
    ],
)
def test_a_planted_program_is_not_opened_whatever_it_is_called(
    tmp_path: Path, file: Path, suffix: str
) -> None:
    attachment = added(paper(tmp_path), file)
    planted = f"{attachment.sha256[:12]}-报告.pdf.{suffix}"
    folder = attachment_folder(file)
    (folder / attachment.file_name).rename(folder / planted)
    row = attrs.evolve(attachment, file_name=planted, title="报告.pdf")
    with pytest.raises(Refused, match="可运行的程序"):
        verified(row, file)
    (folder / planted).rename(folder / f"{attachment.sha256[:12]}-x.{suffix}")
    shown = folder / f"{attachment.sha256[:12]}-y.pdf"
    shown.symlink_to(folder / f"{attachment.sha256[:12]}-x.{suffix}")
    with pytest.raises(Refused, match="可运行的程序"):
        verified(attrs.evolve(row, file_name=shown.name), file)
