"""The parts of a Word file that a plan needs, and no others: pictures and the like are never unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from battlemap.errors import BadInput

if TYPE_CHECKING:
    from lxml import etree

#: What the parts of a plan together unpack to, and lists of parts, at most.
MOST_UNPACKED: Final = 40 * 1024 * 1024
_MOST_LIST: Final = 1024 * 1024
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES, _ROOT_LIST = "[Content_Types].xml", "_rels/.rels"
_USUAL: Final = "word/document.xml"
_MAIN = "/officeDocument"
_NEEDED: Final = ("/styles", "/numbering", "/footnotes", "/endnotes", "/header", "/footer")
#: What zipfile raises for archives that are none, are cut or locked.
_BROKEN: Final = (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError)


def needed_parts(data: bytes, name: str) -> bytes:
    """Returns a Word file of the main text, its styles, numbering, notes, headers and footers alone.

    Raises BadInput for what is no Word file, and for one whose text is too large to be a plan.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"“{name}”是旧版 Word 文件或已加密，请去除密码并另存为 .docx 后再打开。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _foreign(name) from error
    with archive:
        part_names = set(archive.namelist())
        if not any(part.startswith("word/") for part in part_names):
            raise _foreign(name)
        try:
            return _Package(archive, part_names, name).reduced()
        except (*_BROKEN, KeyError, SyntaxError) as error:
            # SyntaxError is what lxml's errors are
            raise BadInput(
                f"“{name}”已损坏，无法读取，请用 Word 或 WPS 打开后另存一份。", repr(error)
            ) from error


class _Package:
    def __init__(self, archive: zipfile.ZipFile, part_names: set[str], name: str) -> None:
        self._archive = archive
        self._part_names = part_names
        self._name = name
        self._left = MOST_UNPACKED

    def reduced(self) -> bytes:
        """Returns the new archive."""
        if _USUAL in self._part_names and self._archive.getinfo(_USUAL).file_size > MOST_UNPACKED:
            raise self._too_large()
        parts = {_TYPES: self._read(_TYPES, _MOST_LIST)}
        parts[_ROOT_LIST], mains = self._kept(_ROOT_LIST, "", (_MAIN,))
        for main in mains[:1]:
            parts[main] = self._read(main)
            folder, base = posixpath.split(main)
            own_list = f"{folder}/_rels/{base}.rels"
            if own_list in self._part_names:
                parts[own_list], needed = self._kept(own_list, folder, _NEEDED)
                parts |= {part: self._read(part) for part in needed}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for part, content in parts.items():
                target.writestr(part, content)
        return packed.getvalue()

    def _kept(self, part: str, folder: str, kinds: tuple[str, ...]) -> tuple[bytes, list[str]]:
        """Returns a list of relations with those of some kinds alone, and the parts that they lead to."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(self._read(part, _MOST_LIST), parser)
        targets: list[str] = []
        for relation in self._foreign_relations(root, folder, kinds, targets):
            root.remove(relation)
        content: bytes = etree.tostring(root)
        return content, targets

    def _foreign_relations(
        self, root: etree._Element, folder: str, kinds: tuple[str, ...], targets: list[str]
    ) -> Iterator[etree._Element]:
        """Yields the relations that are not kept, once the `targets` of the others are noted."""
        for relation in list(root):
            target = str(relation.get("Target", ""))
            place = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            is_kept = (
                relation.tag == _RELATION
                and str(relation.get("Type", "")).endswith(kinds)
                and relation.get("TargetMode") != "External"
                and place in self._part_names
                and place not in targets
            )
            if is_kept:
                targets.append(place)
            else:
                yield relation

    def _read(self, part: str, most: int = MOST_UNPACKED) -> bytes:
        """Returns a part's content, unpacked no further than what is left of the limit."""
        most = min(most, self._left)
        with self._archive.open(part) as source:
            content = source.read(most + 1)
        if len(content) > most:
            raise self._too_large()
        self._left -= len(content)
        return content

    def _too_large(self) -> BadInput:
        return BadInput(f"“{self._name}”的文字过大，不像一份方案。")


def _foreign(name: str) -> BadInput:
    return BadInput(f"“{name}”不是 Word 文件，请选择 .txt、.md 或 .docx 格式的方案。")
