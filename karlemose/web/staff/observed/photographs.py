"""One photo more, or one fewer, for the organisation that noted it. The same two cards as when it was noted."""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.ledger.refs import Ref
from karlemose.observations import photo_actions, photo_judging, photo_queries, photos
from karlemose.observations.photo_queries import AnyPhoto
from karlemose.observations.refusals import Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.observation import shown
from karlemose.web.staff.observed import may
from karlemose.web.staff.observed.forms import PhotoForm, SharedPhotoForm
from karlemose.web.staff.observed.looking import Look, look

ADD, WITHDRAW = "staff/observed/photo_add.html", "staff/observed/photo_withdraw.html"
SHARED, PROTECTED = "shared", "protected"
EVIDENCE = (Channel.EVIDENCE,)


@gate(Permission.NOTE, queries=6)
def add(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """A card for each kind of photo that this person may add; each is sent by itself."""
    if request.method != "POST":
        seen = look(request, viewer, neighbourhood, public_id)
        return _add_page(request, seen, _cards(seen))
    with reading(viewer):
        seen = look(request, viewer, neighbourhood, public_id)
    card = request.POST.get("card", "")
    cards = _cards(seen, {card: (request.POST, request.FILES)})
    if card not in cards:
        raise Http404
    if cards[card].is_valid() and _is_kept(request, seen, cards[card], shows_nobody=card == SHARED):
        return HttpResponseRedirect(seen.url("observations-one"))
    return _add_page(request, seen, cards)


@gate(Permission.NOTE, queries=8, reads=Event.PARTICULARS_OPENED, channels=EVIDENCE)
def withdraw(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str, photo: str) -> HttpResponse:
    """Asked once more, since it is erased at once."""
    if request.method == "POST":
        with reading(viewer, channels=EVIDENCE):
            seen = look(request, viewer, neighbourhood, public_id)
            row = _own(seen, photo)
        with suppress(AlreadyDone):
            _let_go(request, seen, row)
        return HttpResponseRedirect(seen.url("observations-one"))
    seen = look(request, viewer, neighbourhood, public_id)
    row = _own(seen, photo)
    is_protected = photo_queries.is_protected(row)
    context = {
        "observation": shown(seen.observation, neighbourhood),
        "photo": row,
        "photo_url": seen.url("observations-photo", photo=row.public_id),
        "is_protected": is_protected,
        "back_url": seen.url("observations-one"),
    }
    response: Any = TemplateResponse(request, WITHDRAW, context)
    response.subjects = [Ref("observation", public_id), Ref("photo", row.public_id)] if is_protected else []
    return response


def _cards(seen: Look, sent: dict[str, Any] | None = None) -> dict[str, forms.Form]:
    """Raises `Http404` where this person adds none."""
    takes_shared, takes_protected = may.add_photo(seen)
    given, found = sent or {}, {}
    if takes_shared:
        found[SHARED] = SharedPhotoForm(*given.get(SHARED, ()), prefix=SHARED)
    if takes_protected:
        found[PROTECTED] = PhotoForm(*given.get(PROTECTED, ()), prefix=PROTECTED)
    if not found:
        raise Http404
    return found


def _is_kept(request: Any, seen: Look, form: forms.Form, *, shows_nobody: bool) -> bool:
    upload = form.cleaned_data["photo"]
    try:
        photo = photos.judge(upload.read(photo_judging.MOST_BYTES + 1), shows_nobody=shows_nobody)
        photo_actions.add_photo(
            by=seen.viewer,
            at=clock.current_time(),
            observation_id=seen.observation.public_id,
            photo=photo,
            key=key_of(request),
        )
    except AlreadyDone:
        return True
    except Refused as refusal:
        form.add_error("photo", str(refusal.sentence))
        return False
    except (LookupError, NotAllowed) as gone:
        raise Http404 from gone
    return True


def _own(seen: Look, public_id: str) -> AnyPhoto:
    """Of what one's own organisation noted; for everybody else there is no such page."""
    row = photo_queries.photo(seen.viewer, seen.observation, public_id)
    if row is None or not may.is_ours(seen, seen.observation):
        raise Http404
    return row


def _let_go(request: Any, seen: Look, row: AnyPhoto) -> None:
    at, key = clock.current_time(), key_of(request)
    try:
        photo_actions.withdraw_photo(by=seen.viewer, at=at, photo_id=row.public_id, key=key)
    except (LookupError, NotAllowed) as gone:
        raise Http404 from gone


def _add_page(request: Any, seen: Look, cards: dict[str, forms.Form]) -> HttpResponse:
    errors = [field for form in cards.values() for field in form if field.errors]
    context = {
        "observation": shown(seen.observation, seen.neighbourhood),
        "shared": cards.get(SHARED),
        "protected": cards.get(PROTECTED),
        "errors": errors,
        "lost_photo": bool(request.FILES),
        "back_url": seen.url("observations-one"),
    }
    return TemplateResponse(request, ADD, context, status=422 if errors else 200)
