"""What sign-in leaves behind, and when it goes. Called by the nightly sweep, for the whole installation."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from karlemose.accounts.models import Device
from karlemose.foundation.clock import day_of

DEVICE_KEPT_FOR: timedelta = Device.Privacy.kept_for


def due_sessions(*, at: datetime) -> QuerySet[Any]:
    """Sessions that ran out: nobody can come in with them, but they say who was here."""
    model = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    found: QuerySet[Any] = model.objects.filter(expire_date__lte=at)
    return found


def erase_sessions(*, partnership_id: int, at: datetime) -> int:
    return int(due_sessions(at=at).delete()[0])


def due_devices(*, at: datetime) -> QuerySet[Device]:
    """Devices that were revoked, or signed in with last, a year ago: their cookie ran out long before."""
    before = at - DEVICE_KEPT_FOR
    return Device.objects.filter(Q(revoked_at__lte=before) | Q(last_seen_on__lte=day_of(before)))


def erase_devices(*, partnership_id: int, at: datetime) -> int:
    """The number of devices; a session, which lasts twelve hours at most, has gone before."""
    return due_devices(at=at).delete()[1].get(Device._meta.label, 0)
