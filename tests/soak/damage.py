"""Damage of every kind done to copies: each is told in words, and what can be read is salvaged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import attrs

from battlemap.errors import BattlemapError
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.salvage import salvage

#: What is done to a file's bytes.
KINDS = {
    "cut off": "文件被截断",
    "pages zeroed": "若干页清零",
    "pages garbled": "若干页写乱",
    "bytes flipped": "零星位翻转",
    "head garbled": "文件头写乱",
    "pages swapped": "两页对调",
}
_PAGE = 4096


@attrs.frozen
class Harm:
    """What was done, how the program told it ("" where the file opens), the share of rows that came back."""

    kind: str
    told: str
    salvaged: int
    of: int
    faults: tuple[str, ...]


def harm_once(whole: bytes, kind: str, rows: int, folder: Path, dice: Random) -> Harm:
    """Damages a copy, opens it, checks it and salvages it; whatever is not told in words is a fault."""
    path, target = folder / "坏.battlemap", folder / "抢救.battlemap"
    for old in (path, target):
        old.unlink(missing_ok=True)
    harmed = harm(whole, kind, dice)
    path.write_bytes(harmed)
    faults: list[str] = []
    sentence = ""
    try:
        with CampaignFile.open(path, "查者", datetime.now(), read_only=True) as file:
            wrong = file.faults()
            sentence = wrong[0] if wrong else ""
    except BattlemapError as error:
        sentence = str(error)
    except Exception as error:
        faults.append(f"{kind}: opening: {error!r}")
    salvaged = 0
    try:
        salvaged = sum(salvage(path, target, "查者", datetime.now()).counts.values())
        with CampaignFile.open(target, "查者", datetime.now(), read_only=True) as file:
            faults += [f"{kind}: salvaged file: {words}" for words in file.faults()]
    except BattlemapError:
        pass
    except Exception as error:
        faults.append(f"{kind}: salvage: {error!r}")
    if path.read_bytes() != harmed:
        faults.append(f"{kind}: the damaged file was touched")
    return Harm(kind, sentence, salvaged, rows, tuple(faults))


def harm(whole: bytes, kind: str, dice: Random) -> bytes:
    """Returns the bytes of a damaged file."""
    content = bytearray(whole)
    pages = len(content) // _PAGE
    if kind == "cut off":
        return whole[: dice.randrange(len(whole))]
    if kind == "head garbled":
        content[16:100] = dice.randbytes(84)
    elif kind == "bytes flipped":
        for _ in range(dice.randrange(1, 40)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == "pages swapped":
        one, two = (page * _PAGE for page in dice.sample(range(pages), 2))
        content[one : one + _PAGE], content[two : two + _PAGE] = (
            content[two : two + _PAGE],
            content[one : one + _PAGE],
        )
    else:
        for page in dice.sample(range(pages), dice.randrange(1, max(2, pages // 10))):
            filling = bytes(_PAGE) if kind == "pages zeroed" else dice.randbytes(_PAGE)
            content[page * _PAGE : (page + 1) * _PAGE] = filling
    return bytes(content)
