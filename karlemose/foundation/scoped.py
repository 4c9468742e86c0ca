"""Managers that fail closed: a query that does not say for whom raises.

class Observation(PartnershipOwned):
    objects = Scoped(channel="PICTURE", neighbourhood="neighbourhood", owner="noted_by_organisation__kind")
    everything = models.Manager()      # for Django's own checks; nobody else calls it

    class Meta:
        default_manager_name = "everything"
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NoReturn, Protocol

from django.db import models
from django.db.models import Q


class NotScoped(RuntimeError):
    """A query was started without saying for whom."""


class Viewing(Protocol):
    """What a manager must know of a viewer: whose rows, which neighbourhoods on a channel, and whose records alone."""

    @property
    def partnership_id(self) -> int: ...

    def sees(self, channel: Any) -> frozenset[int]: ...

    def sees_of(self, channel: Any) -> Iterable[tuple[Collection[str], Collection[int]]]: ...

    def sees_whose(self, channel: Any, whose: Any) -> frozenset[int]: ...

    @property
    def organisation_id(self) -> int | None: ...

    @property
    def user_id(self) -> int | None: ...


class Scoped(models.Manager[Any]):
    """Rows of one partnership, narrowed to what a viewer may see.

    `channel` is the channel the rows live in, `neighbourhood` the path to the neighbourhood they belong to. Without
    them the rows are the partnership's own (organisations, memberships) and only the partnership narrows. `owner` is
    the path to the kind of organisation that made a row; without it a viewer who may read some owners' rows alone
    reads none. `theirs` says how a row can be the viewer's own: `{"organisation": path to the id of the organisation
    that holds it, "author": path to the id of the user who noted it, "receiver": …}`; with both of the first two, one's
    own notes are those that one's organisation holds.
    """

    def __init__(
        self,
        *,
        channel: str | None = None,
        neighbourhood: str | None = None,
        owner: str | None = None,
        theirs: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        if (channel is None) != (neighbourhood is None):
            raise ValueError("give both channel and neighbourhood, or neither")
        self.channel = channel
        self.neighbourhood = neighbourhood
        self.owner = owner
        self.theirs = dict(theirs or {})

    def visible_to(self, viewer: Viewing) -> models.QuerySet[Any]:
        """The rows this viewer may read: the same wall as row security, one floor up."""
        rows = self._rows().filter(partnership_id=viewer.partnership_id)
        if self.channel is None:
            return rows
        return rows.filter(self._readable(viewer))

    def unscoped(self, reason: str) -> models.QuerySet[Any]:
        """All rows of the open partnership, for work that is done on nobody's behalf; the reason stands in the code."""
        if not reason.strip():
            raise NotScoped(f"{self.model.__name__}: say why this query is for nobody in particular")
        return self._rows()

    def _readable(self, viewer: Viewing) -> Q:
        readable = Q(**{f"{self.neighbourhood}__in": viewer.sees(self.channel)})
        if self.owner is not None:
            for owners, neighbourhoods in viewer.sees_of(self.channel):
                whose = Q(**{f"{self.owner}__in": owners})
                readable |= whose & Q(**{f"{self.neighbourhood}__in": neighbourhoods})
        for way, path in self.theirs.items():
            own = viewer.user_id if way == "author" else viewer.organisation_id
            neighbourhoods = viewer.sees_whose(self.channel, way)
            if own is not None and neighbourhoods:
                readable |= (
                    Q(**{path: own}) & Q(**{f"{self.neighbourhood}__in": neighbourhoods}) & self._held(way, viewer)
                )
        return readable

    def _held(self, way: str, viewer: Viewing) -> Q:
        """What one noted for an earlier organisation stays with that one."""
        if way != "author" or "organisation" not in self.theirs:
            return Q()
        return Q(**{self.theirs["organisation"]: viewer.organisation_id})

    def get_queryset(self) -> NoReturn:
        raise NotScoped(f"{self.model.__name__}: start at visible_to(viewer), or at unscoped(reason)")

    def _rows(self) -> models.QuerySet[Any]:
        return models.QuerySet(self.model, using=self._db)
