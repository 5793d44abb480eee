"""Editions: a sheet is issued under the next number, and an old one printed again with the same bytes."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import attrs

from battlemap.commands.edition import RecordEdition, whole_milliseconds
from battlemap.commands.session import Session
from battlemap.domain.edition import Edition, edition_words, editions_of
from battlemap.errors import NotFound
from battlemap.layout.paper import paper_of
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes
from battlemap.sheets.catalogue import Sheet, sheet
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme
from battlemap.ui.poster_options import poster_options


@attrs.frozen(eq=False)
class Issue:
    """An issued sheet: its pages, the PDF's bytes, its number, and whether a reprint equals what was issued."""

    pages: tuple[Scene, ...]
    content: bytes
    number: int
    is_same: bool = True


def issue(
    session: Session,
    drawn: Sheet,
    until: datetime,
    fonts: Fonts,
    paper: str,
    look: str,
    *,
    masks_names: bool = False,
) -> Issue:
    """Draws the sheet as of `until` under its next number and records that; the PDF is not written anywhere yet.

    Raises Refused for a moment that is still to come and what an unknown paper or theme raises.
    """
    until = whole_milliseconds(until)
    earlier = editions_of(session.snapshot.editions.values(), drawn.name)
    number = earlier[-1].number + 1 if earlier else 1
    snapshot, options = poster_options(
        session, until, drawn, paper=paper_of(paper), theme=theme(look), masks_names=masks_names,
        edition=edition_words(number), is_past=False,
    )  # fmt: skip
    pages = drawn.pages(snapshot, options)
    content = _pdf(drawn, pages, options, fonts)
    since = options.since or until
    session.run(
        RecordEdition(
            drawn.name,
            drawn.title,
            number,
            until,
            since,
            paper,
            look,
            masks_names,
            sha256(content).hexdigest(),
        )
    )
    return Issue(pages, content, number)


def reprint(session: Session, name: str, number: int, fonts: Fonts) -> Issue:
    """Draws an edition again from the journal; raises NotFound for a number that was not issued."""
    edition = _issued(session, name, number)
    drawn = sheet(edition.sheet)
    before = session.snapshot_at(edition.since) if drawn.looks_back else None
    chosen = {"since": edition.since, "before": before} if before else {}
    snapshot, options = poster_options(
        session, edition.data_until, drawn, paper=paper_of(edition.paper), theme=theme(edition.theme),
        masks_names=edition.masks_names, edition=edition.words, is_past=False, **chosen,
    )  # fmt: skip
    pages = drawn.pages(snapshot, options)
    content = _pdf(drawn, pages, options, fonts)
    return Issue(pages, content, number, sha256(content).hexdigest() == edition.sha256)


def _issued(session: Session, name: str, number: int) -> Edition:
    drawn = sheet(name)
    issued = editions_of(session.snapshot.editions.values(), drawn.name)
    for edition in issued:
        if edition.number == number:
            return edition
    known = f"已出 {len(issued)} 期" if issued else "尚未出过"
    raise NotFound(f"{drawn.title}没有{edition_words(number)}，{known}。")


def _pdf(drawn: Sheet, pages: tuple[Scene, ...], options: SheetOptions, fonts: Fonts) -> bytes:
    title = f"{drawn.title}{options.edition}"
    return pdf_bytes(pages, options.theme, fonts, title, options.data_until)
