"""Changes to the campaign's own data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.domain.emblem import why_no_emblem
from battlemap.domain.judging.schemes import lamp_scheme
from battlemap.domain.kinds.campaign import CAMPAIGN, Campaign
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class CreateCampaign:
    """The first step of every file."""

    title: str
    starts_on: date
    ends_on: date
    fields: Mapping[str, Any] = attrs.field(factory=dict)

    def label(self, snapshot: Snapshot) -> str:
        return f"新建行动“{self.title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the campaign; raises Refused where the file has one."""
        if repository.live(Campaign):
            raise Refused("一个档案只能有一个作战行动，请另建档案。")
        bare = Campaign(repository.new_id(), self.title.strip(), self.starts_on, self.ends_on)
        campaign = CAMPAIGN.checked(CAMPAIGN.with_values(bare, self.fields))
        lamp_scheme(campaign.lamp_scheme)
        repository.put(campaign)


@attrs.frozen
class EditCampaign:
    """New values for fields of the campaign."""

    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return "修改行动信息"

    def apply(self, repository: Repository) -> None:
        """Writes the changed campaign."""
        campaign = CAMPAIGN.checked(CAMPAIGN.with_values(repository.campaign(), self.changes))
        lamp_scheme(campaign.lamp_scheme)
        reason = why_no_emblem(campaign.emblem) if self.changes.get("emblem") else ""
        if reason:
            raise Refused(f"徽标{reason}，不能使用。")
        repository.put(campaign)
