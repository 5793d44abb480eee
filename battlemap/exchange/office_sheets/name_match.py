"""Units and persons as sheets write them, matched to those that are known: certain, to be asked, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs
from rapidfuzz import fuzz, process

from battlemap.exchange.office_sheets.words import tight

#: Likeness (0 … 100) from which a name is asked about.
LIKELY: Final = 80.0
#: Names that are offered.
_MOST: Final = 3
_SEPARATOR: Final = re.compile(r"[、,，;；/\n]+|\s{2,}")
#: Words that offices leave out or add without meaning another one.
_WITHOUT_MEANING: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,3}?(?:市|区|县)|(?:人民政府|办事处|委员会|管理局|有限公司|有限责任公司|公司|局|办)$"
)


@attrs.frozen
class NameMatch:
    """What a written name means: one known id, or several to choose from; nothing is ever created for it here."""

    written: str
    #: The id where it is certain.
    id: str | None
    #: Ids to ask about, the likeliest first.
    candidates: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether nothing known is like it."""
        return self.id is None and not self.candidates


def parted(written: str) -> list[str]:
    """Returns the names that one cell holds: 区财政局、区经信局."""
    return [part.strip() for part in _SEPARATOR.split(written) if part.strip()]


def match_names(written: Iterable[str], names_by_id: Mapping[str, Sequence[str]]) -> dict[str, NameMatch]:
    """Returns written name → match; `names_by_id` are the full and short names by id.

    Certain is only the same name (blanks and widths apart) that one alone bears. Another that is four fifths alike,
    or differs only by a word without meaning (区、局、人民政府), is asked about.
    """
    by_name: dict[str, set[str]] = {}
    by_core: dict[str, set[str]] = {}
    for id_, names in names_by_id.items():
        for name in names:
            if tight(name):
                by_name.setdefault(tight(name), set()).add(id_)
                by_core.setdefault(core(name), set()).add(id_)
    return {name: _match(name, by_name, by_core) for name in dict.fromkeys(written) if tight(name)}


def core(name: str) -> str:
    """Returns the part of a name that tells it from others: 住建 for 高新区住建局."""
    plain = tight(name)
    return _WITHOUT_MEANING.sub("", plain) or plain


def _match(written: str, by_name: Mapping[str, set[str]], by_core: Mapping[str, set[str]]) -> NameMatch:
    plain = tight(written)
    same = by_name.get(plain, set())
    if len(same) == 1:
        return NameMatch(written, next(iter(same)))
    if same:
        return NameMatch(written, None, tuple(sorted(same)))
    candidates: list[str] = sorted(by_core.get(core(written), ()))
    for name, _, _ in process.extract(
        plain, list(by_name), scorer=fuzz.ratio, limit=2 * _MOST, score_cutoff=LIKELY
    ):
        candidates += [id_ for id_ in sorted(by_name[name]) if id_ not in candidates]
    return NameMatch(written, None, tuple(candidates[:_MOST]))
