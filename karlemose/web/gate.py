"""The gate of every page: who may come in, in which transaction the page is made, and what it leaves in the ledger.

    @gate(Permission.SEE_PICTURE, queries=9)
    def week(request, viewer, neighbourhood): ...

A page is made inside one READ ONLY transaction, so that reading cannot write. A page that shows protected records
names its event with `reads`: the line is written after the page is made and before it is sent; a page that turned out
to show none has no `subjects` and leaves none. A form is sent to the same address; its view runs outside any
transaction and calls one action.

Whoever may not see a thing gets the page of a thing that is not there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from karlemose.foundation import clock
from karlemose.ledger.events import Event
from karlemose.partners.readings import leave_reading
from karlemose.places.queries import neighbourhood_named
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.tenancy.acting import acting_for, open_channels, partnership_of
from karlemose.web import working

View = Callable[..., HttpResponse]
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Gate:
    """What a page declares beside its code; tests hold it to that."""

    permission: Permission | None
    queries: int
    reads: Event | None = None
    why: str = ""  # for pages without a permission: why they have none
    channels: frozenset[Channel] = frozenset()  # protected channels that the page shows of, if the viewer reads them
    ledger_lines: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ledger_lines", 0 if self.reads is None else 1)


def open_to_everyone(why: str, *, queries: int) -> Callable[[View], View]:
    """A page without a permission, and the reason for that."""

    def wrap(view: View) -> View:
        view.gate = Gate(None, queries, why=why)  # type: ignore[attr-defined]
        return view

    return wrap


def gate(
    permission: Permission, *, queries: int, reads: Event | None = None, channels: Iterable[Channel] = ()
) -> Callable[[View], View]:
    """A page for members with this permission.

    `channels` are the protected channels it shows of: opened for whoever reads anything of them, and for nobody else.
    `queries` is how many a GET of it sends at the most, whatever the data, without the frame of its transaction and
    without the line in the ledger.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, partnership: str, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.path)
            request.partnership = partnership_of(partnership)  # type: ignore[attr-defined]  # for the page's header
            if request.partnership is None or any("\0" in str(part) for part in kwargs.values()):  # type: ignore[attr-defined]
                raise Http404  # a NUL names nothing, and PostgreSQL refuses to be asked about one
            working.begin_by_itself(request)
            step = _read if request.method in {"GET", "HEAD"} else _write
            try:
                return step(request, view, declared, kwargs)
            except working.NotAtWork:
                return working.outside(request)

        declared = Gate(permission, queries, reads=reads, channels=frozenset(channels))
        inner.gate = declared  # type: ignore[attr-defined]
        return inner

    return wrap


@contextmanager
def reading(viewer: Viewer, *, channels: Iterable[Channel] = ()) -> Iterator[None]:
    """What a form's view reads: choices, the record it is about."""
    with acting_for(viewer.partnership_id, channels=viewer.opens() & frozenset(channels), read_only=True):
        yield


def key_of(request: HttpRequest) -> str | None:
    """The random key of the form that was sent; the same form sent twice carries the same."""
    key = request.POST.get("idempotency_key", "")
    return key if KEY.fullmatch(key) else None


def _read(request: Any, view: View, declared: Gate, kwargs: dict[str, Any]) -> HttpResponse:
    with acting_for(request.partnership.id, read_only=True):
        viewer = _admit(request, declared, kwargs)
        if declared.channels:
            open_channels(viewer.opens() & declared.channels)
        response: Any = view(request, viewer=viewer, **kwargs)
        _render(response)
    if declared.reads is not None and response.status_code == HttpResponse.status_code and response.subjects:
        leave_reading(
            by=viewer,
            at=clock.current_time(),
            event=declared.reads,
            subjects=response.subjects,
            channels=declared.channels,
        )
    return response


def _write(request: Any, view: View, declared: Gate, kwargs: dict[str, Any]) -> HttpResponse:
    with acting_for(request.partnership.id, read_only=True):
        viewer = _admit(request, declared, kwargs)
    response = view(request, viewer=viewer, **kwargs)
    if getattr(response, "is_rendered", True) is False:
        with reading(viewer, channels=declared.channels):
            _render(response)
    return response


def _admit(request: Any, declared: Gate, kwargs: dict[str, Any]) -> Viewer:
    """The Viewer, and in `kwargs` the neighbourhood that the address names; 404 for whoever may not come in."""
    viewer = working.viewer_of(request)
    if declared.permission is None or not viewer.has(declared.permission):
        raise Http404
    request.viewer = viewer
    if "neighbourhood" in kwargs:
        found = neighbourhood_named(viewer, kwargs["neighbourhood"])
        if found is None:
            raise Http404
        kwargs["neighbourhood"] = request.neighbourhood = found
    return viewer


def _render(response: HttpResponse) -> None:
    if response.streaming:
        raise TypeError("a page is never streamed: its transaction would be over before its rows are read")
    if hasattr(response, "render"):
        response.render()
