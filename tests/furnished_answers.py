"""An answer on the world's observation, and what its writer was told of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Week
from karlemose.observations import digests
from karlemose.observations.answer_actions import WeekAnswers, answer_week
from karlemose.observations.models import Observation
from karlemose.observations.replies import Reply
from karlemose.places.models import Neighbourhood
from tests.cast import World


def furnish_answers(world: World, estate: Neighbourhood, noted: Observation, week: Week, *, at: datetime) -> None:
    what = WeekAnswers(neighbourhood_id=estate.id, week=week, exceptions={noted.public_id: Reply.KNOWN})
    answer_week(by=world.viewer("officer"), at=at, what=what)
    friday = digests.is_told_at(week, ZoneInfo(estate.timezone))
    assert digests.make_due(partnership_id=world.partnership.id, at=friday) == 1
