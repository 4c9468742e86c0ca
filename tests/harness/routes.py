"""Every route there is, found by walking the resolver: a page joins the harness by having an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from karlemose.disclosure.models import HandOver
from karlemose.observations.clip_models import Clip
from karlemose.observations.photo_models import ProtectedPhoto
from karlemose.places.models import Camera
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.furnished import Furnished


@dataclass(frozen=True)
class Route:
    name: str  # with its namespace
    parameters: tuple[str, ...]
    view: Any

    @property
    def gate(self) -> Any:
        return getattr(self.view, "gate", None)

    @property
    def is_of_members(self) -> bool:
        return self.gate is not None and self.gate.permission is not None

    @property
    def only_takes_forms(self) -> bool:
        """Marked by `require_POST`: asked by GET it answers 405."""
        return getattr(self.view, "__wrapped__", None) is not None and self.gate is not None and self.gate.queries == 0

    def address(self, furnished: Furnished, *, neighbourhood: str | None = None) -> str:
        return reverse(self.name, kwargs={name: _fill(name, furnished, neighbourhood) for name in self.parameters})


def routes() -> list[Route]:
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda route: route.name)


def _walk(patterns: list[Any], namespace: str, parameters: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        names = (*parameters, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, names)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name}", names, pattern.callback)


def _fill(name: str, furnished: Furnished, neighbourhood: str | None) -> str:
    """What stands in an address for a parameter. A new parameter is added here, with something that exists."""
    fillings = {
        "partnership": furnished.world.partnership.slug,
        "neighbourhood": neighbourhood or furnished.estate.slug,
        "week": str(furnished.week),
        "language": "da",
        "version": 1,
        "kind": "graffiti",
        "membership": furnished.world.memberships["caretaker"].id,
        "token": "no-such-token",
        "public_id": furnished.observation.public_id,
        "photo": _photo(furnished) if name == "photo" else "",
        "hand_over": _hand_over(furnished.world.partnership.id, is_open=False) if name == "hand_over" else "",
        "draft": _hand_over(furnished.world.partnership.id, is_open=True) if name == "draft" else "",
        "clip": _clip(furnished) if name == "clip" else "",
        "part": "paper",
        "camera": _camera(furnished.world.partnership.id) if name == "camera" else 0,
        "device": "0000000000",  # one's own devices alone are there
    }
    if name not in fillings:
        raise AssertionError(f"the harness does not know what stands in an address for {name!r}: add it here")
    return fillings[name]


@cache
def _hand_over(partnership_id: int, *, is_open: bool) -> str:
    """The one that was released, or the one that is being put together; the same in every test with this world."""
    with acting_for(partnership_id, read_only=True):
        rows = HandOver.objects.unscoped("what stands in an address").order_by("id")
        found = rows.filter(state="draft") if is_open else rows.filter(state="released")
        return str(found.values_list("public_id", flat=True).first())


def _clip(furnished: Furnished) -> str:
    with acting_for(furnished.world.partnership.id, channels=(Channel.EVIDENCE,), read_only=True):
        rows = Clip.objects.unscoped("what stands in an address")
        return str(rows.filter(observation=furnished.observation).values_list("public_id", flat=True).first())


@cache
def _camera(partnership_id: int) -> int:
    with acting_for(partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        return int(Camera.objects.unscoped("what stands in an address").values_list("id", flat=True).first() or 0)


def _photo(furnished: Furnished) -> str:
    """One that may show somebody: opened by a few, and each time with a line."""
    with acting_for(furnished.world.partnership.id, channels=(Channel.EVIDENCE,), read_only=True):
        rows = ProtectedPhoto.objects.unscoped("what stands in an address")
        return str(rows.filter(observation=furnished.observation).values_list("public_id", flat=True).first())
