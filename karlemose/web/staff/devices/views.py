"""The devices of one's own organisation's people; a lost one is taken away."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from karlemose.accounts.devices import NoSuchDevice
from karlemose.foundation import clock
from karlemose.ledger.recording import AlreadyDone
from karlemose.partners import devices
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, key_of


@gate(Permission.MANAGE_PEOPLE, queries=8)
def list_devices(request: Any, viewer: Viewer) -> HttpResponse:
    held = devices.of_organisation(viewer, on=clock.today())
    return TemplateResponse(request, "staff/devices/page.html", {"devices": held})


@require_POST
@gate(Permission.MANAGE_PEOPLE, queries=0)
def revoke(request: Any, viewer: Viewer) -> HttpResponse:
    try:
        devices.revoke(
            by=viewer, at=clock.current_time(), public_id=request.POST.get("device", ""), key=key_of(request)
        )
    except NoSuchDevice as error:
        raise Http404 from error
    except AlreadyDone:
        pass
    return HttpResponseRedirect(reverse("devices", args=[request.partnership.slug]))
