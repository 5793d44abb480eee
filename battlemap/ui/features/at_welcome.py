"""The features that the welcome page cannot do without; the others come beside its first picture."""

from __future__ import annotations

from typing import Any, Final

from battlemap.ui.feature import Feature
from battlemap.ui.features.files import FILES
from battlemap.ui.features.operator import OPERATOR
from battlemap.ui.health.after_crash import RUNNING
from battlemap.ui.tour.feature import TOUR

#: They stand in the catalogue as well, which tells their order among the others.
AT_WELCOME: Final[tuple[Feature[Any], ...]] = (OPERATOR, RUNNING, FILES, TOUR)
