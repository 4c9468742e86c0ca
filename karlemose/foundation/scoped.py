"""Managers that fail closed: a query that does not say for whom raises.

class Observation(PartnershipOwned):
    objects = Scoped(channel="PICTURE", neighbourhood="neighbourhood")
    everything = models.Manager()      # for Django's own checks; nobody else calls it

    class Meta:
        default_manager_name = "everything"
"""

from typing import Any, NoReturn, Protocol

from django.db import models


class NotScoped(RuntimeError):
    """A query was started without saying for whom."""


class Viewing(Protocol):
    """What a manager must know of a viewer: whose rows, and which neighbourhoods on a channel."""

    @property
    def partnership_id(self) -> int: ...

    def sees(self, channel: Any) -> frozenset[int]: ...


class Scoped(models.Manager[Any]):
    """Rows of one partnership, narrowed to what a viewer may see.

    `channel` is the channel the rows live in, `neighbourhood` the path to the neighbourhood they belong to. Without
    them the rows are the partnership's own (organisations, memberships) and only the partnership narrows.
    """

    def __init__(self, *, channel: str | None = None, neighbourhood: str | None = None) -> None:
        super().__init__()
        if (channel is None) != (neighbourhood is None):
            raise ValueError("give both channel and neighbourhood, or neither")
        self.channel = channel
        self.neighbourhood = neighbourhood

    def visible_to(self, viewer: Viewing) -> models.QuerySet[Any]:
        """The rows this viewer may read: the same wall as row security, one floor up."""
        rows = self._rows().filter(partnership_id=viewer.partnership_id)
        if self.channel is None:
            return rows
        return rows.filter(**{f"{self.neighbourhood}__in": viewer.sees(self.channel)})

    def unscoped(self, reason: str) -> models.QuerySet[Any]:
        """All rows of the open partnership, for work that is done on nobody's behalf; the reason stands in the code."""
        if not reason.strip():
            raise NotScoped(f"{self.model.__name__}: say why this query is for nobody in particular")
        return self._rows()

    def get_queryset(self) -> NoReturn:
        raise NotScoped(f"{self.model.__name__}: start at visible_to(viewer), or at unscoped(reason)")

    def _rows(self) -> models.QuerySet[Any]:
        return models.QuerySet(self.model, using=self._db)
