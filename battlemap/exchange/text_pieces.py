"""The paragraphs of a measure become sentences with the fields that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import attrs

from battlemap.exchange.labelled_fields import Fields, is_fields_only, sentences_with_fields, take_fields
from battlemap.exchange.task_text import Sentence

TasksPer = Literal["sentence", "measure"]
_NAMED_POINT = re.compile(r"^(?:[（(]?\d{1,2}[）)．、.]|[①-⑳])[^，,。；;：:]{2,20}$")


class Pieces:
    """Collects sentences in the order of the text; no word of a paragraph is left out of their sources.

    Fields on their own belong to the sentences since the last such fields, or, above all sentences, to all of them.
    A lead (「重点抓好：」, a short point's name) is put before the sentence that follows it.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._found: list[Sentence] = []
        self._rows: set[int] = set()
        self._lead = ""
        self._common = Fields()
        self._since = 0

    def add_paragraphs(self, paragraphs: Iterable[str]) -> None:
        """Adds paragraphs of text."""
        waiting = list(paragraphs)
        for index, paragraph in enumerate(waiting):
            if _NAMED_POINT.match(paragraph) and self._leads_on(waiting[index + 1 : index + 2]):
                self._lead += paragraph + "\n"
                continue
            for part in sentences_with_fields(paragraph):
                self._add(part)

    def add_rows(self, rows: Iterable[Sentence]) -> None:
        """Adds the rows of a table: each is a task of its own."""
        for row in rows:
            if not re.search(r"\w", row.detail):
                self._append_words(row.source)
                continue
            self._rows.add(len(self._found))
            self._put(row)
        self._since = len(self._found)

    def sentences(self, per: TasksPer, defaults: Fields) -> list[Sentence]:
        """Returns what becomes tasks: each sentence, or all of them as one; rows of tables stay as they are."""
        lead, self._lead = self._lead.strip(), ""
        if lead and self._found:
            self._append_words(lead)
        elif re.search(r"\w", lead):
            name = self._title or take_fields(lead)[0] or lead
            self._found.append(Sentence(lead, name, Fields(), self._title))
        common = self._common.filled_from(defaults)
        filled = [attrs.evolve(each, shared=each.shared.filled_from(common)) for each in self._found]
        return filled if per == "sentence" else self._together(filled)

    @staticmethod
    def _leads_on(following: list[str]) -> bool:
        return bool(following) and not _NAMED_POINT.match(following[0]) and not is_fields_only(following[0])

    def _add(self, part: str) -> None:
        if not re.search(r"\w", part):
            self._append_words(part)
        elif is_fields_only(part):
            self._add_fields(part)
        elif part.rstrip().endswith(("：", ":")):
            self._lead += part
        else:
            self._put(Sentence.of(part))

    def _put(self, sentence: Sentence) -> None:
        if not sentence.detail:
            self._append_words(sentence.source)
            return
        self._found.append(attrs.evolve(sentence, source=(self._lead + sentence.source).strip()))
        self._lead = ""

    def _add_fields(self, part: str) -> None:
        fields = take_fields(part)[1]
        if not self._found:
            self._common = self._common.filled_from(fields)
            self._lead += part + "\n"
            return
        self._append_words(part)
        begin = min(self._since, len(self._found) - 1)
        meant = self._found[begin:]
        if len(meant) == 1:
            self._found[-1] = attrs.evolve(self._found[-1], fields=self._found[-1].fields.filled_from(fields))
        else:
            self._found[begin:] = [
                attrs.evolve(each, shared=each.shared.filled_from(fields)) for each in meant
            ]
        self._since = len(self._found)

    def _append_words(self, words: str) -> None:
        """Puts words that are no task to the last sentence's source, or before the first one."""
        if not self._found or self._lead:
            self._lead += words + "\n"
            return
        last = self._found[-1]
        self._found[-1] = attrs.evolve(last, source=f"{last.source}\n{words.strip()}".strip())

    def _together(self, sentences: list[Sentence]) -> list[Sentence]:
        done: list[Sentence] = []
        is_open = False
        for index, each in enumerate(sentences):
            if index in self._rows:
                done.append(each)
                is_open = False
            elif is_open:
                last = done[-1]
                source, detail = f"{last.source}\n{each.source}", last.detail + each.detail
                done[-1] = attrs.evolve(
                    last, source=source, detail=detail, fields=last.fields.filled_from(each.fields)
                )
            else:
                done.append(attrs.evolve(each, title=self._title))
                is_open = True
        return done
