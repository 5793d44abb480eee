"""The bytes of a sheet that is text become text: UTF-8, UTF-16, GB18030, as its mark, its own words or its bytes say."""

from __future__ import annotations

import codecs
import re
from typing import Final

from battlemap.errors import BadInput

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CHINESE: Final = ("gb2312", "gbk", "gb18030", "hz-gb-2312", "cp936", "x-gbk")


def sheet_text(data: bytes, name: str) -> str:
    """Returns the text; raises BadInput for bytes that are none in any of the encodings offices use."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data, encoding, name)
    if data[:200].count(b"\0") > 20:
        even, odd = data[0:200:2].count(b"\0"), data[1:200:2].count(b"\0")
        return _decoded(data, "utf-16-le" if odd > even else "utf-16-be", name)
    said = _CHARSET.search(data[:4096])
    if said and said[1].decode("ascii").lower() in _CHINESE:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise BadInput(
                f"“{name}”第 {line} 行有损坏的文字（第 {error.start + 1} 字节），请用 Excel 或 WPS 另存为 .xlsx 再读入。"
            ) from error
    return _decoded(data, "gb18030", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"“{name}”第 {line} 行的文字编码无法识别，请用 Excel 或 WPS 另存为 .xlsx 再读入。", str(error)
        ) from error
    odd = sum(sign < " " and sign not in "\n\r\t\f\v" for sign in text[:20_000])
    if odd * 50 > len(text[:20_000]):
        raise BadInput(f"“{name}”不是表格，里面多是乱码，请选择 Excel、WPS 或 csv 表格。")
    return text


def _is_nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(sign > "\x7f" for sign in text) - broken > 20 * broken
