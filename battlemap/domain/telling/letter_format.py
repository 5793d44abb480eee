"""The format of official letters in numbers (GB/T 9704-2012 党政机关公文格式), in mm and points, for every writer alike."""

from __future__ import annotations

from typing import Final

#: mm per point.
POINT: Final = 25.4 / 72
#: A4 and the type area (版心): 天头 37 mm, 订口 28 mm, 156 × 225 mm (GB/T 9704-2012, 5.2).
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT = 37.0, 28.0
AREA_WIDTH, AREA_HEIGHT = 156.0, 225.0
RIGHT: Final = PAGE_WIDTH - LEFT - AREA_WIDTH
BOTTOM: Final = PAGE_HEIGHT - TOP - AREA_HEIGHT
#: 22 lines of 28 characters fill the type area (5.3.2).
LINES, CHARACTERS = 22, 28
LINE: Final = AREA_HEIGHT / LINES
CHARACTER: Final = AREA_WIDTH / CHARACTERS
#: 字号 in points: 2号 (title), 3号 (body), 4号 (版记, page numbers) (5.2.2, 7).
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
#: The upper edge of 发文机关标志 lies 35 mm below the upper edge of the type area (7.2.4).
MARK_BELOW_AREA: Final = 35.0
#: The most that the mark is high (7.2.4: 以醒目、美观、庄重为原则; 22 mm is what offices keep to).
MARK_HIGHEST: Final = 15.0
#: The red line lies 4 mm below 发文字号 and is as wide as the type area (7.2.7).
RED_LINE_BELOW: Final = 4.0
#: Empty lines above 发文字号, the title and below the title (7.2.5, 7.3.1, 7.3.2).
LINES_ABOVE_NUMBER, LINES_ABOVE_TITLE, LINES_BELOW_TITLE = 2, 2, 1
#: 版记: first and last line 0.35 mm, those between 0.25 mm (7.4.1).
EDGE_LINE, INNER_LINE = 0.35, 0.25
#: Page numbers stand 7 mm below the type area, odd ones one character from the right, even ones from the left (7.5).
NUMBER_BELOW: Final = 7.0
#: The date stands four characters from the right (7.3.5.1).
DATE_FROM_RIGHT: Final = 4
#: 信函格式 (10.1): the mark 30 mm below the upper edge of the page, 4 mm below it a red double line (thick above thin) of
#: 170 mm, another (thin above thick) 20 mm above the lower edge; between a line and the words below it 7/8 of a character.
EPISTLE_MARK_TOP, EPISTLE_LINE_BELOW, EPISTLE_FOOT, EPISTLE_LINE_WIDTH = 30.0, 4.0, 20.0, 170.0
EPISTLE_WORDS_BELOW: Final = SIZE_3 * POINT * 7 / 8
#: Strokes of a red double line and what is free between them, mm (the standard leaves them open).
DOUBLE_THICK, DOUBLE_THIN, DOUBLE_GAP = 1.1, 0.4, 0.5
#: 发文机关标志 and its line are red (7.2.4); on paper M80 Y80.
RED: Final = "#FF0000"
#: The line pitch and the squeeze of a 3号 character onto the grid, as Word counts them (twips, 1/4096 pt): rounded down,
#: for of lines a twip too high only 21 find room.
LINE_PITCH: Final = int(LINE / POINT * 20)
CHAR_SPACE: Final = round((CHARACTER / POINT - SIZE_3) * 4096)
#: The same squeeze told to each character, in twips: for programs that know lines but not characters of a grid.
CHAR_SQUEEZE: Final = -6
#: Typefaces by what they are for, those that machines of offices have, in order (7.1: 仿宋, 小标宋, 黑体, 楷体, 宋体).
FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "小标宋", "华文中宋", "STZhongsong"),
    "body": ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong"),
    "kai": ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti"),
    "hei": ("黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti"),
    "song": ("宋体", "SimSun", "方正书宋_GBK", "华文宋体", "STSong"),
}
#: What they are called where one is missing.
FAMILY_NAMES: Final = {"title": "小标宋", "body": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体"}
#: Tables in letters: a head is so many characters of 4号 wide; an empty cell behind it takes so many grid lines, room for
#: an opinion, and has these words at its foot.
HEAD_CHARACTERS, SEAL_LINES = 6, 3
SEAL_WORDS: Final = "（盖章）　　　　　年　　月　　日"


def cell_widths(count: int) -> tuple[float, ...]:
    """Returns the widths of a table row's cells in mm: heads are equally wide, what follows them shares the rest."""
    if count == 1:
        return (AREA_WIDTH,)
    heads = (count + 1) // 2
    head = min(HEAD_CHARACTERS * SIZE_4 * POINT, AREA_WIDTH / count)
    rest = (AREA_WIDTH - heads * head) / (count - heads)
    return tuple(rest if place % 2 else head for place in range(count))


def mark_height(mark: str) -> float:
    """Returns how high 发文机关标志 is, mm: no wider than the type area."""
    return min(MARK_HIGHEST, AREA_WIDTH / max(1, len(mark)))


def double_lines(top: float) -> tuple[tuple[float, float], ...]:
    """Returns (middle, stroke) of the four red lines of a 信函, mm: a double one from `top` down, one at the foot."""
    foot = PAGE_HEIGHT - EPISTLE_FOOT - DOUBLE_THIN - DOUBLE_GAP - DOUBLE_THICK
    return (
        (top + DOUBLE_THICK / 2, DOUBLE_THICK),
        (top + DOUBLE_THICK + DOUBLE_GAP + DOUBLE_THIN / 2, DOUBLE_THIN),
        (foot + DOUBLE_THIN / 2, DOUBLE_THIN),
        (foot + DOUBLE_THIN + DOUBLE_GAP + DOUBLE_THICK / 2, DOUBLE_THICK),
    )


def twips(mm: float) -> int:
    """Returns a length in twentieths of a point, as Word counts."""
    return round(mm / POINT * 20)
