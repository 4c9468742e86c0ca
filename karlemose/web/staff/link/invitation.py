"""Accepting an invitation: a new password, or the account that one has already."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.accounts import sessions
from karlemose.foundation import clock
from karlemose.partners import inviting, links, people
from karlemose.partners.enums import LinkKind
from karlemose.partners.holding import NotNow
from karlemose.partners.links import Link
from karlemose.web import times, words
from karlemose.web.access.forms import NewPassword
from karlemose.web.staff.link.opening import closed, opens

PAGE = "staff/link/invitation.html"


@opens(LinkKind.INVITATION)
def invitation(request: Any, link: Link, token: str) -> HttpResponse:
    if request.method == "POST":
        return _sent(request, link, token)
    return _shown(request, link, token, form=NewPassword())


def _sent(request: Any, link: Link, token: str) -> HttpResponse:
    if "sign_in" in request.POST:
        return redirect_to_login(reverse("link", args=[request.partnership.slug, token]))
    if "sign_out" in request.POST:
        logout(request)
        return redirect("link", request.partnership.slug, token)
    if request.user.is_authenticated:
        return _accepted(request, link, token, user_id=request.user.pk)
    form = NewPassword(request.POST)
    if not form.is_valid():
        return _shown(request, link, token, form=form)
    return _accepted(request, link, token, password=form.cleaned_data["password"])


def _accepted(
    request: Any, link: Link, token: str, *, user_id: int | None = None, password: str | None = None
) -> HttpResponse:
    try:
        made = inviting.accept(
            by=links.holder(link), at=clock.current_time(), link_id=link.id, user_id=user_id, password=password
        )
    except (links.LinkIsClosed, NotNow):
        return closed(request)
    except inviting.NotTheirs:
        refusal = _("You are signed in as somebody else. Sign out, then open the link again.")
        return _shown(request, link, token, form=NewPassword(), refusal=refusal)
    except inviting.HasAccount:
        refusal = _("This address signs in already. Choose “I sign in here already” below.")
        return _shown(request, link, token, form=NewPassword(), refusal=refusal)
    if user_id is None:
        sessions.let_in_by_link(request, user_id=made.user_id)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return TemplateResponse(request, "staff/link/accepted.html", {"is_worn": sessions.worn(request) is not None})


def _shown(request: HttpRequest, link: Link, token: str, *, form: NewPassword, refusal: str = "") -> HttpResponse:
    person = people.invited(partnership_id=link.partnership_id, membership_id=int(link.ref_id))
    if person is None:
        return closed(request)
    context = {
        "form": form,
        "refusal": refusal,
        "person": person,
        "role": words.ROLES[person.role],
        "purpose": words.PURPOSES[person.purpose],
        "expires_at": times.at_home(link.expires_at),
    }
    return TemplateResponse(request, PAGE, context)
