"""Making briefings, telling again what was known at a moment, and marking papers as outdated."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from karlemose.documents import render
from karlemose.documents.content import Since
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.heads import head_at, make_head
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.meetings import briefing, erasing
from karlemose.meetings.briefing import Moment, Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.meetings.queries import made_of
from karlemose.meetings.rules import check_is_not_erased, check_is_past, check_may_make
from karlemose.observations import counts
from karlemose.partners.queries import receiver as reader_of
from karlemose.places.locating import locked
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for


class AlreadyKept(Exception):
    """Two asked at once, and the other's paper is the one."""


@dataclass(frozen=True)
class Paper:
    """A printed briefing."""

    pdf: bytes
    data_digest: str
    head_code: str
    made_at: datetime
    since: Since | None = None  # what became of the list since the version before, on a fresh one

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def make(*, by: Viewer, at: datetime, wanted: Wanted, fresh: bool = False) -> bytes:
    """The PDF. An ended week's is made once and kept: asking again gives the same bytes.

    `fresh` makes a new one after late reports and keeps the old. A week that has not ended is marked "so far" and not
    kept. Raises `NotAllowed`, also for a week of which records were erased.
    """
    check_may_make(by, wanted, fresh=fresh)
    check_is_not_erased(is_erased=_is_erased(wanted))
    if wanted.week.has_ended(at=at, zone=wanted.zone) and not fresh and (kept := _newest(wanted)) is not None:
        return kept
    return made(by=by, at=at, wanted=wanted, fresh=fresh).pdf


def made(*, by: Viewer, at: datetime, wanted: Wanted, fresh: bool = False) -> Paper:
    """As `make`, with what became of the week's list since the version before. Prints, also where one is kept.

    The ledger's head is taken first, in a transaction of its own, and printed on the paper. When somebody else kept one
    meanwhile, theirs is the one.
    """
    check_may_make(by, wanted, fresh=fresh)
    check_is_not_erased(is_erased=_is_erased(wanted))
    partnership_id = wanted.neighbourhood.partnership_id
    before = _newest_of(wanted, made_at__lte=at) if fresh else None
    head = make_head(partnership_id=partnership_id, at=at)
    moment = Moment(at=at, head_code=head.code, version_before=before.made_at if before else None)
    paper = _print(wanted, moment)
    if not wanted.week.has_ended(at=at, zone=wanted.zone):
        return paper
    try:
        keep(by=by, at=at, wanted=wanted, paper=paper, after=before.version if before else 0)
    except AlreadyKept:
        return _kept_paper(wanted) or paper
    return paper


def as_known(*, by: Viewer, at: datetime, wanted: Wanted, known_at: datetime) -> Paper:
    """What was known at an earlier moment: the same bytes whenever it is asked for, and those of a paper kept then.

    Nothing of it is kept; a line says that it was made. Raises `NotAllowed`, for erased weeks and moments to come too.
    """
    check_may_make(by, wanted, fresh=False)
    check_is_past(known_at, wanted, at=at)
    check_is_not_erased(is_erased=_is_erased(wanted))
    partnership_id = wanted.neighbourhood.partnership_id
    same = _newest_of(wanted, made_at=known_at)
    before = _newest_of(wanted, version__lt=same.version) if same else _newest_of(wanted, made_at__lt=known_at)
    with acting_for(partnership_id, read_only=True):
        code = same.head_code if same else head_at(partnership_id=partnership_id, at=known_at).code
    paper = _print(wanted, Moment(at=known_at, head_code=code, version_before=before.made_at if before else None))
    leave_line(by=by, at=at, wanted=wanted, paper=paper)
    return paper


@action(Event.BRIEFING_SHOWN_AS_KNOWN)
def leave_line(*, by: Viewer, at: datetime, wanted: Wanted, paper: Paper) -> None:
    """Whoever looks back at a week is seen to."""
    detail = {
        "week": str(wanted.week),
        "receiver": wanted.receiver.kind,
        "language": wanted.language.value,
        "known_at": paper.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "sha256": paper.digest,
    }
    subjects = [Ref("neighbourhood", wanted.neighbourhood.slug)]
    record(Event.BRIEFING_SHOWN_AS_KNOWN, actor=by, at=at, subjects=subjects, detail=detail)


@action(Event.BRIEFING_MADE)
def keep(*, by: Viewer, at: datetime, wanted: Wanted, paper: Paper, after: int = 0) -> KeptBriefing:
    """Keep a printed briefing as the next version of its week, receiver and language.

    `after` is the version that it was printed after, 0 for none. Raises `AlreadyKept` when another came meanwhile.
    """
    locked(wanted.neighbourhood.id)
    if made_of(wanted).count() != after:
        raise AlreadyKept
    kept = KeptBriefing(
        partnership_id=by.partnership_id,
        neighbourhood=wanted.neighbourhood,
        receiver=wanted.receiver,
        week=str(wanted.week),
        language=wanted.language.value,
        version=after + 1,
        pdf=paper.pdf,
        digest=paper.digest,
        data_digest=paper.data_digest,
        head_code=paper.head_code,
        made_at=at,
        made_by=by.actor,
        since=paper.since.numbers if paper.since else None,
        erase_on=erasing.promised(wanted, made_at=at),
    )
    kept.save(force_insert=True)
    detail = {"week": kept.week, "receiver": wanted.receiver.kind, "language": kept.language, "sha256": kept.digest}
    record(Event.BRIEFING_MADE, actor=by, at=at, subjects=[Ref("briefing", str(kept.id))], detail=detail)
    return kept


@action(Event.BRIEFING_OUTDATED)
def mark_outdated(*, by: Viewer, at: datetime, briefing_ids: list[int]) -> None:
    """Mark kept briefings: reports of their week came in after they were made. They stay as they are."""
    rows = KeptBriefing.objects.unscoped("late reports make a kept briefing outdated for whoever it was made for")
    for kept in rows.filter(id__in=briefing_ids).order_by("id").select_for_update():
        kept.is_outdated = True
        kept.save(update_fields=["is_outdated"])
    subjects = [Ref("briefing", str(identity)) for identity in briefing_ids]
    record(Event.BRIEFING_OUTDATED, actor=by, at=at, subjects=subjects)


def _print(wanted: Wanted, moment: Moment) -> Paper:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        reader = reader_of(wanted.receiver, on=day_of(moment.at))
        content = briefing.gather(wanted, reader=reader, moment=moment)
    pdf = render.briefing(content)
    return Paper(pdf, briefing.digest(content), moment.head_code, moment.at, content.cover.since)


def _newest_of(wanted: Wanted, **narrowed: Any) -> KeptBriefing | None:
    """The newest of some versions, without its bytes."""
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        return made_of(wanted).filter(**narrowed).defer("pdf").order_by("-version").first()


def _kept_paper(wanted: Wanted) -> Paper | None:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        kept = made_of(wanted).order_by("-version").first()
    return Paper(bytes(kept.pdf), kept.data_digest, kept.head_code, kept.made_at) if kept else None


def _newest(wanted: Wanted) -> bytes | None:
    kept = _kept_paper(wanted)
    return kept.pdf if kept else None


def _is_erased(wanted: Wanted) -> bool:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        papers = made_of(wanted).filter(erased_at__isnull=False)
        return papers.exists() or counts.is_erased(wanted.neighbourhood, wanted.week)
