"""The only write of answers: an officer answers a week, or some of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import answering, answers
from karlemose.observations.answer_models import Answer
from karlemose.observations.models import Observation
from karlemose.observations.refusals import Refused
from karlemose.observations.replies import Reply
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class WeekAnswers:
    """What an officer fills in: one answer for all that are marked, and exceptions by row.

    Observations are named by their public numbers. `seen` is the answer that stood on each when the form was shown;
    where another officer has answered since, theirs stands and is not written over.
    """

    neighbourhood_id: int
    week: Week
    marked: frozenset[str] = frozenset()
    for_marked: Reply | None = None
    exceptions: Mapping[str, Reply] = field(default_factory=dict)
    seen: Mapping[str, Reply] = field(default_factory=dict)

    @property
    def replies(self) -> dict[str, Reply]:
        """Raises `Refused` when nothing is chosen, or something is marked without an answer: nothing is preselected."""
        without = self.marked - self.exceptions.keys()
        if without and self.for_marked is None:
            raise Refused("for_marked", _("Choose the answer for what you have marked."))
        given = {public_id: self.for_marked for public_id in without if self.for_marked is not None}
        if not given and not self.exceptions:
            raise Refused("marked", _("Mark what you want to answer, or choose an answer in a row."))
        return given | dict(self.exceptions)


@dataclass(frozen=True)
class Answered:
    """What became of a form: how many answers were written, and how many somebody else had given meanwhile."""

    written: int
    meanwhile: int


@action(Event.WEEK_ANSWERED)
def answer_week(*, by: Viewer, at: datetime, what: WeekAnswers) -> Answered:
    """Answer notes of a week. An answer that is changed stays as a row of its own.

    Raises `NotAllowed` (also while the rule waits for the lawyer's signature) and `Refused`. With `key=` a form sent
    twice raises `AlreadyDone`.
    """
    check_may_answer(by, neighbourhood_id=what.neighbourhood_id)
    replies = what.replies
    neighbourhood = Neighbourhood.objects.visible_to(by).get(id=what.neighbourhood_id)
    rows = _locked(by, neighbourhood, what.week, replies)
    before = _standing(rows)
    said = {public_id: answer.reply for public_id, answer in before.items()}
    untouched = {public_id for public_id in rows if said.get(public_id) == what.seen.get(public_id)}
    wanted = {
        public_id: replies[public_id] for public_id in sorted(untouched) if said.get(public_id) != replies[public_id]
    }
    _leave_line(wanted, neighbourhood, what.week, by=by, at=at)  # first: by its key a form sent before is known here
    if not wanted:
        raise Refused("marked", _("These were answered like that already, perhaps by a colleague. Look once more."))
    for public_id, reply in wanted.items():
        _write(rows[public_id], reply, by=by, at=at, week=what.week, before=before.get(public_id))
    return Answered(len(wanted), len(rows) - len(untouched))


def check_may_answer(viewer: Viewer, *, neighbourhood_id: int) -> None:
    """The local officer, in their own neighbourhoods, while the law has somebody who may be told."""
    if neighbourhood_id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))
    if not answers.may_write(viewer):
        raise NotAllowed(_("Only the local officers answer, and only while the rule about answers (D46) is signed."))


def _locked(
    by: Viewer, neighbourhood: Neighbourhood, week: Week, replies: Mapping[str, Reply]
) -> dict[str, Observation]:
    """The rows themselves are held, in one order, so that two officers at once answer one after the other."""
    visible = answering.to_answer(by, neighbourhood, week).filter(public_id__in=replies.keys()).values("id")
    rows = Observation.objects.unscoped("held while they are answered; which was asked as the viewer")
    found = {row.public_id: row for row in rows.filter(id__in=visible).order_by("id").select_for_update()}
    if found.keys() != replies.keys():
        raise Refused("marked", _("Something you marked is no longer among the notes of this week. Look once more."))
    return found


def _standing(rows: Mapping[str, Observation]) -> dict[str, Answer]:
    answers_now = Answer.objects.unscoped("what stands on them, whoever of the police gave it")
    named = {row.id: public_id for public_id, row in rows.items()}
    found = answers_now.filter(observation_id__in=named.keys(), replaced_at__isnull=True).order_by("id")
    return {named[row.observation_id]: row for row in found}


def _write(
    observation: Observation, reply: Reply, *, by: Viewer, at: datetime, week: Week, before: Answer | None
) -> None:
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    Answer(
        partnership_id=by.partnership_id,
        observation=observation,
        reply=reply,
        week=str(week),
        answered_by_organisation_id=by.organisation_id,
        answered_by_id=by.user_id,
        answered_at=at,
    ).save(force_insert=True)


def _leave_line(
    wanted: Mapping[str, Reply], neighbourhood: Neighbourhood, week: Week, *, by: Viewer, at: datetime
) -> None:
    numbers = Counter(reply.value for reply in wanted.values())
    record(
        Event.WEEK_ANSWERED,
        actor=by,
        at=at,
        subjects=[Ref("observation", public_id) for public_id in wanted],
        detail={"week": str(week), "neighbourhood": neighbourhood.slug, **numbers},
    )
