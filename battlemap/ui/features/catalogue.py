"""The catalogue of features, in the order of the rail, of the menus' groups and of the card's parts."""

from __future__ import annotations

from typing import Any, Final

from battlemap.ui.alert.feature import ALERT
from battlemap.ui.assessing.feature import ASSESSING
from battlemap.ui.board.feature import BOARD_PAGE
from battlemap.ui.card.features import CHECKLIST, DERIVED, INSTRUCTIONS, MILESTONES, PROBLEMS, REPORTS
from battlemap.ui.collecting.feature import COLLECTING
from battlemap.ui.duty.feature import DUTY
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.features.card import CARD
from battlemap.ui.features.files import FILES
from battlemap.ui.features.help import HELP
from battlemap.ui.features.judged_on import JUDGED_ON
from battlemap.ui.features.operator import OPERATOR
from battlemap.ui.features.steps import STEPS
from battlemap.ui.features.tasks import TASKS
from battlemap.ui.features.theme import THEME
from battlemap.ui.features.zoom import ZOOM
from battlemap.ui.find.feature import FIND
from battlemap.ui.health.after_crash import RUNNING
from battlemap.ui.history.feature import HISTORY
from battlemap.ui.indicators.feature import INDICATORS
from battlemap.ui.keeping.feature import KEEPING
from battlemap.ui.ledgers.feature import LEDGERS
from battlemap.ui.letters.feature import LETTERS
from battlemap.ui.list.feature import LIST
from battlemap.ui.loop.feature import LOOP
from battlemap.ui.mail.feature import MAIL
from battlemap.ui.meeting.feature import MEETINGS
from battlemap.ui.motion import MOTION
from battlemap.ui.picture_map.feature import PICTURE_MAP
from battlemap.ui.press.feature import POSTERS
from battlemap.ui.problems.feature import PROBLEMS_PAGE
from battlemap.ui.risk.feature import RISK
from battlemap.ui.rows.feature import ROWS
from battlemap.ui.schedule.feature import SCHEDULE
from battlemap.ui.settings.feature import SETTINGS
from battlemap.ui.timeline.feature import TIMELINE
from battlemap.ui.tour.feature import TOUR
from battlemap.ui.trends.feature import TRENDS
from battlemap.ui.wall_marks.feature import WALL_MARKS
from battlemap.ui.wall_screen.feature import WALL_SCREEN

FEATURES: Final[tuple[Feature[Any], ...]] = (
    OPERATOR,
    SETTINGS,
    RUNNING,
    FILES,
    KEEPING,
    MAIL,
    STEPS,
    TASKS,
    LOOP,
    WALL_MARKS,
    CARD,
    JUDGED_ON,
    BOARD_PAGE,
    TIMELINE,
    LIST,
    TRENDS,
    INDICATORS,
    ASSESSING,
    PICTURE_MAP,
    RISK,
    DUTY,
    ALERT,
    POSTERS,
    PROBLEMS_PAGE,
    LETTERS,
    MEETINGS,
    ROWS,
    FIND,
    ZOOM,
    HISTORY,
    WALL_SCREEN,
    THEME,
    MOTION,
    SCHEDULE,
    COLLECTING,
    PROBLEMS,
    CHECKLIST,
    MILESTONES,
    REPORTS,
    INSTRUCTIONS,
    LEDGERS,
    *DERIVED,
    HELP,
    TOUR,
)
#: The features that have a page.
PAGES: Final = tuple(feature for feature in FEATURES if feature.page is not None)
#: Every action of the window.
ENTRIES: Final[tuple[MenuEntry[Any], ...]] = tuple(
    offer for feature in FEATURES for offer in feature.offers if isinstance(offer, MenuEntry)
)
