"""Sign-in by the organisation's own provider: out to it, and back."""

import secrets

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from karlemose.accounts import claims, identities, openid
from karlemose.accounts.log import NOBODY, write_down
from karlemose.foundation import clock
from karlemose.ledger.events import Event

PENDING = "openid"
REFUSED = "openid_refused"  # in the session: the sign-in page says so
LONGEST_CODE = 2048


def provider_name() -> str:
    provider = openid.provider()
    return provider.name if provider else ""


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """To the provider. By a link and not a form, since the policy lets forms lead to this site alone."""
    provider = _provider()
    if not ratelimit.consume(request, app="allauth.account", action="login", limit_get=True):
        return ratelimit.respond_429(request)
    try:
        address, pending = openid.begin(provider, back_to=_back_to())
    except openid.Refused as error:
        return _refused(request, str(error))
    request.session[PENDING] = pending.kept()
    return HttpResponseRedirect(address)


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider, once for each time one left."""
    provider = _provider()
    kept = request.session.pop(PENDING, None)
    code, state = request.GET.get("code", ""), request.GET.get("state", "")
    if kept is None or not secrets.compare_digest(state.encode(), kept["state"].encode()):
        return _refused(request, "another-state")
    if not 0 < len(code) <= LONGEST_CODE:
        return _refused(request, "no-code")
    at = clock.current_time()
    try:
        said = openid.finish(provider, openid.Pending(**kept), code=code, back_to=_back_to())
        user = identities.meant(provider, said, at=at)
    except openid.Refused as error:
        return _refused(request, str(error))
    except identities.NotInvited:
        return _refused(request, "not-invited")
    if said.groups is not None:
        claims.tell(user_id=user.pk, groups=said.groups, at=at)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="openid", second_factor=said.showed_factor)
    return perform_login(request, Login(user=user))


def _provider() -> openid.Provider:
    found = openid.provider()
    if found is None:
        raise Http404
    return found


def _back_to() -> str:
    return f"{settings.PUBLIC_URL}{reverse('openid_back')}"


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    detail = {"why": f"openid.{why}"}
    write_down(by=NOBODY, at=clock.current_time(), event=Event.SIGN_IN_FAILED, detail=detail)
    request.session[REFUSED] = True
    return redirect("account_login")
