"""What each partner may read, agreed and ended. The law sets the most an agreement can give."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.holding import hold
from karlemose.partners.models import Agreement, Organisation
from karlemose.partners.rules import check_may_agree
from karlemose.policy.rule import Reading
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Level, OrganisationKind, Whose


class NotForThisPartner(ValueError):
    """The rulebook has no reading of this level for this kind of organisation; no agreement can make one."""


class EndsBeforeItBegins(ValueError):
    """An agreement ends on its first day at the earliest."""


class AgreedAlready(ValueError):
    """The same is agreed and runs then: two would have to be ended for one that ends."""


class NoSuchAgreement(LookupError):
    """No agreement with this number in the partnership."""


class Prolongs(ValueError):
    """An end is moved to an earlier day alone; for a later one there is a new agreement."""


@action(Event.AGREEMENT_MADE)
def agree(  # noqa: PLR0913 -- an agreement is all of these
    *,
    by: Viewer,
    at: datetime,
    organisation: Organisation,
    level: Level,
    neighbourhood_id: int | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Agreement:
    """Agree that a partner reads at this level, by command, when the partners have signed it.

    Raises `NotAllowed`, `NotForThisPartner`, `EndsBeforeItBegins` or `AgreedAlready`.
    """
    check_may_agree(by)
    first = from_on or day_of(at)
    if until_on is not None and until_on < first:
        raise EndsBeforeItBegins(f"it begins on {first}, and would end on {until_on}")
    agreement = Agreement(
        partnership_id=by.partnership_id,
        organisation=organisation,
        neighbourhood_id=neighbourhood_id,
        level=level,
        basis=basis_of(OrganisationKind(organisation.kind), level),
        from_on=first,
        until_on=until_on,
    )
    _check_new(agreement, by=by)
    return _kept(agreement, by=by, at=at)


@action(Event.AGREEMENT_ENDED)
def end_agreement(*, by: Viewer, at: datetime, agreement_id: int, until_on: date) -> None:
    """Let an agreement end with this day, by command.

    Raises `NotAllowed`, `NoSuchAgreement`, `EndsBeforeItBegins` or `Prolongs`.
    """
    check_may_agree(by)
    row = Agreement.objects.visible_to(by).select_for_update().filter(id=agreement_id).first()
    if row is None:
        raise NoSuchAgreement(f"no agreement {agreement_id}")
    if until_on < row.from_on:
        raise EndsBeforeItBegins(f"it begins on {row.from_on}, and would end on {until_on}")
    if row.until_on is not None and until_on >= row.until_on:
        raise Prolongs(f"it ends on {row.until_on} already; make a new agreement for more")
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    detail = {"until": until_on.isoformat()}
    record(Event.AGREEMENT_ENDED, actor=by, at=at, subjects=[_ref(row)], detail=detail)


def found_agreement(*, by: Viewer, at: datetime, organisation: Organisation) -> None:
    """What a partner comes in with: all neighbourhoods, at the level the law has for its kind, if it has one."""
    reading = _readings(OrganisationKind(organisation.kind))
    if not reading:
        return
    level = reading[0].level
    agreement = Agreement(
        partnership_id=by.partnership_id,
        organisation=organisation,
        level=level,
        basis=reading[0].basis,
        from_on=day_of(at),
    )
    _kept(agreement, by=by, at=at)


def basis_of(kind: OrganisationKind, level: Level) -> str:
    """The rule that lets this kind of organisation read at this level; whoever reads records reads the public level."""
    for reading in _readings(kind):
        if level in {reading.level, Level.PUBLIC}:
            return reading.basis
    raise NotForThisPartner(f"{kind.value} at the level {level.value}")


def _readings(kind: OrganisationKind) -> list[Reading]:
    """What an agreement can be about; what is one's own needs none."""
    readings = (reading for reading in in_force().readings if reading.whose is Whose.EVERYBODY)
    return [reading for reading in readings if kind in reading.organisations]


def _check_new(agreement: Agreement, *, by: Viewer) -> None:
    """Held by the organisation's row: of two commands at once one finds what the other agreed."""
    hold(by=by, organisation_id=agreement.organisation_id)
    same = Agreement.objects.visible_to(by).filter(
        organisation_id=agreement.organisation_id,
        neighbourhood_id=agreement.neighbourhood_id,
        level=agreement.level,
    )
    running = same.filter(Q(until_on=None) | Q(until_on__gte=agreement.from_on)).order_by("id")
    if agreement.until_on is not None:
        running = running.filter(from_on__lte=agreement.until_on)
    found = running.first()
    if found is not None:
        raise AgreedAlready(f"agreement {found.id} says the same then; end it first")


def _kept(agreement: Agreement, *, by: Viewer, at: datetime) -> Agreement:
    agreement.save(force_insert=True)
    organisation = Ref("organisation", str(agreement.organisation_id))
    detail = {"level": str(agreement.level), "basis": agreement.basis}
    record(Event.AGREEMENT_MADE, actor=by, at=at, subjects=[_ref(agreement), organisation], detail=detail)
    return agreement


def _ref(agreement: Agreement) -> Ref:
    return Ref("agreement", str(agreement.id))


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """One agreement as it is read. `neighbourhood` "" means all of the partnership."""

    id: int
    organisation: str
    organisation_id: int
    level: Level
    basis: str
    neighbourhood: str
    from_on: date
    until_on: date | None


def agreements(viewer: Viewer) -> list[Agreed]:
    """All of the partnership's, by partner: every partner knows what every other reads."""
    rows = Agreement.objects.visible_to(viewer).select_related("organisation", "neighbourhood")
    return [
        Agreed(
            id=one.id,
            organisation=one.organisation.name,
            organisation_id=one.organisation_id,
            level=Level(one.level),
            basis=one.basis,
            neighbourhood=one.neighbourhood.name if one.neighbourhood else "",
            from_on=one.from_on,
            until_on=one.until_on,
        )
        for one in rows.order_by("organisation_id", "from_on", "id")
    ]
