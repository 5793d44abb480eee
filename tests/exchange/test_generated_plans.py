"""What was generated is found again, and nothing of it is lost on the way into the file."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from battlemap.commands.plan import measure_words
from battlemap.domain.planning.plan import PlanDraft
from battlemap.exchange.plan_text import parse_plan
from tests.exchange.generated_plans import Meant, plans

MARKUP = "#|"


def kept(draft: PlanDraft) -> Counter[str]:
    """The characters that the file will hold in texts, see `commands.plan`."""
    texts = [*draft.preface, *draft.unfiled]
    for action in draft.actions:
        texts += [] if action.measures else [action.heading]
        texts += [
            measure_words(None if place else action, measure) for place, measure in enumerate(action.measures)
        ]
    return Counter(char for text in texts for char in text if not char.isspace() and char not in MARKUP)


@settings(max_examples=200, deadline=None)
@given(plans())
def test_a_generated_plan_is_found_again(meant: Meant) -> None:
    draft = parse_plan(meant.text)
    assert [action.title for action in draft.actions] == [title for title, _ in meant.actions], meant.text
    for action, (_, points) in zip(draft.actions, meant.actions, strict=True):
        assert len(action.tasks) == len(points), meant.text
        names = [measure.title for measure in action.measures]
        assert not points[0][0] or names == [name for name, _ in points], meant.text
        for task, (_, deed) in zip(action.tasks, points, strict=True):
            assert deed.words in task.detail, meant.text
            assert (task.due_on, task.unit, task.partners) == (deed.due_on, deed.unit, deed.partner), (
                meant.text
            )
            assert (task.target_value, task.target_unit) == deed.amount, meant.text
            assert task.title == deed.words, meant.text


@settings(max_examples=200, deadline=None)
@given(plans())
def test_nothing_of_a_generated_plan_is_lost(meant: Meant) -> None:
    said = Counter(char for char in meant.text if not char.isspace() and char not in MARKUP)
    for per in ("sentence", "measure"):
        assert said - kept(parse_plan(meant.text, tasks_per=per)) == Counter()  # type: ignore[arg-type]
    for level in parse_plan(meant.text).levels:
        assert said - kept(parse_plan(meant.text, level.key)) == Counter()
