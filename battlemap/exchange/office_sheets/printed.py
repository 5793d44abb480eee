"""A reading as JSON prints it: one form for what was read, what was meant as nothing, and what nobody can read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.difference import Difference
from battlemap.exchange.office_sheets.sheet_table import Reading, SheetTable


def printed_cell(cell: Cell) -> Any:
    """Returns a scalar (days ISO, decimals as text, yes 1 and no 0), or {v, raw}, {v: null, raw}, {raw, bad, why}."""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, Worded):
        return {"v": cell.value.isoformat(), "raw": cell.raw}
    if isinstance(cell, Nothing):
        return {"v": None, "raw": cell.raw}
    if isinstance(cell, Unreadable):
        return {"raw": cell.raw, "bad": True, "why": cell.why}
    return cell.isoformat() if isinstance(cell, date) else cell


def printed_reading(reading: Reading) -> dict[str, Any]:
    """Returns the whole reading as plain lists and dictionaries."""
    return {
        "file": reading.file,
        "tables": [_table(table) for table in reading.tables],
        "report": reading.report,
    }


def _table(table: SheetTable) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "sheet": table.sheet,
        "title": table.title,
        "unit": table.unit or None,
        "as_of": table.as_of.isoformat() if table.as_of else None,
        "header": [column.name for column in table.columns],
        "types": [column.kind for column in table.columns],
        "units": [column.unit or None for column in table.columns],
        "rows": [{name: printed_cell(cell) for name, cell in entry.items()} for entry in table.entries()],
        "groups": [{"title": group.title, "rows": group.rows} for group in table.groups],
        "totals": [
            {
                "label": total.label,
                "group": total.group,
                "column": total.column,
                "stated": printed_cell(total.stated),
                "computed": printed_cell(total.computed),
            }
            for total in table.totals
        ],
        "hidden_rows": table.hidden_rows,
        "hidden_columns": list(table.hidden_columns),
        "notes": table.notes,
        "report": table.report,
    }
    if table.households:
        answer["households"] = [
            {
                "code": each.code,
                "persons": len(each.members),
                "head": each.head,
                "differing": list(each.differing),
            }
            for each in table.households
        ]
    return answer


def printed_difference(difference: Difference) -> dict[str, Any]:
    """Returns the comparison as plain lists and dictionaries; a change is [old, new]."""
    return {
        "key": list(difference.keys),
        "new": list(difference.new),
        "changed": {
            key: {change.column: [printed_cell(change.old), printed_cell(change.new)] for change in changes}
            for key, changes in difference.changed.items()
        },
        "equal": list(difference.equal),
        "missing": list(difference.missing),
        "doubtful": list(difference.doubtful),
        "without_key": difference.without_key,
        "unreadable": difference.unreadable,
        "new_columns": list(difference.new_columns),
        "missing_columns": list(difference.missing_columns),
    }
