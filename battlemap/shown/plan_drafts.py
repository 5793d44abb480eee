"""What was begun in a preview and not finished: kept beside the settings, taken up again after a restart."""

from __future__ import annotations

import json
import logging
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap.domain.planning.plan import ActionDraft, LevelChoice, MeasureDraft, PlanDraft, TaskDraft
from battlemap.moving import move_over, take_away

#: So many begun plans are kept, the newest.
_MOST: Final = 8
_FORM: Final = 1
_PARTS: Final[dict[str, type]] = {
    "actions": ActionDraft,
    "measures": MeasureDraft,
    "tasks": TaskDraft,
    "levels": LevelChoice,
}
_DAYS: Final = ("starts_on", "ends_on", "due_on")
_log = logging.getLogger(__name__)


class PlanDrafts:
    """The begun plans of this user, one file each, named by the plan's own contents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, plan: Path, draft: PlanDraft) -> None:
        """Writes what a plan has become so far; a folder that cannot be written is logged, not fatal."""
        text = json.dumps({"form": _FORM, "draft": _plain(draft)}, ensure_ascii=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._place(plan)
            aside = target.with_suffix(".new")
            aside.write_text(text, "utf-8")
            move_over(aside, target)
            kept = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
            for old in kept[_MOST:]:
                take_away(old)
        except OSError as error:
            _log.warning("begun plan %s cannot be kept: %s", plan, error)

    def begun(self, plan: Path) -> PlanDraft | None:
        """Returns what was begun with a plan of exactly these contents, None for nothing or what cannot be read."""
        try:
            saved = json.loads(self._place(plan).read_text("utf-8"))
            return _draft(PlanDraft, saved["draft"]) if saved["form"] == _FORM else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            _log.warning("begun plan %s cannot be read: %s", plan, error)
            return None

    def forget(self, plan: Path) -> None:
        """Takes away what was begun with a plan: it is finished, or not wanted."""
        try:
            take_away(self._place(plan))
        except OSError as error:
            _log.warning("begun plan %s cannot be taken away: %s", plan, error)

    def _place(self, plan: Path) -> Path:
        return self._folder / f"{sha256(plan.read_bytes()).hexdigest()[:32]}.json"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if attrs.has(type(value)):
        return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    return value


def _draft(kind: type, saved: dict[str, Any]) -> Any:
    """Returns the value that `_plain` has told; raises KeyError or TypeError for what is none."""
    values: dict[str, Any] = {}
    for field in attrs.fields(kind):
        value = saved[field.name]
        if field.name in _PARTS:
            value = tuple(_draft(_PARTS[field.name], item) for item in value)
        elif field.name in _DAYS:
            value = date.fromisoformat(value) if value else None
        elif isinstance(value, list):
            value = tuple(tuple(item) if isinstance(item, list) else item for item in value)
        values[field.name] = value
    return kind(**values)
