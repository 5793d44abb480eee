"""Courses and random moves on which the laws of stages are tried."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.judging.stage_path import Move

START = date(2018, 9, 28)
PIPELINE = Stages(
    (
        Stage("lead", "线索"),
        Stage("talk", "在谈", expected_days=30, alarm_days=45),
        Stage("sign", "签约", expected_days=30),
        Stage("build", "开工", expected_days=90, alarm_days=120),
        Stage("run", "投产", end="成"),
        Stage("rest", "暂缓", end="暂缓"),
        Stage("end", "终止", end="败"),
    )
)
CODES = [stage.code for stage in PIPELINE.stages]
MOVES = st.lists(
    st.builds(
        Move,
        st.sampled_from("甲乙丙丁戊己"),
        st.one_of(st.none(), st.sampled_from(CODES)),
        st.integers(0, 60).map(lambda days: START + timedelta(days)),
    ),
    max_size=40,
)


def went(entry: str, *steps: tuple[str | None, int]) -> list[Move]:
    """The moves of one entry as (stage, days after the start)."""
    return [Move(entry, stage, START + timedelta(days)) for stage, days in steps]
