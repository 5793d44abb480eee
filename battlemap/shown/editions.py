"""Editions: a sheet is issued under the next number, and an old one printed again with the same bytes."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

import attrs

from battlemap.commands.edition import RecordEdition, whole_milliseconds
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import Edition, edition_words, editions_of
from battlemap.domain.telling.daily_report import DailyReport
from battlemap.domain.telling.edition_changes import FigureChange, figure_changes
from battlemap.domain.words import brief
from battlemap.errors import BadInput, NotFound
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes
from battlemap.sheets.catalogue import sheet
from battlemap.shown.poster_options import report_between
from battlemap.shown.press.choice import Choice, choice_of
from battlemap.shown.press.drawn import Drawn, Wanted, laid_out, wanted


@attrs.frozen(eq=False)
class Issue:
    """An issued sheet: its pages, the PDF's bytes, its number, and whether a reprint equals what was issued."""

    pages: tuple[Scene, ...]
    content: bytes
    number: int
    is_same: bool = True


def next_number(session: Session, name: str) -> int:
    """Returns the number that the next edition of a sheet will bear."""
    earlier = editions_of(session.snapshot.editions.values(), name)
    return earlier[-1].number + 1 if earlier else 1


def issue(
    session: Session, choice: Choice, until: datetime, fonts: Fonts, only: frozenset[str] | None = None
) -> Issue:
    """Draws the sheet as of `until` under its next number and records that; the PDF is not written anywhere yet.

    Tiles and bleed are left out: an edition is kept as it hangs. Raises Refused for a moment that is still to come and
    what an unknown paper or theme raises.
    """
    until, drawn = whole_milliseconds(until), sheet(choice.sheet)
    number = next_number(session, drawn.name)
    campaign = session.snapshot.campaign
    # a reprint has the colours of the day, whatever the campaign says later
    look = choice.theme or campaign.poster_theme
    kept = attrs.evolve(choice, tiles="", bleed=0.0, edition=edition_words(number), theme=look)
    tasks = only if choice.is_filtered else None
    seal = session.seal()
    asked = _sealed(wanted(session, kept, until, tasks, is_past=False), seal)
    made = laid_out(asked)
    content = _pdf(made, fonts)
    details = attrs.asdict(kept) | ({"tasks": sorted(tasks)} if tasks is not None else {}) | {"seal": seal}
    session.run(
        RecordEdition(
            drawn.name, drawn.title, number, until, asked.options.since or until, choice.paper_words, kept.look(campaign),
            choice.masking, sha256(content).hexdigest(), json.dumps(details, ensure_ascii=False, sort_keys=True),
        )
    )  # fmt: skip
    return Issue(made.pages, content, number)


def reprint(session: Session, name: str, number: int, fonts: Fonts) -> Issue:
    """Draws an edition again from the journal; raises NotFound for a number that was not issued."""
    edition = issued(session, name, number)
    choice, tasks, seal = _chosen(edition)
    asked = _sealed(
        wanted(session, choice, edition.data_until, tasks, since=edition.since, is_past=False), seal
    )
    made = laid_out(asked)
    content = _pdf(made, fonts)
    return Issue(made.pages, content, number, sha256(content).hexdigest() == edition.sha256)


def _sealed(asked: Wanted, seal: str) -> Wanted:
    return attrs.evolve(asked, options=attrs.evolve(asked.options, seal=seal))


def _chosen(edition: Edition) -> tuple[Choice, frozenset[str] | None, str]:
    """Returns how an edition was drawn, of which tasks, and its seal; raises BadInput where its record cannot be read."""
    try:
        details = json.loads(edition.details) if edition.details else {}
        tasks = frozenset(map(str, details["tasks"])) if "tasks" in details else None
        return choice_of(details, edition.sheet), tasks, str(details.get("seal", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"“{brief(edition.title)}”{edition.words}的出图选项读不出，不能原样重印；记录可能被改动，请检查档案。",
            edition.details[:200],
        ) from error


def issued(session: Session, name: str, number: int) -> Edition:
    """Returns an edition; raises NotFound for a number that was not issued."""
    drawn = sheet(name)
    editions = editions_of(session.snapshot.editions.values(), drawn.name)
    for edition in editions:
        if edition.number == number:
            return edition
    count_words = f"已出 {len(editions)} 期" if editions else "尚未出过"
    raise NotFound(f"{drawn.title}没有{edition_words(number)}，{count_words}。")


def difference(session: Session, edition: Edition) -> tuple[FigureChange, ...] | None:
    """Returns what is different from the edition before, figure by figure; None where there was none before."""
    earlier = [
        other
        for other in editions_of(session.snapshot.editions.values(), edition.sheet)
        if other.number < edition.number
    ]
    if not earlier:
        return None
    return figure_changes(_report(session, earlier[-1]), _report(session, edition))


def _report(session: Session, edition: Edition) -> DailyReport:
    return report_between(session, edition.since, edition.data_until)


def _pdf(made: Drawn, fonts: Fonts) -> bytes:
    title = f"{made.wanted.sheet.title}{made.options.edition}"
    return pdf_bytes(made.pages, made.options.theme, fonts, title, made.options.data_until)
