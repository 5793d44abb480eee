from __future__ import annotations

from battlemap.exchange.pinyin import readings


def test_common_readings_come_first_and_without_tones() -> None:
    ways = readings()
    assert ways("重")[:2] == ("zhong", "chong")
    assert ways("绿") == ("lv", "lu")
    assert {"xing", "hang"} <= set(ways("行"))
    assert ways("（") == ways("a") == ()
    common = [ways(chr(code)) for code in range(0x4E00, 0x6E00)]
    assert all(way.isascii() and way.islower() for ways_of_one in common for way in ways_of_one)
    assert max(map(len, common)) == 4
