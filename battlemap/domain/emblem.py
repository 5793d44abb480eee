"""What a picture must be to be an emblem: an SVG that holds all that it shows, and is drawn in a moment."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import Final
from xml.parsers import expat

import attrs

#: Bytes of an emblem, and dots of a picture inside it.
MOST_BYTES: Final = 256 * 1024
_MOST_DOTS: Final = 4_000_000
#: Shapes that are drawn when everything that is referred to is drawn where it is used.
_MOST_DRAWN: Final = 20_000
_MOST_DEPTH: Final = 100
#: Beyond this a number is no place in a picture; below this a dash makes a million of them.
_MOST_NUMBER: Final = 100_000.0
_LEAST_DASH: Final = 0.5

_SVG: Final = "http://www.w3.org/2000/svg"
_ELEMENTS: Final = frozenset((
    "svg", "g", "defs", "symbol", "switch", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textArea", "tbreak", "title", "desc", "metadata", "linearGradient",
    "radialGradient", "solidColor", "stop", "style", "use", "image", "clipPath", "mask", "pattern",
    "marker", "a",
))  # fmt: skip
#: What programs for drawing write beside the picture under names of their own.
_PARTS_OF_PROGRAMS: Final = frozenset(("namedview", "grid", "guide", "path-effect", "perspective", "page"))
_IN_METADATA: Final = "metadata"
_GEOMETRY: Final = frozenset((
    "d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx",
    "fy", "dx", "dy", "transform", "viewBox", "stroke-width", "font-size", "gradientTransform",
    "patternTransform", "offset", "stroke-dashoffset",
))  # fmt: skip
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_URL: Final = re.compile(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)", re.IGNORECASE)
_PNG: Final = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]*)")


def why_no_emblem(svg: str) -> str:
    """Returns why the text is no picture that may be kept and drawn, "" where it is one."""
    if len(svg.encode("utf-8", "replace")) > MOST_BYTES:
        return "过于复杂，超过 256 KB"
    try:
        return _Reader().why_not(svg)
    except _Unfit as unfit:
        return str(unfit)
    except (expat.ExpatError, UnicodeError, ValueError, RecursionError):
        return "不是完整的 SVG 图片"


class _Unfit(Exception):
    """Raised by the reader at the first thing that may not be."""


@attrs.define(eq=False)
class _Shape:
    """An element: how many there are in it, and which others it draws."""

    id: str
    own: int = 1
    children: list[_Shape] = attrs.field(factory=list)
    targets: list[str] = attrs.field(factory=list)


class _Reader:
    def __init__(self) -> None:
        self._open: list[tuple[str, _Shape]] = []
        self._by_id: dict[str, _Shape] = {}
        self._costs: dict[int, int] = {}
        self._style: list[str] = []
        self._top: _Shape | None = None

    def why_not(self, svg: str) -> str:
        """Returns "" for a fit picture; raises _Unfit with the reason else."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.ProcessingInstructionHandler = self._refuse_instruction
        parser.Parse(svg, True)
        _check_style("".join(self._style))
        self._style.clear()
        if self._top is None or self._cost(self._top, ()) > _MOST_DRAWN:
            raise _Unfit("反复引用自身的图形过多")
        return ""

    def _refuse_doctype(self, *_: object) -> None:
        raise _Unfit("带有文档类型声明")

    def _refuse_instruction(self, *_: object) -> None:
        raise _Unfit("引用了外部样式")

    def _begin(self, full_name: str, attributes: dict[str, str]) -> None:
        space, _, name = full_name.rpartition(" ")
        if not self._open and (space, name) != (_SVG, "svg"):
            raise _Unfit("不是 SVG 图片")
        if len(self._open) > _MOST_DEPTH:
            raise _Unfit("图形套叠过深")
        is_described = any(above == _IN_METADATA for above, _ in self._open)
        if is_described and name in _ELEMENTS:
            raise _Unfit("说明文字中夹有图形")
        if name not in _ELEMENTS and not is_described and (space == _SVG or name not in _PARTS_OF_PROGRAMS):
            raise _Unfit(f"含有不能使用的内容“{name[:20]}”")
        shape = _Shape(attributes.get("id", ""))
        if not is_described:
            for key, value in attributes.items():
                self._check(name, key.rpartition(" ")[2], value, shape)
        if self._open:
            self._open[-1][1].children.append(shape)
        else:
            self._top = shape
        if shape.id:
            self._by_id.setdefault(shape.id, shape)
        self._open.append((name, shape))

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open and self._open[-1][0] == "style":
            self._style.append(text)

    def _check(self, element: str, key: str, value: str, shape: _Shape) -> None:
        if key in ("href", "src", "base"):
            self._check_reference(element, value.strip(), shape)
        if key.lower().startswith("on"):
            raise _Unfit("含有脚本")
        if key in _GEOMETRY:
            _check_numbers(value)
        if key == "stroke-dasharray":
            _check_dashes(value)
        if key == "style" or "url(" in value.lower():
            _check_style(value)
            shape.targets += [target.removeprefix("#") for target in _URL.findall(value)]

    @staticmethod
    def _check_reference(element: str, target: str, shape: _Shape) -> None:
        if element == "image":
            _check_png(target)
        elif target.startswith("#"):
            if element == "use" or element.endswith("Gradient") or element == "pattern":
                shape.targets.append(target[1:])
        elif target:
            raise _Unfit("引用了图片以外的文件")

    def _cost(self, shape: _Shape, above: tuple[int, ...]) -> int:
        """Returns how many shapes are drawn for one; raises _Unfit where it draws itself."""
        if id(shape) in above or len(above) > _MOST_DEPTH * 2:
            raise _Unfit("图形引用了自身")
        counted = self._costs.get(id(shape))
        if counted is not None:
            return counted
        inside = (*above, id(shape))
        cost = shape.own + sum(self._cost(child, inside) for child in shape.children)
        for target in shape.targets:
            if target in self._by_id:
                cost += self._cost(self._by_id[target], inside)
        self._costs[id(shape)] = min(cost, _MOST_DRAWN + 1)
        return self._costs[id(shape)]


