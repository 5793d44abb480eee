"""The page about templates of ledgers tells every type, relation and command, and its example is one."""

from __future__ import annotations

import json
import re
from pathlib import Path

from battlemap import wording
from battlemap.cli.ledger import ledger
from battlemap.domain.fields.calculation import WAYS
from battlemap.domain.fields.secret import KINDS
from battlemap.domain.ledgers.entry_filter import RELATIONS
from battlemap.domain.ledgers.field_types import LINKED
from battlemap.domain.ledgers.template import template_of

PAGE = (Path(__file__).parents[2] / "docs" / "ledger-templates.md").read_text("utf-8")
#: Told on the page about sheets.
OF_SHEETS = {"read", "compare", "import", "export", "print"}


def test_every_type_relation_and_way_stands_on_the_page() -> None:
    assert [code for code in (*wording.FIELD_TYPES, *RELATIONS, *WAYS) if f"`{code}`" not in PAGE] == []
    assert [code for code in (*LINKED, *KINDS) if f'"{code}"' not in PAGE] == []


def test_every_command_of_a_ledger_stands_on_the_page() -> None:
    assert [
        name for name in ledger.commands if name not in OF_SHEETS and f"battlemap ledger {name}" not in PAGE
    ] == []


def test_the_example_is_a_template() -> None:
    block = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert block
    assert template_of(json.loads(block[1])).title == "危桥台账"
