"""What became of ledgers since the last report: 「签约项目：签约 2 个、注册 1 个」, and where tallies stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from battlemap.domain.ledgers.definition import Definition


@attrs.frozen
class LedgerNews:
    """One ledger: how many entries came to each stage, in the order of the stages, and its tallies in words."""

    ledger: str
    title: str
    counter: str
    came_to: tuple[tuple[str, int], ...] = ()
    tallies: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """「签约 2 个、注册 1 个」, "" where nobody moved."""
        return "、".join(f"{stage} {count} {self.counter}" for stage, count in self.came_to)


def ledger_news(
    definitions: Mapping[str, Definition],
    moves: Iterable[tuple[str, str, str]],
    tallies: Mapping[str, Sequence[str]],
) -> tuple[LedgerNews, ...]:
    """Returns the news of every ledger in which an entry moved or a tally towards a target is kept, in their order.

    `moves` are (ledger, stage before, stage after); `tallies` are words by ledger.
    """
    counts: dict[str, Counter[str]] = {}
    for ledger, _, after in moves:
        counts.setdefault(ledger, Counter())[after] += 1
    news = []
    for id, definition in definitions.items():
        came = counts.get(id, Counter())
        stages = tuple((stage.name, came[stage.code]) for stage in definition.stages if came[stage.code])
        words = tuple(tallies.get(id, ()))
        if stages or words:
            news.append(LedgerNews(id, definition.ledger.title, definition.ledger.counter, stages, words))
    return tuple(news)
