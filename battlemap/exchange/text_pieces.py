"""The paragraphs and points of a measure become sentences with the fields that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import attrs

from battlemap.domain.days.due_words import deadlines_of
from battlemap.exchange.labelled_fields import (
    Fields,
    is_deadline_only,
    is_fields_only,
    sentences_with_fields,
    take_fields,
)
from battlemap.exchange.task_text import Period, Sentence

TasksPer = Literal["sentence", "measure"]
_LEAD = re.compile(r"[：:]\s*$")
_FOLLOWS = re.compile(r"(?:具体|主要|重点)?(?:任务|工作|内容|措施|要求|安排|分工)?如下。?$")


class Pieces:
    """Collects sentences in the order of the text; no word of a paragraph is left out of their sources.

    Fields at the end of a paragraph belong to its sentences; on a line of their own they belong to the sentences since
    the last such line, or, where some of these have their own, to the last one; above all sentences to all of them.
    A lead (「重点抓好：」, a point's name) is put before the sentence that follows it. A deadline of a lead, or of the
    paragraph above a list of points, counts for what names none.
    """

    def __init__(self, title: str, period: Period) -> None:
        self._title = title
        self._period = period
        self._sentences: list[Sentence] = []
        self._rows: set[int] = set()
        self._lead = ""
        self._common = Fields()
        self._since = 0
        self._begin = 0
        self._paragraph = 0
        self._above = ""
        self._series = ""

    def add_paragraphs(self, paragraphs: Iterable[str]) -> None:
        """Adds paragraphs of text."""
        for paragraph in paragraphs:
            self._paragraph = len(self._sentences)
            is_alone = is_fields_only(paragraph)
            for part in sentences_with_fields(paragraph):
                self._add(part, is_alone)

    def add_point(self, name: str, text: str, series: str) -> None:
        """Adds a point below the measure: its mark and name, which lead to the text, and the text."""
        if not self._series:
            self._above = self._deadline_above()
        self._series = series
        self._lead += name
        before = len(self._sentences)
        self.add_paragraphs([text] if text.strip() else [])
        for index in range(before, len(self._sentences)):
            each = self._sentences[index]
            fields = each.shared.filled_from(Fields(due_text=self._above)) if self._above else each.shared
            self._sentences[index] = attrs.evolve(each, series=series, shared=fields)

    def add_rows(self, rows: Iterable[Sentence]) -> None:
        """Adds the rows of a table: each is a task of its own."""
        for row in rows:
            if not re.search(r"\w", row.detail):
                self._append_words(row.source)
                continue
            self._rows.add(len(self._sentences))
            self._put(row)
        self._since = len(self._sentences)

    def sentences(self, per: TasksPer, defaults: Fields) -> list[Sentence]:
        """Returns what becomes tasks: each sentence, or all of them as one; rows of tables stay as they are."""
        lead, self._lead = self._lead.strip(), ""
        if lead and self._sentences:
            self._append_words(lead)
        elif re.search(r"\w", lead):
            name = self._title or take_fields(lead)[0] or lead
            self._sentences.append(Sentence(lead, name, Fields(), self._title))
        common = self._common.filled_from(defaults)
        filled = [attrs.evolve(each, shared=each.shared.filled_from(common)) for each in self._sentences]
        return filled if per == "sentence" else self._together(filled)

    def _deadline_above(self) -> str:
        """Returns the words of the only deadline of the paragraph above the points, "" for none."""
        words = self._lead or (self._sentences[-1].source if self._sentences else "")
        deadlines = list(deadlines_of(words[-400:], self._period.days))
        return deadlines[0].words if len(deadlines) == 1 else ""

    def _add(self, part: str, is_alone: bool) -> None:
        if not re.search(r"\w", part):
            self._append_words(part)
        elif is_alone or is_fields_only(part):
            self._add_fields(part, is_alone)
        elif self._sentences and not self._lead and is_deadline_only(part):
            self._add_deadline(part)
        elif _LEAD.search(part) or _FOLLOWS.search(part):
            self._add_lead(part)
        else:
            self._put(Sentence.of(part))

    def _add_lead(self, part: str) -> None:
        """Keeps a lead for the sentence that follows; what it says of units and days is common to all below."""
        self._lead += part
        _, fields = take_fields(part)
        deadlines = list(deadlines_of(part[-400:], self._period.days))
        if len(deadlines) == 1 and not fields.due_text:
            fields = attrs.evolve(fields, due_text=deadlines[0].words)
        if not self._sentences:
            self._common = self._common.filled_from(fields)

    def _put(self, sentence: Sentence) -> None:
        if not sentence.detail:
            self._append_words(sentence.source)
            return
        self._sentences.append(attrs.evolve(sentence, source=(self._lead + sentence.source).strip()))
        self._lead = ""

    def _add_deadline(self, part: str) -> None:
        """Puts a sentence that is only a deadline to the one before."""
        last = self._sentences[-1]
        fields = last.fields
        if not fields.due_text:
            fields = attrs.evolve(fields, due_text=part.strip(" 　。；;"))
        self._sentences[-1] = attrs.evolve(
            last, source=last.source + part.rstrip(), detail=last.detail + part.strip(), fields=fields
        )

    def _add_fields(self, part: str, is_alone: bool) -> None:
        fields = take_fields(part)[1]
        if not self._sentences:
            self._common = self._common.joined(fields)
            self._lead += part + "\n"
            return
        self._append_words(part)
        last = len(self._sentences) - 1
        if self._since == len(self._sentences):
            begin = self._begin  # goes on with the fields of the line above
        else:
            begin = min(self._since if is_alone else max(self._since, self._paragraph), last)
            if (
                is_alone
                and fields.has_units
                and any(each.fields.has_units for each in self._sentences[begin:])
            ):
                begin = last
        if begin == last:
            self._sentences[-1] = attrs.evolve(
                self._sentences[-1], fields=self._sentences[-1].fields.joined(fields)
            )
        else:
            for index in range(begin, len(self._sentences)):
                each = self._sentences[index]
                shared = each.shared.joined(fields) if self._since > last else fields.filled_from(each.shared)
                self._sentences[index] = attrs.evolve(each, shared=shared)
        self._begin, self._since = begin, len(self._sentences)

    def _append_words(self, words: str) -> None:
        """Puts words that are no task to the last sentence's source, or before the first one."""
        if not self._sentences or self._lead:
            self._lead += words + "\n"
            return
        last = self._sentences[-1]
        self._sentences[-1] = attrs.evolve(last, source=f"{last.source}\n{words.strip()}".strip())

    def _together(self, sentences: list[Sentence]) -> list[Sentence]:
        done: list[Sentence] = []
        is_open = False
        parts: list[list[str]] = []
        for index, each in enumerate(sentences):
            if index in self._rows:
                done.append(each)
                parts.append([each.source, each.detail])
                is_open = False
            elif is_open:
                last = done[-1]
                parts[-1][0] += f"\n{each.source}"
                parts[-1][1] += each.detail
                done[-1] = attrs.evolve(last, fields=last.fields.filled_from(each.fields))
            else:
                done.append(attrs.evolve(each, title=self._title))
                parts.append([each.source, each.detail])
                is_open = True
        return [
            attrs.evolve(each, source=source, detail=detail)
            for each, (source, detail) in zip(done, parts, strict=True)
        ]
