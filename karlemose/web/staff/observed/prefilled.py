"""A note as its form shows it when it is corrected."""

from karlemose.observations.enums import Precision
from karlemose.observations.queries import Observation, Particulars
from karlemose.places.queries import Neighbourhood
from karlemose.web.staff import weeks
from karlemose.web.staff.note.forms import DAY, EARLIER, NOT_GIVEN


def values(observation: Observation, row: Particulars | None, neighbourhood: Neighbourhood) -> dict[str, str]:
    occurred_at = observation.occurred_at.astimezone(weeks.zone_of(neighbourhood))
    open_part = {
        "place": str(observation.place_id) if observation.place_id else NOT_GIVEN,
        "when": EARLIER if observation.precision == Precision.HOUR else DAY,
        "occurred_at": occurred_at.strftime("%Y-%m-%dT%H:%M"),
        "occurred_on": occurred_at.strftime("%Y-%m-%d"),
        "number_of_people": observation.number_of_people,
        "text": observation.text,
        "how_known": observation.certainty,
    }
    return open_part | (_protected(row) if row else {})


def _protected(row: Particulars) -> dict[str, str]:
    return {
        "plate": row.plate_as_written,
        "act_at_vehicle": row.act_at_vehicle,
        "description": row.description,
        "assessment": row.assessment,
        "names": row.names,
        "dwelling": row.dwelling,
    }
