"""Parts of a briefing: a row, what became of the list since the version before, open questions, answers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from karlemose.documents import content as say
from karlemose.foundation.clock import Week
from karlemose.observations import answering, counts, knowing
from karlemose.observations.enums import HowKnown, Precision
from karlemose.observations.knowing import Known
from karlemose.observations.models import Observation
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer


def row(one: Observation, zone: ZoneInfo, *, since: say.Since | None) -> say.Row:
    """The open part, and nothing that could point to a person: a paper lies on a table."""
    seen_at, noted_at = one.occurred_at.astimezone(zone), one.noted_at.astimezone(zone)
    organisation, corrected_at = one.noted_by_organisation, one.corrected_at
    is_late = organisation is not None and noted_at.date() > seen_at.date()
    return say.Row(
        seen_at=seen_at,
        is_hour_known=one.precision == Precision.HOUR,
        kind=one.kind_label,
        place=one.place.label if one.place else one.place_words,
        text=one.text,
        number_of_people=str(one.get_number_of_people_display()) if one.number_of_people else "",
        how_known=str(HowKnown(one.certainty).label) if one.certainty else "",
        reported_by=organisation.name if organisation else "",
        number_of_reports=1 + one.number_merged,
        corrected_on=corrected_at.astimezone(zone).date() if corrected_at else None,
        written_down_on=noted_at.date() if is_late else None,
        came_on=noted_at.date() if since is not None and one.noted_at > since.made_at else None,
    )


def since(then: Known, week: Week, rows: list[Observation], *, before: Known) -> say.Since:
    """What became of the week's list between two moments. Each row counts once."""
    earlier, later = ({one.id: one for one in found} for found in (before.of_week(week), rows))
    gone = [one for identity, one in earlier.items() if identity not in later]
    withdrawn = {one.id for one in gone if one.withdrawn_at is not None and one.withdrawn_at <= then.at}
    merged = knowing.merged_by([one.id for one in gone], at=then.at) - withdrawn
    new = [one for identity, one in later.items() if identity not in earlier]
    came = {one.id for one in new if one.noted_at > before.at}
    parted = knowing.merged_by([one.id for one in new], at=before.at) - came
    moved = len(gone) - len(withdrawn) - len(merged) + len(new) - len(came) - len(parted)
    reworded = sum(_was_corrected(one, after=before.at) for identity, one in later.items() if identity in earlier)
    return say.Since(
        made_at=before.at.astimezone(then.zone),
        came=len(came),
        corrected=reworded + moved,
        withdrawn=len(withdrawn),
        merged=len(merged),
        parted=len(parted),
    )


def heard(name: str, voice: counts.Voice, number: int) -> say.Heard:
    return say.Heard(name=name, voice=say.Voice(voice.value), number_of_observations=number)


def questions(
    reader: Viewer,
    neighbourhood: Neighbourhood,
    week: Week,
    then: Known,
    *,
    rows: list[Observation],
    sections: list[counts.Heard],
) -> say.Questions:
    """What the week leaves open, of what is known; nothing is asked that could not be answered by somebody there."""
    silent = [one for one in sections if one.voice is counts.Voice.SILENT]
    last_week = counts.coverage(reader, neighbourhood, week=week.previous(), known=then) if silent else []
    silent_before = {one.id for one in last_week if one.voice is counts.Voice.SILENT}
    return say.Questions(
        unanswered=answering.number_unanswered(reader, neighbourhood, at=then.at, known=then),
        only_told=sum(one.certainty == HowKnown.TOLD and not one.number_merged for one in rows),
        without_place=sum(one.place is None and not one.place_words for one in rows),
        still_silent=tuple(one.name for one in silent if one.id in silent_before),
    )


def answers(reader: Viewer, neighbourhood: Neighbourhood, week: Week, then: Known) -> tuple[say.Answers, ...] | None:
    """How the police answered this week and the one before; None for whoever does not hear it."""
    weeks = [week.previous(), week]
    counted = answering.of_weeks(reader, neighbourhood, weeks, known=then)
    if counted is None:
        return None
    return tuple(
        say.Answers(
            week=str(one),
            number=counted[one].number,
            given=tuple((str(reply.label), number) for reply, number in counted[one].by_reply.items()),
        )
        for one in weeks
    )


def _was_corrected(one: Observation, *, after: datetime) -> bool:
    return one.corrected_at is not None and one.corrected_at > after
