"""Several PCs: random histories with losses, duplicates and late joiners, after which all must be equal."""

from __future__ import annotations

from random import Random

from tests.soak.line import Line
from tests.store.mailbox.histories import history
from tests.store.mailbox.test_law import lawful


def histories(dice: Random, times: int) -> Line:
    """Plays histories of two to five sites and asks the law of each."""
    wrong: list[str] = []
    survived = steps = open_ = 0
    for _ in range(times):
        seed = dice.getrandbits(40)
        sites = history(seed)
        try:
            lawful(sites)
            survived += 1
        except AssertionError as error:
            wrong.append(f"history {seed}: {str(error)[:200]}")
        finally:
            steps += sum(len(site.done) for site in sites)
            open_ += len(sites[0].conflicts())
            for site in sites:
                site.connection.close()
    note = f"2—5 台电脑，乱序、重复、丢失后补齐：逐行相等，检查无误，{steps:,} 步一步不少，{open_:,} 处冲突各台所见相同"
    return Line("几台电脑的随机改动合并", times, survived, note, tuple(wrong))
