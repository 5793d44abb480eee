"""The encoding of a plan: declared and borne out by the bytes, or refused by its name."""

from __future__ import annotations

import codecs

import pytest

from battlemap.errors import BadInput
from battlemap.exchange.project_xml import parse_project
from tests.exchange.mspdi import plan, task, tasks_of

NAME = "镕基大道土方开挖"


def file(declared: str, encoding: str, mark: bytes = b"") -> bytes:
    """A plan written in one encoding and declared in another."""
    head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return mark + (head + plan(task(1, NAME))).encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        file("UTF-8", "utf-8"),
        file("", "utf-8"),
        file("utf-8", "utf-8", codecs.BOM_UTF8),
        file("gb2312", "gbk"),
        file("GB2312", "gb18030"),
        file("GBK", "gbk"),
        file("x-gbk", "gbk"),
        file("gb18030", "gb18030"),
        file("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
        file("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
        file("UTF-8", "utf-16-le", codecs.BOM_UTF16_LE),
        file("UTF-16", "utf-16-le"),
        file("", "utf-16-be"),
    ],
)
def test_what_is_declared_truly_is_read(content: bytes) -> None:
    (row,) = tasks_of(parse_project(content, "计划.xml"))
    assert row.title == NAME


@pytest.mark.parametrize(
    "content",
    [
        file("UTF-8", "gbk"),
        file("", "gbk"),
        file("GBK", "utf-8"),
        file("gb2312", "utf-8"),
        file("ISO-8859-1", "utf-8"),
        file("windows-1252", "utf-8"),
        file("ISO-8859-1", "gbk"),
        file("us-ascii", "gbk"),
        file("UTF-16", "utf-8"),
        file("klingon", "utf-8"),
        file("hex", "utf-8"),
        file("rot13", "utf-8"),
    ],
)
def test_a_false_declaration_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(BadInput, match="编码"):
        parse_project(content, "计划.xml")
