"""A ledger as a form tells it: fields with their type, options written as words, and the commands that make it so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.ledgers import AddField, EditField, EditLedger, MoveField, NewLedger, RemoveField
from battlemap.commands.rows import Together
from battlemap.domain.fields.stage import Stage
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.field_types import choices_of, options_of, stages_of
from battlemap.domain.ledgers.template import Template
from battlemap.errors import BadInput

#: Types whose options are a list of names, and types of which the unit means something.
LISTED: Final = ("choice", "choices", "stage")
WITH_UNIT: Final = ("int", "decimal", "money")
#: What divides options, but not within brackets.
_APART: Final = re.compile(r"[、,，;；\n]+(?![^（(]*[）)])")
_STAGE: Final = re.compile(
    r"(?P<name>[^=\d]+?)\s*(?:(?P<expected>\d+)(?:\s*[/／]\s*(?P<alarm>\d+))?)?\s*(?:[=＝]\s*(?P<end>成|败|暂缓))?"
    r"\s*(?:[（(]\s*须填\s*[:：]?(?P<demands>[^）)]+)[）)])?"
)
_WITHIN: Final = re.compile(r"[、,，;；\s]+")


@attrs.frozen
class FieldDraft:
    """One line of the form; `row` is the field that it stands for, None for a new one. `written` are unit or options in words."""

    title: str
    type: str
    written: str = ""
    is_required: bool = False
    is_key: bool = False
    in_list: bool = True
    row: LedgerField | None = None

    @classmethod
    def of(cls, row: LedgerField, definition: Definition) -> FieldDraft:
        """Returns the line of a field."""
        is_key = row.key in definition.ledger.key_fields.split()
        titles = {field.key: field.row.title for field in definition.fields}
        return cls(row.title, row.type, told_of(row, titles), row.is_required, is_key, row.in_list, row)


def told_of(row: LedgerField, titles: Mapping[str, str]) -> str:
    """Returns the options of a field as they are written in the form: 「线索 30/60、签约 30（须填 投资方）、投产=成」, else its unit.

    `titles` are key → name of the ledger's fields.
    """
    options = options_of(row)
    if row.type == "stage":
        return "、".join(_stage_words(stage, titles) for stage in stages_of(options) if not stage.is_retired)
    if row.type in LISTED:
        return "、".join(option.name for option in choices_of(options) if not option.is_retired)
    return row.unit


def _stage_words(stage: Stage, titles: Mapping[str, str]) -> str:
    days = f" {stage.expected_days}" if stage.expected_days else ""
    days += f"/{stage.alarm_days}" if stage.expected_days and stage.alarm_days else ""
    demands = " ".join(_bare(titles[key]) for key in stage.demands if key in titles)
    return (
        f"{stage.name}{days}{f'={stage.end}' if stage.end else ''}{f'（须填 {demands}）' if demands else ''}"
    )


def written_field(draft: FieldDraft, key: str) -> LedgerField:
    """Returns the row of a field as the form tells it; raises BadInput in words."""
    title = draft.title.strip()
    if not title:
        raise BadInput("有一个字段没有名称，请填写或删除这一行。")
    base = draft.row or LedgerField("", "", key, title, draft.type, "")
    unit = draft.written.strip() if draft.type in WITH_UNIT else ""
    if draft.type == "money":
        unit = unit or "万元"
    options = base.options if draft.row is not None and draft.row.type == draft.type else ""
    if draft.type in LISTED:
        options = _options(draft, base)
    return attrs.evolve(
        base,
        title=title,
        type=draft.type,
        unit=unit,
        options=options,
        is_required=draft.is_required,
        in_list=draft.in_list,
    )


def _options(draft: FieldDraft, base: LedgerField) -> str:
    """Returns the options as JSON: who keeps a name or stands in the place of one that is gone keeps its code; what is left
    out is retired, so that entries that hold it stay readable.
    """
    parts = [part.strip() for part in _APART.split(draft.written) if part.strip()]
    if not parts:
        raise BadInput(f"请写上“{draft.title.strip()}”的各个选项，用顿号隔开，如 是、否、待定。")
    options = options_of(base) if base.type in LISTED else []
    before = [
        dict(item) if isinstance(item, Mapping) else {"code": str(item), "name": str(item)}
        for item in options
        if options
    ]
    read = [_read(part, draft) for part in parts]
    names = [one["name"] for one in read]
    if len(set(names)) < len(names):
        raise BadInput(f"“{draft.title.strip()}”有两个一样的选项，请去掉一个。")
    by_name = {item.get("name", item["code"]): item for item in before}
    left = [
        item for item in before if item.get("name", item["code"]) not in names and not item.get("retired")
    ]
    taken: set[str] = {item["code"] for item in before}
    made = []
    for place, one in enumerate(read):
        option = by_name.get(one["name"])
        if option is None and place < len(before) and before[place] in left and len(read) == len(parts):
            option = before[place]
            left.remove(option)
        if option is None:
            number = next(number for number in range(1, 10_000) if f"o{number}" not in taken)
            option = {"code": f"o{number}"}
            taken.add(option["code"])
        cleaned = {
            key: held
            for key, held in option.items()
            if key not in ("retired", "end", "expected_days", "alarm_days", "demands")
        }
        made.append({**cleaned, **one})
    retired = [
        {**item, "retired": True} for item in before if item["code"] not in {one["code"] for one in made}
    ]
    return json.dumps([*made, *retired], ensure_ascii=False, separators=(",", ":"))


def _read(part: str, draft: FieldDraft) -> dict[str, Any]:
    if draft.type != "stage":
        return {"name": part}
    stage = _STAGE.fullmatch(part)
    if stage is None:
        raise BadInput(
            f"看不懂阶段“{part[:20]}”，请写成 名称 天数/警戒天数，如 签约 30/45；结束的写 投产=成。"
        )
    one: dict[str, Any] = {"name": stage["name"].strip()}
    if stage["expected"]:
        one["expected_days"] = int(stage["expected"])
    if stage["alarm"]:
        one["alarm_days"] = int(stage["alarm"])
    if stage["end"]:
        one["end"] = stage["end"]
    if stage["demands"]:
        # names of fields; they become keys once every field has one
        one["demands"] = [title for title in _WITHIN.split(stage["demands"].strip()) if title]
    return one


def _bare(title: str) -> str:
    """Returns a field's name without a unit in brackets and what follows a space, as it stands within brackets."""
    return re.split(r"[\s（(、,，;；]", title.strip(), maxsplit=1)[0] or title


