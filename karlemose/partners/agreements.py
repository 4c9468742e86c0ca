"""What each partner may read, agreed and ended. The law sets the most an agreement can give."""

from dataclasses import dataclass
from datetime import date, datetime

from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.models import Agreement, Organisation
from karlemose.policy.rule import Reading
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Level, OrganisationKind, Whose


class NotForThisPartner(ValueError):
    """The rulebook has no reading of this level for this kind of organisation; no agreement can make one."""


class EndsBeforeItBegins(ValueError):
    """An agreement ends on its first day at the earliest."""


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
    """Agree that a partner reads at this level. Raises `NotForThisPartner` or `EndsBeforeItBegins`."""
    first = from_on or at.date()
    if until_on is not None and until_on < first:
        raise EndsBeforeItBegins(f"from {first} to {until_on}")
    agreement = Agreement(
        partnership_id=by.partnership_id,
        organisation=organisation,
        neighbourhood_id=neighbourhood_id,
        level=level,
        basis=basis_of(OrganisationKind(organisation.kind), level),
        from_on=first,
        until_on=until_on,
    )
    return _kept(agreement, by=by, at=at)


@action(Event.AGREEMENT_ENDED)
def end_agreement(*, by: Viewer, at: datetime, agreement: Agreement, until_on: date) -> None:
    """Let an agreement end with this day. Raises `EndsBeforeItBegins`."""
    if until_on < agreement.from_on:
        raise EndsBeforeItBegins(f"from {agreement.from_on} to {until_on}")
    rows = Agreement.objects.visible_to(by).select_for_update()
    row = rows.get(id=agreement.id)
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
        from_on=at.date(),
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
