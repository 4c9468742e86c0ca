"""Under which membership a session works: chosen once at a sign-in, and until the next.

Somebody with one membership that runs is not asked. Whoever has several chooses at `/`; another one is a new sign-in.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from karlemose.accounts import sessions
from karlemose.foundation import clock
from karlemose.partners import memberships, people
from karlemose.partners import queries as partners
from karlemose.partners.standing import Standing
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for


class NotAtWork(Exception):
    """No membership is worn here, or the one that is worn does not run any more."""


def begin_by_itself(request: HttpRequest) -> None:
    """Wear the only membership that runs; with none or several, nothing."""
    if sessions.worn(request) is not None:
        return
    mine = people.standings(user_id=request.user.pk, on=clock.today())
    running = [one for one in mine if one.standing is Standing.RUNNING]
    if len(running) == 1:
        begin(request, running[0])


def begin(request: HttpRequest, own: people.Own) -> Viewer | None:
    """Wear this membership from now on; None when it does not run. Raises `sessions.AnotherIsWorn`."""
    at = clock.current_time()
    with acting_for(own.partnership_id, read_only=True):
        viewer = partners.viewer_for(
            user_id=request.user.pk,
            partnership_id=own.partnership_id,
            on=clock.day_of(at),
            membership_id=own.membership_id,
        )
    if viewer is not None:
        sessions.wear(request, own.membership_id)
        memberships.begin_work(by=viewer, at=at)
    return viewer


def viewer_of(request: Any) -> Viewer:
    """Who asks, within the open partnership of the request. Raises `NotAtWork`."""
    worn = sessions.worn(request)
    if worn is None:
        raise NotAtWork
    viewer = partners.viewer_for(
        user_id=request.user.pk,
        partnership_id=request.partnership.id,
        on=clock.today(),
        membership_id=worn,
    )
    if viewer is None:
        raise NotAtWork
    return viewer


def outside(request: Any) -> HttpResponse:
    """For whoever is not at work here: the way in, if it can tell them why; else a page that is not there."""
    mine = people.standings(user_id=request.user.pk, on=clock.today())
    here = [one for one in mine if one.partnership_id == request.partnership.id]
    worn = sessions.worn(request)
    if worn is not None:
        is_told = any(one.membership_id == worn for one in here)
    else:
        is_told = any(one.standing in {Standing.RUNNING, Standing.RESTING} for one in here)
    if not is_told:
        raise Http404
    return redirect("partnerships")
