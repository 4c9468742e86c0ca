"""Who somebody is here. Every Viewer is made in this file."""

import getpass
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from karlemose.foundation.clock import day_of
from karlemose.partners.law import law_day
from karlemose.partners.models import Agreement, Organisation, Signature
from karlemose.partners.standing import UNUSED_DAYS
from karlemose.places.models import Neighbourhood
from karlemose.policy import grants, rule
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Level, OrganisationKind, Purpose, Role
from karlemose.tenancy.models import Partnership

PARTNERS = (  # those whose briefing is made every week, in the order they are listed
    OrganisationKind.POLICE,
    OrganisationKind.HOUSING,
    OrganisationKind.PROJECT,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.DAYCARE,
    OrganisationKind.BOARD,
)
_AGREED = ("neighbourhood_id", "level", "from_on", "until_on")


class NoSuchPartnership(LookupError):
    """No partnership, or none with this slug, or several and none was named."""


def viewer_for(*, user_id: int, partnership_id: int, on: date, membership_id: int | None = None) -> Viewer | None:
    """The Viewer of a user's membership that runs on this day, in the partnership that is open; None without one.

    `membership_id` is the one that is worn: another of the same person makes no Viewer then. Without it, the first.
    """
    asked = {
        "user": user_id,
        "partnership": partnership_id,
        "membership": membership_id,
        "on": on,
        "unused": UNUSED_DAYS,
        "version": in_force().version,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VIEWER, asked)
        found = cursor.fetchone()
    if found is None:
        return None
    membership_id, role, purpose, name, organisation, covered, agreed, signed = found
    return Viewer(
        actor=f"person:{user_id}",
        name=name,
        neighbourhoods=frozenset(covered),
        user_id=user_id,
        membership_id=membership_id,
        on=on,
        law_on=law_day(on),
        **_law(agreed, signed),
        **_work(Organisation(**organisation), Role(role), Purpose(purpose)),
    )


def receiver(organisation: Organisation, *, on: date) -> Viewer:
    """An organisation as reader of what is made for it: a briefing shows what any of its people may read that day."""
    everywhere = Neighbourhood.objects.unscoped("an organisation reads where its partnership works")
    ids = everywhere.filter(partnership_id=organisation.partnership_id).values_list("id", flat=True)
    rows = Organisation.objects.unscoped("what was agreed with the receiver")
    told = rows.annotate(agreed=_agreed("id"), signed=_signed("partnership_id")).get(id=organisation.id)
    is_public = organisation.kind in {OrganisationKind.BOARD, OrganisationKind.ASSOCIATION}
    role = Role.BOARD_MEMBER if is_public else Role.STEERING
    return Viewer(
        actor=f"organisation:{organisation.kind}",
        neighbourhoods=frozenset(ids),
        on=on,
        law_on=law_day(on),
        **_law(told.agreed, told.signed),
        **_work(organisation, role, Purpose.SAFETY),
    )


def command_viewer(partnership_id: int) -> Viewer:
    """Whoever sits at the terminal: may run commands, reads nothing."""
    return _nobody(f"command:{_system_user()}", partnership_id)


def job_viewer(job: str, partnership_id: int) -> Viewer:
    """A background job: may do its work, reads nothing."""
    return _nobody(f"job:{job}", partnership_id)


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(viewer).order_by("id")


def organisation_of_kind(*, partnership_id: int, kind: OrganisationKind) -> Organisation | None:
    rows = Organisation.objects.unscoped("the receiver of a briefing")
    return rows.filter(partnership_id=partnership_id, kind=kind).order_by("id").first()


