"""The contact person's pages: who works for the organisation, and what changes about that."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.partners import inviting, memberships, people, restoring
from karlemose.partners.holding import NoSuchMembership, NotNow
from karlemose.partners.standing import Standing
from karlemose.places import queries as places
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import link_url
from karlemose.web.staff.people import forms, presenters

LONGEST = 500  # people that are renewed by one form
_CANNOT = (NotAllowed, NotNow, memberships.EndsBeforeItBegins)


@gate(Permission.MANAGE_PEOPLE, queries=7)
def list_people(request: Any, viewer: Viewer) -> HttpResponse:
    return _list(request, viewer)


@gate(Permission.MANAGE_PEOPLE, queries=6)
def invite(request: Any, viewer: Viewer) -> HttpResponse:
    """The form; sent, the page with the link, which is shown once."""
    if request.method != "POST":
        return _invite_form(request, viewer, _invitation(viewer, None))
    with reading(viewer):
        form = _invitation(viewer, request.POST)
    if not form.is_valid():
        return _invite_form(request, viewer, form)
    try:
        made, token = inviting.invite(
            by=viewer,
            at=clock.current_time(),
            organisation_id=viewer.organisation_id,
            what=_invited(form),
            key=key_of(request),
        )
    except inviting.WorksHereAlready as known:  # the same form sent twice leads here too
        refusal = _("This address has this role with you already.")
        return _person(request, viewer, known.membership_id, refusal=refusal)
    except NotAllowed as refusal:
        return _invite_form(request, viewer, form, refusal=str(refusal.sentence))
    return _person(request, viewer, made.id, token=token)


@gate(Permission.MANAGE_PEOPLE, queries=10)
def person(request: Any, viewer: Viewer, membership: int) -> HttpResponse:
    """One of one's own people; sent, changed."""
    if request.method != "POST":
        return _person(request, viewer, membership)
    found = _found(viewer, membership)
    with reading(viewer):
        form = _work(viewer, found, request.POST)
    if not form.is_valid():
        return _person(request, viewer, membership, form=form)
    what = memberships.Changed(
        role=form.role_of,
        neighbourhoods=_with_unseen(found, form.places_of, shown=form.fields["neighbourhoods"].choices),
        until_on=form.cleaned_data["until_on"],
        confidentiality_signed_on=form.cleaned_data["confidentiality_signed_on"],
    )
    return _done(
        request, viewer, membership, lambda given: memberships.change(membership_id=membership, what=what, **given)
    )


@require_POST
@gate(Permission.MANAGE_PEOPLE, queries=0)
def end(request: Any, viewer: Viewer, membership: int) -> HttpResponse:
    _found(viewer, membership)
    return _done(request, viewer, membership, lambda given: memberships.end(membership_id=membership, **given))


@require_POST
@gate(Permission.MANAGE_PEOPLE, queries=0)
def renew(request: Any, viewer: Viewer) -> HttpResponse:
    """Those who are marked, all or none of them."""
    marked = request.POST.getlist("membership")[:LONGEST]
    with reading(viewer):
        own = {str(one.membership_id) for one in people.people(viewer, on=clock.today())}
    if not own.issuperset(marked):
        raise Http404
    if not marked:
        return _list(request, viewer, refusal=_("Mark those who are to go on."))
    try:
        memberships.renew(
            by=viewer, at=clock.current_time(), membership_ids=[int(one) for one in marked], key=key_of(request)
        )
    except AlreadyDone:
        pass
    except NotAllowed as refusal:
        return _list(request, viewer, refusal=str(refusal.sentence))
    except NotNow:
        return _list(request, viewer, refusal=_not_now())
    return HttpResponseRedirect(reverse("people", args=[request.partnership.slug]))


@require_POST
@gate(Permission.MANAGE_PEOPLE, queries=0)
def new_link(request: Any, viewer: Viewer, membership: int) -> HttpResponse:
    """A new link for an invitation, or one to begin anew; shown once."""
    found = _found(viewer, membership)
    make = inviting.make_new_link if found.standing is Standing.INVITED else restoring.make_link
    try:
        token = make(by=viewer, at=clock.current_time(), membership_id=membership)
    except NotAllowed as refusal:
        return _person(request, viewer, membership, refusal=str(refusal.sentence))
    except (NotNow, NoSuchMembership):
        return _person(request, viewer, membership, refusal=_not_now())
    return _person(request, viewer, membership, token=token)


