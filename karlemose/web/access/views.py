""" "My access": with what one signs in, on which devices, and what was changed about it."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from karlemose.accounts import actions, devices, factors, queries, sessions
from karlemose.accounts.log import person
from karlemose.foundation import clock
from karlemose.web import typed
from karlemose.web.access import presenters
from karlemose.web.access.forms import Name, NewPassword

CHANGES = 12  # lines at the foot of the page
again = reauthentication_required(app="karlemose")


@login_required
def me(request: Any) -> HttpResponse:
    at = clock.current_time()
    mine = request.user.pk
    page = presenters.page(
        request.user,
        devices=queries.devices_of(mine, at=at),
        factors=queries.factors_of(mine),
        changes=queries.changes_of(mine, most=CHANGES),
        this_device=request.session.get("device"),
        at=at,
    )
    return TemplateResponse(request, "account/me.html", {"page": page})


@login_required
def enrol(request: Any) -> HttpResponse:
    """What somebody without a second factor sees, and nothing else."""
    if sessions.is_open(request):
        return redirect("me")
    return TemplateResponse(request, "account/enrol.html", {"has_password": request.user.has_usable_password()})


@login_required
@again
def password(request: Any) -> HttpResponse:
    form = NewPassword(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password(
            by=person(request.user.pk),
            at=clock.current_time(),
            user=request.user,
            password=form.cleaned_data["password"],
        )
        update_session_auth_hash(request, request.user)
        return redirect("me" if sessions.is_open(request) else "mfa_activate_totp")
    context = {"form": form, "is_first": not request.user.has_usable_password()}
    return TemplateResponse(request, "account/password.html", context, status=422 if form.errors else 200)


@login_required
def device(request: Any, device: str) -> HttpResponse:
    """One device: what it is called, and the way out for a lost one."""
    found = queries.device_of(request.user.pk, device)
    if found is None:
        raise Http404
    form = Name(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        _done(actions.rename_device, request, user_id=request.user.pk, public_id=device, name=name)
        return redirect("me")
    page = presenters.device(found, this_device=request.session.get("device"), at=clock.current_time())
    status = 422 if form.errors else 200
    return TemplateResponse(request, "account/device.html", {"page": page, "form": form}, status=status)


@require_POST
@login_required
def revoke(request: Any, device: str) -> HttpResponse:
    _done(actions.revoke_device, request, user_id=request.user.pk, public_id=device)
    return redirect("me")


@require_POST
@login_required
@again
def remove_factor(request: Any) -> HttpResponse:
    number = typed.number(request.POST.get("factor", ""))
    if number is None:
        raise Http404
    _done(actions.remove_factor, request, user_id=request.user.pk, factor_id=number)
    return redirect("me")


@require_POST
@login_required
def sign_out_everywhere(request: Any) -> HttpResponse:
    _done(actions.sign_out_everywhere, request, user_id=request.user.pk)
    request.session.flush()
    return redirect("account_login")


def _done(action: Callable[..., Any], request: HttpRequest, **what: Any) -> None:
    """Whatever is not one's own is not there."""
    try:
        action(by=person(what["user_id"]), at=clock.current_time(), **what)
    except (devices.NoSuchDevice, factors.NoSuchFactor, actions.NoName, factors.LastFactor) as error:
        raise Http404 from error
