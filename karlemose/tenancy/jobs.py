"""Background jobs of a partnership.

Arguments are ids only, because the job table has no wall; the first one is `partnership`. A job is put in the queue
inside the transaction of the action that wants it, and goes or stays with it.
"""

from collections.abc import Callable, Iterable

from procrastinate.contrib.django import app

from karlemose.tenancy.models import Partnership


def defer(name: str, *, partnership: int, **ids: int | str) -> None:
    """Put a job in the queue within the open transaction."""
    app.configure_task(name, allow_unknown=False).defer(partnership=partnership, **ids)


def job(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the work of a job; it calls one action, which opens the partnership itself."""

    def wrap(function: Callable[..., None]) -> Callable[..., None]:
        app.task(name=name)(function)
        return function

    return wrap


def periodic(name: str, *, cron: str, each: str, also: Iterable[int] = ()) -> None:
    """At the times of `cron` (UTC), put the job `each` into the queue once for every partnership, and for `also`."""

    @app.periodic(cron=cron)
    @app.task(name=name)
    def start(timestamp: int) -> None:
        for partnership in (*also, *Partnership.objects.order_by("id").values_list("id", flat=True)):
            defer(each, partnership=partnership, timestamp=timestamp)