def _list(request: Any, viewer: Viewer, *, refusal: str = "") -> HttpResponse:
    at = clock.current_time()
    if request.method == "POST":
        with reading(viewer):
            found = people.people(viewer, on=clock.day_of(at))
    else:
        found = people.people(viewer, on=clock.day_of(at))
    page = presenters.page(found, at=at, myself=viewer.user_id)
    return TemplateResponse(request, "staff/people/list.html", {"page": page, "refusal": refusal})


def _invite_form(request: Any, viewer: Viewer, form: forms.Invitation, *, refusal: str = "") -> HttpResponse:
    return TemplateResponse(
        request,
        "staff/people/invite.html",
        {"form": form, "refusal": refusal, "organisation": viewer.organisation_name},
    )


def _person(
    request: Any,
    viewer: Viewer,
    membership: int,
    *,
    form: forms.Work | None = None,
    token: str = "",
    refusal: str = "",
) -> HttpResponse:
    """The page of one person; after a form too, when no transaction is open."""
    if request.method == "POST":
        with reading(viewer):
            context = _context(request, viewer, membership, form)
    else:
        context = _context(request, viewer, membership, form)
    context |= {"refusal": refusal, "link_url": link_url(request, token) if token else ""}
    return TemplateResponse(request, "staff/people/person.html", context)


def _context(request: Any, viewer: Viewer, membership: int, form: forms.Work | None) -> dict[str, Any]:
    on = clock.today()
    found = people.person(viewer, membership_id=membership, on=on)
    if found is None:
        raise Http404
    where = places.neighbourhoods(viewer)
    return {
        "person": presenters.row(found, on),
        "facts": presenters.facts(found, where, on),
        "form": form or _work(viewer, found, None),
        "is_invited": found.standing is Standing.INVITED,
        "has_ended": found.standing is Standing.ENDED,
        "is_oneself": found.user_id == viewer.user_id,
    }


def _found(viewer: Viewer, membership: int) -> people.Person:
    with reading(viewer):
        found = people.person(viewer, membership_id=membership, on=clock.today())
    if found is None:
        raise Http404
    return found


def _done(request: Any, viewer: Viewer, membership: int, action: Any) -> HttpResponse:
    """Run the action; a refusal stands on the person's page."""
    try:
        action({"by": viewer, "at": clock.current_time(), "key": key_of(request)})
    except AlreadyDone:
        pass
    except memberships.EndsBeforeItBegins:
        return _person(request, viewer, membership, refusal=_("The last day is before the first."))
    except NotAllowed as refusal:
        return _person(request, viewer, membership, refusal=str(refusal.sentence))
    except NotNow:
        return _person(request, viewer, membership, refusal=_not_now())
    return _to_person(request, membership)


def _to_person(request: Any, membership: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("people-person", args=[request.partnership.slug, membership]))


def _not_now() -> str:
    return _("Somebody else changed this meanwhile. Look at what it is now.")


def _invitation(viewer: Viewer, data: Any) -> forms.Invitation:
    return forms.Invitation(
        data,
        offer=_offer(viewer),
        initial={"from_on": clock.today()},
    )


def _work(viewer: Viewer, found: people.Person, data: Any) -> forms.Work:
    return forms.Work(
        data,
        offer=_offer(viewer),
        purpose=found.purpose,
        initial={
            "role": found.role.value,
            "neighbourhoods": [str(number) for number in found.neighbourhoods or ()],
            "until_on": found.until_on,
            "confidentiality_signed_on": found.confidentiality_signed_on,
        },
    )


def _invited(form: forms.Invitation) -> inviting.Invited:
    given = form.cleaned_data
    return inviting.Invited(
        email=given["email"],
        name=given["name"],
        role=form.role_of,
        from_on=given["from_on"],
        until_on=given["until_on"],
        neighbourhoods=form.places_of,
        confidentiality_signed_on=given["confidentiality_signed_on"],
    )


def _with_unseen(found: people.Person, marked: tuple[int, ...] | None, *, shown: Any) -> tuple[int, ...] | None:
    """Neighbourhoods that the form cannot show, since the contact person does not work there, stay as they are."""
    unseen = set(found.neighbourhoods or ()) - {int(number) for number, _name in shown}
    return tuple(sorted({*(marked or ()), *unseen})) if marked or unseen else None


def _offer(viewer: Viewer) -> forms.Offer:
    if viewer.organisation_kind is None:
        raise Http404
    return forms.Offer(viewer.organisation_kind, places.neighbourhoods(viewer), people.gives_all(viewer))
