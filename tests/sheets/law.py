"""The law of every sheet: no two texts overlap, all lies on the paper, nothing is left out."""

from __future__ import annotations

from battlemap.layout.scene import Line, Rect, Scene, Text
from battlemap.layout.text import em_width


def ink(text: Text) -> Rect:
    """The box that the em boxes of a text's lines fill."""
    widest = min(max(em_width(line) for line in text.lines) * text.size, text.rect.w)
    spare = text.rect.w - widest
    x = text.rect.x + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
    pitch = text.size * text.leading
    block = pitch * len(text.lines)
    top = text.rect.y + (text.rect.h - block) / 2 if text.middle else text.rect.y
    return Rect(x, top + (pitch - text.size) / 2, widest, block - pitch + text.size)


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    """The pairs of texts that share ink."""
    texts = [text for text in scene.texts() if any(line.strip() for line in text.lines)]
    boxes = sorted(((ink(text), "/".join(text.lines)) for text in texts), key=lambda pair: pair[0].y)
    pairs: list[tuple[str, str]] = []
    open_: list[tuple[Rect, str]] = []
    for box, words in boxes:
        open_ = [pair for pair in open_ if pair[0].bottom > box.y + 0.01]
        pairs += [(other, words) for place, other in open_ if place.meets(box, 0.02)]
        open_.append((box, words))
    return pairs


def outside(scene: Scene, margin: float) -> list[str]:
    """What does not lie on the paper, texts what does not lie within its margin."""
    paper = Rect(0, 0, scene.width, scene.height)
    beyond = []
    for item in scene.items:
        if isinstance(item, Text):
            if item.lines and not paper.inset(margin).holds(ink(item), 0.02):
                beyond.append("/".join(item.lines))
        elif isinstance(item, Line):
            x, y = sorted((item.x1, item.x2)), sorted((item.y1, item.y2))
            if not paper.holds(Rect(x[0], y[0], x[1] - x[0], y[1] - y[0])):
                beyond.append(repr(item))
        elif not paper.holds(item.rect):
            beyond.append(repr(item))
    return beyond


def written(scene: Scene) -> dict[str, list[str]]:
    """Id → every text about it, lines joined, without any white space."""
    by_id: dict[str, list[str]] = {}
    for text in scene.texts():
        if text.about:
            by_id.setdefault(text.about, []).append("".join("".join(text.lines).split()))
    return by_id
