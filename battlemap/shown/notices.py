"""What the window says of a campaign that has just been opened."""

from __future__ import annotations

from battlemap.commands.session import Session


def notices(session: Session) -> str:
    """Returns sentences about the file's place and years without an official calendar; "" where all is well."""
    campaign = session.snapshot.campaign
    said = list(session.file.warnings)
    unknown = session.snapshot.calendar.unknown_years(campaign.starts_on, campaign.ends_on)
    if unknown:
        years = "、".join(str(year) for year in unknown)
        said.append(
            f"{years} 年的放假调休安排未收录，工作日暂按周一至周五计算，请在“计划 › 工作日历”中填写或导入。"
        )
    return " ".join(said)
