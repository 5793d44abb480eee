"""Actions get short unique codes from the words of their titles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.action_code import delivered_codes, propose_codes

ELEVEN = (
    "经济运行", "项目建设", "城市建设", "科技金融", "对上争取", "乡村振兴",
    "风险防控", "污染防治", "精准脱贫", "社会稳定", "考核督查",
)  # fmt: skip


def test_the_eleven_actions_get_the_codes_of_the_trade() -> None:
    titles = [(number, f"{name}专项攻坚行动") for number, name in enumerate(ELEVEN, 1)]
    codes = propose_codes(titles, delivered_codes())
    assert codes == ("ECON", "PROJ", "CITY", "TECH", "FUND", "RURAL", "RISK", "ENV", "POOR", "STAB", "EVAL")


def test_an_unknown_name_gets_its_number() -> None:
    assert propose_codes([(12, "文明创建行动")], delivered_codes()) == ("A12",)


def test_a_code_is_given_once() -> None:
    titles = [(1, "污染防治"), (2, "生态修复"), (3, "文明创建")]
    assert propose_codes(titles, delivered_codes(), taken=["A03"]) == ("ENV", "A02", "A04")


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from([*ELEVEN, "其他", ""])), max_size=40))
def test_codes_are_unique_whatever_the_titles(titles: list[tuple[int, str]]) -> None:
    codes = propose_codes(titles, delivered_codes())
    assert len(set(codes)) == len(codes) == len(titles)