def _with_demands(field: LedgerField, by_title: Mapping[str, str]) -> LedgerField:
    """Returns a field of stages whose demands are keys instead of the names that were written; raises BadInput."""
    stages = options_of(field)
    for stage in stages if isinstance(stages, list) else ():
        if not isinstance(stage, dict) or not stage.get("demands") or stage.get("retired"):
            continue
        strange = next((title for title in stage["demands"] if title not in by_title), None)
        if strange is not None:
            raise BadInput(
                f"阶段“{stage.get('name', '')}”须填的“{strange[:20]}”不是这本台账的字段，请核对名称；几个字段之间用空格隔开。"
            )
        stage["demands"] = [by_title[title] for title in stage["demands"]]
    return attrs.evolve(field, options=json.dumps(stages, ensure_ascii=False, separators=(",", ":")))


@attrs.frozen
class LedgerDraft:
    """What the form says of the ledger itself."""

    title: str
    noun: str = ""
    counter: str = "条"
    action: str | None = None
    is_personal: bool = False


def new_ledger(
    ledger_draft: LedgerDraft, drafts: Sequence[FieldDraft], code: str, action_code: str
) -> NewLedger:
    """Returns what makes the ledger; raises BadInput in words."""
    fields = _fields(drafts)
    keys = [field.key for field, draft in zip(fields, drafts, strict=True) if draft.is_key]
    ledger = Ledger(
        "", code, _title(ledger_draft), "", ledger_draft.noun.strip(), ledger_draft.counter.strip() or "条"
    )
    title = next((field.key for field in fields if field.type == "text"), fields[0].key)
    stage = next((field.key for field in fields if field.type == "stage"), "")
    ledger = attrs.evolve(
        ledger,
        title_field=title,
        key_fields=" ".join(keys or [title]),
        stage_field=stage,
        is_personal=ledger_draft.is_personal,
    )
    return NewLedger(Template(ledger, tuple(fields), action=action_code))


