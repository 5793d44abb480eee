"""What kind of file it really is, told by its content and never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.zip_look import ZipLook, locked

Container = Literal["xlsx", "xlsb", "ods", "xls", "html", "xml", "csv"]

MOST_BYTES: Final = 100 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A BIFF stream without a container, as very old programs wrote it.
_BARE_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_FOREIGN: Final = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"SQLite format 3", "数据库文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
)


def container_of(path: Path) -> Container:
    """Returns what the file is; raises BadInput for one that is missing, empty, too large, locked or no sheet at all."""
    name = path.name
    head = _head(path)
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            raise BadInput(f"“{name}”其实是{kind}，不是表格，请选择 Excel、WPS 或 csv 表格。")
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    if head[:2] in _BARE_BIFF and head[2:4] in (b"\x10\x00", b"\x08\x00", b"\x06\x00", b"\x04\x00"):
        return "xls"
    return _written(head, name)


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"“{path.name}”是文件夹，请选择表格文件。")
        if not path.is_file():
            raise BadInput(f"找不到表格“{path}”，请核对路径。")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(f"“{path.name}”有 {size >> 20} MB，超过 {MOST_BYTES >> 20} MB，请拆分后再读入。")
        with path.open("rb") as stream:
            head = stream.read(4096)
            if not head.strip(b"\0 \r\n\t\xef\xbb\xbf") and not stream.read(1 << 20).strip(b"\0 \r\n\t"):
                raise BadInput(f"“{path.name}”是空文件，没有内容。")
    except OSError as error:
        raise BadInput(f"无法读取“{path.name}”，请检查是否有权限。", str(error)) from error
    return head


def _zipped(path: Path) -> Container:
    look = ZipLook(path)
    try:
        mime = look.read("mimetype", 1024)
        if b"opendocument.spreadsheet" in mime:
            if b"encryption-data" in look.read("META-INF/manifest.xml"):
                raise BadInput(locked(path.name))
            return "ods"
        types = look.read("[Content_Types].xml")
        if any(part.lower().endswith("workbook.bin") for part in look.names):
            return "xlsb"
        if b"spreadsheetml" in types or any(part.lower().endswith("xl/workbook.xml") for part in look.names):
            return "xlsx"
        is_word = b"wordprocessingml" in types or b"opendocument.text" in mime
        is_slides = b"presentationml" in types or b"opendocument.presentation" in mime
        kind = "Word 文档" if is_word else "演示文稿" if is_slides else "压缩包"
        raise BadInput(f"“{path.name}”其实是{kind}，不是表格，请选择 Excel、WPS 或 csv 表格。")
    finally:
        look.close()


def _compound(path: Path) -> Container:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BadInput(locked(path.name))
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in data:
        raise BadInput(f"“{path.name}”其实是 Word 文档，不是表格，请选择 Excel、WPS 或 csv 表格。")
    raise BadInput(f"“{path.name}”里没有工作簿，已损坏或不是表格。请用 Excel 或 WPS 打开后另存一份再读入。")


def _written(head: bytes, name: str) -> Container:
    """Returns the kind of a file that is text."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if plain.startswith(b"<?xml") or plain.startswith(b"<?mso") or b"<workbook" in plain:
        if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<html" not in plain:
            return "xml"
        if b"<html" not in plain and b"<table" not in plain:
            raise BadInput(f"“{name}”是 XML 文件，但不是 Excel 的 XML 表格，请另存为 .xlsx 后再读入。")
        return "html"
    if plain.startswith(b"mime-version") or b"multipart/related" in plain:
        raise BadInput(f"“{name}”是单个文件网页（.mht），请用 Excel 或 WPS 打开后另存为 .xlsx 再读入。")
    if plain.startswith(b"<") and any(tag in plain for tag in (b"<html", b"<table", b"<!doctype", b"<meta")):
        return "html"
    return "csv"