def partnership_named(slug: str | None) -> Partnership:
    """The partnership a command means, without a slug the only one; `NoSuchPartnership` names the known ones."""
    known = list(Partnership.objects.order_by("slug"))
    fitting = [one for one in known if slug in (None, one.slug)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(one.slug for one in known) or "none yet; make one with `karlemose partnership add SLUG`"
    what = f"no partnership {slug!r}" if slug else "say which with --partnership" if known else "no partnership"
    raise NoSuchPartnership(f"{what} (known: {names})")


@dataclass(frozen=True)
class Signed:
    """Who switched a rule on, and when."""

    by: str
    at: datetime


def signatures(viewer: Viewer, *, version: str) -> dict[str, Signed]:
    """The rules that the viewer's partnership has signed in this text."""
    rows = Signature.objects.visible_to(viewer).filter(version=version).order_by("rule")
    return {row.rule: Signed(row.signed_by, row.signed_at) for row in rows}


def _agreed(organisation: str) -> ArraySubquery:
    """What was agreed with an organisation, in the same query."""
    rows = Agreement.objects.unscoped("part of finding out who asks").filter(organisation_id=OuterRef(organisation))
    return ArraySubquery(rows.values(one=JSONObject(**{name: name for name in _AGREED})))


def _signed(partnership: str) -> ArraySubquery:
    """The rules that the partnership has signed in the text that is in force, in the same query."""
    rows = Signature.objects.unscoped("part of finding out who asks").filter(
        partnership_id=OuterRef(partnership), version=in_force().version
    )
    return ArraySubquery(rows.values(one=JSONObject(rule="rule", version="version", at="signed_at")))


def _law(agreed: Iterable[dict[str, Any]], signed: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the law must know: the agreements with an organisation, and the rules that its partnership has signed."""
    return {
        "agreements": frozenset(_agreement(**one) for one in agreed),
        "signatures": frozenset(
            rule.Signature(
                rule=one["rule"], version=one["version"], by="", on=day_of(datetime.fromisoformat(one["at"]))
            )
            for one in signed
        ),
    }


def _agreement(*, neighbourhood_id: int | None, level: str, from_on: str, until_on: str | None) -> grants.Agreement:
    last = date.fromisoformat(until_on) if until_on else None
    return grants.Agreement(neighbourhood_id, Level(level), date.fromisoformat(from_on), last)


def _work(organisation: Organisation, role: Role, purpose: Purpose) -> dict[str, object]:
    return {
        "partnership_id": organisation.partnership_id,
        "organisation_id": organisation.id,
        "organisation_kind": OrganisationKind(organisation.kind),
        "organisation_name": organisation.name,
        "role": role,
        "purpose": purpose,
    }


def _system_user() -> str:
    """By name, or by number where the system knows none, as in many containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _nobody(actor: str, partnership_id: int) -> Viewer:
    return Viewer(
        actor=actor,
        partnership_id=partnership_id,
        organisation_id=None,
        organisation_kind=None,
        organisation_name="",
        role=Role.OPERATIONS,
        purpose=Purpose.OPERATIONS,
        neighbourhoods=frozenset(),
    )


# Every request asks this first, so it is written out: put together anew each time, it took longer than its answer.
# `running` says what `standing.standing` says.
_VIEWER = """
WITH running AS (
    SELECT membership.* FROM partners_membership AS membership
    JOIN accounts_user AS person ON person.id = membership.user_id AND person.is_active
    WHERE membership.user_id = %(user)s AND membership.partnership_id = %(partnership)s
      AND (%(membership)s::bigint IS NULL OR membership.id = %(membership)s)
      AND membership.from_on <= %(on)s AND (membership.until_on IS NULL OR membership.until_on >= %(on)s)
      AND membership.accepted_on IS NOT NULL AND membership.ended_at IS NULL AND membership.renew_by >= %(on)s
      AND %(on)s <= %(unused)s
        + GREATEST(membership.from_on, membership.accepted_on, membership.renewed_on, membership.last_used_on)
    ORDER BY membership.id LIMIT 1)
SELECT running.id, running.role, running.purpose, person.name,
       json_build_object('id', organisation.id, 'partnership_id', organisation.partnership_id,
                         'kind', organisation.kind, 'name', organisation.name),
       ARRAY(SELECT neighbourhood.id FROM places_neighbourhood AS neighbourhood
             WHERE neighbourhood.partnership_id = running.partnership_id
               AND (running.has_all_neighbourhoods OR neighbourhood.id IN (
                    SELECT neighbourhood_id FROM partners_membershipneighbourhood WHERE membership_id = running.id))),
       ARRAY(SELECT json_build_object('neighbourhood_id', neighbourhood_id, 'level', level,
                                      'from_on', from_on, 'until_on', until_on)
             FROM partners_agreement WHERE organisation_id = running.organisation_id),
       ARRAY(SELECT json_build_object('rule', rule, 'version', version, 'at', signed_at)
             FROM partners_signature WHERE partnership_id = running.partnership_id AND version = %(version)s)
FROM running
JOIN accounts_user AS person ON person.id = running.user_id
JOIN partners_organisation AS organisation ON organisation.id = running.organisation_id
"""