def changed_ledger(
    definition: Definition, ledger_draft: LedgerDraft, drafts: Sequence[FieldDraft]
) -> Command | None:
    """Returns what makes a ledger so as the form says, as one step; None where nothing is otherwise. Raises BadInput."""
    ledger, commands = definition.ledger, list[Command]()
    fields = _fields(drafts, {field.key for field in definition.by_id.values()})
    keys = [field.key for field, draft in zip(fields, drafts, strict=True) if draft.is_key]
    kept = {draft.row.id for draft in drafts if draft.row is not None}
    for field, draft in zip(fields, drafts, strict=True):
        if draft.row is None:
            continue
        changes = {
            name: getattr(field, name)
            for name in ("title", "type", "unit", "options", "is_required", "in_list")
            if getattr(field, name) != getattr(draft.row, name)
        }
        if changes:
            commands.append(EditField(draft.row.id, changes))
    commands += _moves(definition, drafts)
    commands += [AddField(ledger.id, f) for f, draft in zip(fields, drafts, strict=True) if draft.row is None]
    stage = ledger.stage_field or next((field.key for field in fields if field.type == "stage"), "")
    wanted = {
        "title": _title(ledger_draft),
        "noun": ledger_draft.noun.strip(),
        "counter": ledger_draft.counter.strip() or "条",
        "action": ledger_draft.action,
        "is_personal": ledger_draft.is_personal,
        "stage_field": stage,
    }
    if keys:
        wanted["key_fields"] = " ".join(keys)
    changed = {name: value for name, value in wanted.items() if getattr(ledger, name) != value}
    if changed:
        commands.append(EditLedger(ledger.id, changed))
    commands += [RemoveField(field.id) for field in definition.fields if field.id not in kept]
    return Together(f"修改台账“{ledger.title}”", tuple(commands)) if commands else None


def _moves(definition: Definition, drafts: Sequence[FieldDraft]) -> list[Command]:
    """Returns what puts the fields that stay in the order of the form; new ones stand at the end."""
    wanted = [draft.row.id for draft in drafts if draft.row is not None]
    standing = [field.id for field in definition.fields if field.id in set(wanted)]
    if wanted == standing:
        return []
    return [MoveField(id, None) for id in wanted]


def _title(ledger_draft: LedgerDraft) -> str:
    title = ledger_draft.title.strip()
    if not title:
        raise BadInput("请写上台账名称，如 签约项目。")
    return title


def _fields(drafts: Sequence[FieldDraft], ever: AbstractSet[str] = frozenset()) -> list[LedgerField]:
    """Returns the fields that the form tells; keys that a ledger ever had are not given to new ones."""
    if not drafts:
        raise BadInput("台账至少要有一个字段。")
    taken = {*ever, *(draft.row.key for draft in drafts if draft.row is not None)}
    made: list[LedgerField] = []
    for draft in drafts:
        key = next(f"f{number}" for number in range(1, 10_000) if f"f{number}" not in taken)
        field = written_field(draft, key)
        taken.add(field.key)
        made.append(field)
    titles = [field.title for field in made]
    double = next((title for title in titles if titles.count(title) > 1), "")
    if double:
        raise BadInput(f"有两个字段都叫“{double}”，请改一个名称。")
    if sum(field.type == "stage" for field in made) > 1:
        raise BadInput("一本台账只能有一个阶段字段。")
    was = {draft.row.title: draft.row.key for draft in drafts if draft.row is not None}
    by_title = {_bare(title): key for title, key in was.items()} | was
    by_title |= {_bare(field.title): field.key for field in made} | {field.title: field.key for field in made}
    return [_with_demands(field, by_title) if field.type == "stage" else field for field in made]
