"""Beginning anew: a new password for somebody who lost theirs, or their phone; a second factor follows at once."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from karlemose.accounts import sessions
from karlemose.foundation import clock
from karlemose.partners import links, restoring
from karlemose.partners.enums import LinkKind
from karlemose.partners.links import Link
from karlemose.web import times
from karlemose.web.access.forms import NewPassword
from karlemose.web.staff.link.opening import closed, opens


@opens(LinkKind.RESTORE)
def begin_anew(request: Any, link: Link, token: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, link, NewPassword())
    form = NewPassword(request.POST)
    if not form.is_valid():
        return _shown(request, link, form)
    try:
        user = restoring.use(
            by=links.holder(link), at=clock.current_time(), link=link, password=form.cleaned_data["password"]
        )
    except (links.LinkIsClosed, restoring.WorksForOthers):
        return closed(request)
    logout(request)
    sessions.let_in_by_link(request, user_id=user.pk)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _shown(request: HttpRequest, link: Link, form: NewPassword) -> HttpResponse:
    context = {"form": form, "expires_at": times.at_home(link.expires_at)}
    return TemplateResponse(request, "staff/link/restoring.html", context)
