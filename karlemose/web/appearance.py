"""Light or dark by hand, kept for the session. Without a choice the device's own setting counts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from karlemose.accounts.door import while_enrolling
from karlemose.web.context import APPEARANCES
from karlemose.web.gate import open_to_everyone


@while_enrolling
@open_to_everyone("changes nothing but the colours of one's own session", queries=0)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("appearance", "")
    if chosen in APPEARANCES:
        request.session["appearance"] = chosen
    else:
        request.session.pop("appearance", None)
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
