"""The bytes of a plan file become text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030; or one clear refusal."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from battlemap.errors import BadInput

#: A plan of a million characters is no plan.
MOST_TEXT_BYTES = 2 * 1024 * 1024
#: Word files carry pictures.
MOST_WORD_BYTES = 30 * 1024 * 1024

_FOREIGN = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件或加密文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"SQLite format 3", "数据库文件"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def file_bytes(path: Path, most: int) -> bytes:
    """Returns the content; raises BadInput for a file that is missing, unreadable, empty or larger than `most`."""
    try:
        if path.is_dir():
            raise BadInput(f"“{path.name}”是文件夹，请选择方案文件。")
        size = path.stat().st_size
        if size > most:
            raise BadInput(
                f"“{path.name}”有 {size / 1_048_576:.0f} MB，超过 {most // 1_048_576} MB，不像一份方案。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件“{path}”，请核对路径。") from error
    except OSError as error:
        raise BadInput(f"无法读取“{path.name}”，请检查是否有权限。", str(error)) from error
    if not data.strip():
        raise BadInput(f"“{path.name}”是空文件，没有方案内容。")
    return data


def decode(data: bytes, name: str) -> str:
    """Returns the text of a plain text file; raises BadInput for what is not text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_decoded(data, encoding, name), name)
    for magic, kind in _FOREIGN:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:64]):
            raise BadInput(f"“{name}”其实是{kind}，不是文字，请另存为 .txt 或 .docx 后再打开。")
    if b"\0" in data:
        raise BadInput(f"“{name}”不是文字文件，请选择 .txt、.md 或 .docx 格式的方案。")
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            raise BadInput(f"“{name}”第 {error.start + 1} 字节损坏，请在记事本中改正后重新保存。") from error
    return _checked(_decoded(data, "gb18030", name), name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            f"“{name}”的文字编码无法识别，请用记事本另存为 UTF-8 后再打开。", str(error)
        ) from error


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether only few bytes of the file are no UTF-8, while most of it is, beyond ASCII."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text) - broken
    return foreign > 20 * broken


def _checked(text: str, name: str) -> str:
    """Returns the text without odd line ends; raises BadInput where too many characters are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\f", "\n")
    sample = text[:20_000]
    odd = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\n\t\v" for char in sample
    )
    if odd * 50 > len(sample):
        raise BadInput(f"“{name}”里多是乱码，不像一份方案，请检查文件。")
    if not text.strip():
        raise BadInput(f"“{name}”是空文件，没有方案内容。")
    return text