def _check_numbers(value: str) -> None:
    if any(abs(float(number)) > _MOST_NUMBER for number in _NUMBER.findall(value)):
        raise _Unfit("图形的尺寸过大")


def _check_dashes(value: str) -> None:
    dashes = [float(number) for number in _NUMBER.findall(value)]
    if dashes and max(dashes) > 0 and sum(dashes) < _LEAST_DASH:
        raise _Unfit("虚线过密")


def _check_style(value: str) -> None:
    """Raises _Unfit for a style that reads anything but what is in the picture."""
    if "\\" in value or "@" in value or "expression" in value.lower():
        raise _Unfit("样式引用了图片以外的内容")
    if any(not target.strip().startswith("#") for target in _URL.findall(value)):
        raise _Unfit("样式引用了图片以外的文件")
    if value.lower().count("url(") != len(_URL.findall(value)):
        raise _Unfit("样式引用了图片以外的文件")
    for dashes in re.findall(r"stroke-dasharray\s*:\s*([^;]*)", value):
        _check_dashes(dashes)
    for size in re.findall(r"(?:stroke-width|font-size)\s*:\s*([^;]*)", value):
        _check_numbers(size)


def _check_png(target: str) -> None:
    """Raises _Unfit for anything but a PNG of sensible size inside the picture itself."""
    png = _PNG.fullmatch(target)
    if not png:
        raise _Unfit("引用了图片以外的文件")
    try:
        head = base64.b64decode("".join(png[1].split()), validate=True)[:24]
    except (binascii.Error, ValueError) as error:
        raise _Unfit("内含的图片已损坏") from error
    if len(head) < 24 or head[:8] != b"\x89PNG\r\n\x1a\n":
        raise _Unfit("内含的图片不是 PNG")
    width, height = struct.unpack(">II", head[16:24])
    if width * height > _MOST_DOTS:
        raise _Unfit("内含的图片过大")
