"""A picture may be an emblem when it holds all that it shows and is drawn in a moment."""

from __future__ import annotations

import base64
import struct

import pytest

from battlemap.domain.emblem import why_no_emblem

SHAPE = '<circle cx="32" cy="32" r="30" fill="#c00"/>'


def svg(inside: str = SHAPE, more: str = "", before: str = "") -> str:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    programs = 'xmlns:sodipodi="http://sodipodi.example/0" xmlns:rdf="http://rdf.example"'
    return f'{before}<svg {spaces} {programs} width="64" height="64" {more}>{inside}</svg>'


def png(width: int, height: int) -> str:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return "data:image/png;base64," + base64.b64encode(head + bytes(40)).decode()


def doubled(times: int) -> str:
    """A group used twice by a group that is used twice …"""
    groups = "".join(
        f'<g id="g{n}"><use xlink:href="#g{n - 1}"/><use xlink:href="#g{n - 1}"/></g>'
        for n in range(1, times)
    )
    return f'<defs><g id="g0">{SHAPE}</g>{groups}</defs><use xlink:href="#g{times - 1}"/>'


@pytest.mark.parametrize(
    "picture",
    [
        svg(),
        svg(before='<?xml version="1.0" encoding="UTF-8"?><!-- drawn -->'),
        svg(f'<defs><g id="a">{SHAPE}</g></defs><use xlink:href="#a"/><use href="#a"/>'),
        svg('<defs><linearGradient id="l"><stop offset="0" stop-color="red"/></linearGradient></defs>'
            '<rect width="9" height="9" fill="url(#l)" style="stroke:url(\'#l\')"/>'),
        svg(f'<image width="9" height="9" xlink:href="{png(400, 400)}"/>'),
        svg("<style>.a{fill:#c00}</style>" + SHAPE),
        svg('<sodipodi:namedview id="v"/><metadata><rdf:RDF><rdf:li>x</rdf:li></rdf:RDF></metadata>' + SHAPE),
        svg('<path d="M0 0L9 9" stroke-dasharray="2,1"/>'),
        svg(doubled(8)),
    ],
)  # fmt: skip
def test_what_programs_for_drawing_save_is_taken(picture: str) -> None:
    assert why_no_emblem(picture) == ""


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (svg(doubled(30)), "反复引用"),
        (svg('<g id="a"><use href="#a"/></g>'), "引用了自身"),
        (svg('<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>'), "引用了自身"),
        (svg('<image href="file:///etc/passwd"/>'), "图片以外的文件"),
        (svg('<image xlink:href="../x.png"/>'), "图片以外的文件"),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "图片以外的文件"),
        (svg(f'<image href="{png(60_000, 60_000)}"/>'), "过大"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "不是 PNG"),
        (svg('<use href="other.svg#a"/>'), "图片以外的文件"),
        (svg('<rect fill="url(file:///x)"/>'), "图片以外的文件"),
        (svg('<rect style="fill:url(http://x/y)"/>'), "图片以外的文件"),
        (svg("<style>@import 'x.css';</style>"), "样式"),
        (svg("<style>a{b:u\\72l(x)}</style>"), "样式"),
        (svg("<script>1</script>"), "不能使用的内容“script”"),
        (svg("<foreignObject/>"), "不能使用的内容"),
        (svg('<x:use xmlns:x="http://x" href="file:///x"/>'), "不能使用的内容|图片以外的文件"),
        (svg("<animate/>"), "不能使用的内容"),
        (svg('<rect onclick="x()"/>'), "脚本"),
        (svg('<path d="M0 0L9 9" stroke-dasharray="0.00001"/>'), "虚线"),
        (svg('<path style="stroke-dasharray:0.00001,0"/>'), "虚线"),
        (svg('<path d="M0 0L1e30 9"/>'), "尺寸过大"),
        (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "文档类型"),
        (svg(before='<?xml-stylesheet href="x.css"?>'), "外部样式"),
        (svg("<g>" * 300 + "</g>" * 300), "套叠过深"),
        ("<html/>", "不是 SVG"),
        ("<svg", "不是完整"),
        ("", "不是完整"),
        (svg("<!-- " + "x" * 300_000 + " -->"), "256 KB"),
    ],
)
def test_what_reads_elsewhere_or_never_ends_is_refused(picture: str, words: str) -> None:
    reason = why_no_emblem(picture)
    assert any(word in reason for word in words.split("|")), reason
