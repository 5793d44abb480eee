"""Ed25519 keys: a site signs its packets, the others know its key and compare four words of it by voice."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from battlemap.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

#: The signs of a fingerprint: 240, plain ones, no two alike.
_WORDS: Final = (
    "山水云雨风雪花草树木石田河湖海江泉井桥路门窗屋瓦墙塔亭楼城镇"
    "村庄天地日月星光火灯金银铜铁锡玉珠布衣帽鞋伞扇车船帆桨轮马牛"
    "羊鸡犬猪兔鹿象虎熊猴鱼虾蟹龟鸟燕雁鹰鹤鹅鸭蜂蝶蚕竹松柏杨柳桃"
    "李杏梅梨枣茶米麦豆瓜菜葱姜蒜盐糖油酒碗盘刀勺锅壶杯瓶盒箱柜桌"
    "椅床笔墨纸书画琴鼓笛钟旗印章信票灰红橙黄绿青蓝紫白黑春夏秋冬"
    "东南西北中上下左右前后高低长短大小多少新旧快慢远近宽窄厚薄深"
    "浅圆方正直平安宁和顺吉祥福禄寿喜丰收成功开明清亮爽朗坚强勇敢"
    "一二三四五六七八九十百千万年辰时分秒早晚晨午昼夜歌舞诗文学习"
)
FINGERPRINT: Final = 4


def key_in(folder: Path) -> str:
    """Returns the PC's secret key, made now where there is none; it never leaves the folder of the settings."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / "mail-key"
    kept = kept_in(folder)
    if kept:
        return kept
    secret = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def kept_in(folder: Path) -> str:
    """Returns the PC's secret key, "" where none was made yet."""
    try:
        return (folder / "mail-key").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def public_of(secret: str) -> str:
    """Returns the public key that belongs to a secret one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret))
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signed(secret: str, text: str) -> str:
    """Returns the signature of a text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret))
    return base64.b64encode(key.sign(text.encode("ascii"))).decode()


def is_signed(public: str, text: str, signature: str) -> bool:
    """Whether a signature of a text was made with the secret key that belongs to a public one."""
    from cryptography.exceptions import InvalidSignature

    try:
        _read(public).verify(base64.b64decode(signature, validate=True), text.encode("ascii"))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(64)
def _read(public: str) -> Ed25519PublicKey:
    """Returns a public key; raises ValueError for what is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))


def words_of(public: str) -> str:
    """Returns the key's fingerprint as four words of two characters, to be compared by voice: 「山水 云雨 风雪 花草」."""
    try:
        digest = hashlib.sha256(base64.b64decode(public, validate=True)).digest()
    except ValueError as error:
        raise BadInput("公钥不完整，请让对方重新提供。", str(error)) from error
    chosen = [_WORDS[byte % len(_WORDS)] for byte in digest[: 2 * FINGERPRINT]]
    return " ".join("".join(chosen[place : place + 2]) for place in range(0, 2 * FINGERPRINT, 2))
