"""The bytes of an MSPDI file become its root element: the encoding is believed only where the bytes bear it out."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from battlemap.errors import BadInput
from battlemap.exchange.project_fields import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
#: Names under which programs in China declare what is GB 18030 or a part of it.
_GB: Final = frozenset(("gb2312", "gb_2312-80", "gbk", "gb18030", "cp936", "ms936", "x-gbk", "windows-936"))
#: A byte of each stands for one letter, so that such a text always reads, also where it is another one.
_ONE_BYTE: Final = re.compile(r"(iso-?8859|windows-125|cp125|latin|ascii|us-ascii)", re.IGNORECASE)
#: So many Chinese characters are no accident of another encoding.
_ENOUGH: Final = 3
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]+")


def project_root(content: bytes, name: str) -> etree._Element:
    """Returns the plan's root without comments; raises BadInput with one sentence where the content is no plan."""
    if content.startswith(_OLE):
        raise BadInput(f"“{name}”是 MS Project 的 .mpp 文件，请在 MS Project 中另存为“XML 格式”后再导入。")
    from lxml import etree

    text = _DECLARATION.sub("", _decoded(content, name), count=1)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"“{name}”不是完整的 XML 文件，请重新导出。", str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise BadInput(f"“{name}”带有文档类型声明，不是 MS Project 保存的文件，为安全起见不予读取。")
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise BadInput(f"“{name}”不是 MS Project 的 XML 计划文件。")
    return root


def _decoded(content: bytes, name: str) -> str:
    """Returns the text by its byte order mark, else by its declaration, else as UTF-8."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, encoding.upper(), name)
    declared = _DECLARED.match(content)
    declared_name = declared[1].decode("ascii") if declared else "UTF-8"
    encoding = "gb18030" if declared_name.lower() in _GB else declared_name
    if declared_name.lower().replace("-", "").startswith(("utf16", "ucs2", "utf32", "ucs4")) and declared:
        # a declaration that can be read byte by byte is none in such an encoding
        raise _mismatch(name, declared_name)
    try:
        codecs.lookup(encoding).decode(b"<")
    except (LookupError, UnicodeDecodeError, TypeError, ValueError) as error:
        if b"\0" in content[:4]:
            return _strictly(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le", "UTF-16", name)
        raise BadInput(
            f"“{name}”声明的编码“{declared_name}”不认识，请另存为 UTF-8 编码的 XML 后再导入。"
        ) from error
    if declared is None and b"\0" in content[:4]:
        return _strictly(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le", "UTF-16", name)
    text = _strictly(content, encoding, declared_name, name)
    if _is_other_than_declared(content, encoding):
        raise _mismatch(name, declared_name)
    return text


def _strictly(content: bytes, encoding: str, declared_name: str, name: str) -> str:
    try:
        text = codecs.lookup(encoding).decode(content, "strict")[0]
    except (UnicodeDecodeError, ValueError, TypeError) as error:
        raise _mismatch(name, declared_name, str(error)) from error
    if not isinstance(text, str):
        raise _mismatch(name, declared_name)
    return text


def _is_other_than_declared(content: bytes, encoding: str) -> bool:
    """Whether the bytes read as Chinese in another encoding than the declared one, which took them without a murmur."""
    if codecs.lookup(encoding).name == "utf-8":
        return False
    foreign = _NOT_ASCII.findall(content)
    if not foreign:
        return False
    if _han(b"\n".join(foreign), "utf-8") >= _ENOUGH:
        return True
    # no European text has six accented letters in a row
    is_long = max(map(len, foreign)) >= 2 * _ENOUGH
    return bool(_ONE_BYTE.match(encoding)) and is_long and _han(content, "gb18030") >= _ENOUGH


def _han(content: bytes, encoding: str) -> int:
    """Returns how many Chinese characters the bytes are in an encoding, 0 where they are none in it."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0
    return sum("\u4e00" <= letter <= "\u9fff" for letter in text)


def _mismatch(name: str, declared_name: str, detail: str = "") -> BadInput:
    return BadInput(
        f"“{name}”的内容与它声明的编码（{declared_name}）不符，文字会成乱码，请另存为 UTF-8 编码的 XML 后再导入。",
        detail,
    )
