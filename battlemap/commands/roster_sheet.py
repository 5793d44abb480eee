"""An office's roster becomes the roster: names become people of the file, or the import is refused by row and name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from battlemap.commands.duty import SeatAnswer, WriteRoster
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: (day, post, shift, place, name, row of the table), as a table tells them.
TableSeat = tuple[date, str, str, int, str, int]


def roster_from(snapshot: Snapshot, seats: Sequence[TableSeat], name: str) -> WriteRoster:
    """Returns the command that writes the names of a table; days that the table does not tell stay as they are.

    Raises BadInput for a name that nobody or several people bear who may stand there, naming row and name.
    """
    book = DutyBook(snapshot)
    wrong: list[str] = []
    answers: list[SeatAnswer] = []
    for day, post, shift, place, who, row in seats:
        person = None
        if who:
            able = {member.person for member in book.members(post)}
            bearers = snapshot.named("person", who)
            named = [id for id in bearers if id in able] or bearers
            if len(named) == 1:
                person = named[0]
            else:
                reason = "人员中没有此人，请先登记" if not named else f"同名的有 {len(named)} 人，分不清是谁"
                wrong.append(f"第 {row} 行“{who[:12]}”：{reason}")
        answers.append(SeatAnswer(day, post, shift, place, person))
    if wrong:
        more = f"等 {len(wrong)} 处" if len(wrong) > 5 else ""
        raise BadInput(f"“{name}”{'；'.join(wrong[:5])}{more}。请改正后重新导入。", "\n".join(wrong))
    answered = {(answer.day, answer.post, answer.shift) for answer in answers}
    days = [answer.day for answer in answers]
    posts = tuple(dict.fromkeys(answer.post for answer in answers))
    first, last = min(days), max(days)
    if (last - first).days >= 400:
        raise BadInput(f"“{name}”从 {first} 到 {last} 超过 400 天，请核对日期。")
    answers += [
        SeatAnswer(duty.day, duty.post, duty.shift, duty.place, duty.person)
        for duty in book.between(first, last)
        if duty.post in posts and (duty.day, duty.post, duty.shift) not in answered
    ]
    return WriteRoster(first, last, posts, tuple(answers))
