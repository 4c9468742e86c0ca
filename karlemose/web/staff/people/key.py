"""The public key that folders for the police are sealed with: their contact person sets and ends it, and the sender's
sees its mark, to compare it over the telephone.
"""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.disclosure import queries, receiving, sealing
from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.partners.queries import organisation_of_kind
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Permission
from karlemose.web import times
from karlemose.web.gate import gate, key_of, reading

PAGE = "staff/people/key.html"


@gate(Permission.MANAGE_PEOPLE, queries=6)
def sealing_key(request: Any, viewer: Viewer) -> HttpResponse:
    """For the police and for those who hand over to them; for nobody else there is such a page."""
    if viewer.organisation_kind not in {OrganisationKind.POLICE, OrganisationKind.HOUSING}:
        raise Http404
    if request.method != "POST":
        return _page(request, viewer)
    if viewer.organisation_kind != OrganisationKind.POLICE:
        raise Http404
    text = "" if request.POST.get("step") == "end" else request.POST.get("key", "")
    refusal = _refused(viewer, text, is_end=request.POST.get("step") == "end", key=key_of(request))
    if refusal:
        with reading(viewer):
            return _page(request, viewer, refusal=refusal)
    return HttpResponseRedirect(reverse("people-key", args=[request.partnership.slug]))


def _refused(viewer: Viewer, text: str, *, is_end: bool, key: str | None) -> str:
    if not text.strip() and not is_end:
        return _("Paste a public key.")
    try:
        receiving.set_receiver_key(
            by=viewer, at=clock.current_time(), organisation_id=viewer.organisation_id, text=text, key=key
        )
    except AlreadyDone:
        return ""
    except sealing.SecretKeyGiven:
        return _("That is a secret key. It was not kept; make a new pair, and give its public half.")
    except sealing.NotAPublicKey:
        return _("That is no age or OpenPGP public key.")
    except NotAllowed as refusal:
        return str(refusal.sentence)
    return ""


def _page(request: Any, viewer: Viewer, *, refusal: str = "") -> HttpResponse:
    police = organisation_of_kind(partnership_id=viewer.partnership_id, kind=OrganisationKind.POLICE)
    if police is None:
        raise Http404
    is_own = viewer.organisation_kind == OrganisationKind.POLICE
    kept = queries.receiver_key(viewer, (viewer.organisation_id if is_own else None) or police.id)
    since = times.full_day(times.at_home(kept.set_at)) if kept else ""
    context = {"kept": kept, "since": since, "refusal": refusal, "is_own": is_own}
    return TemplateResponse(request, PAGE, context, status=422 if refusal else 200)
