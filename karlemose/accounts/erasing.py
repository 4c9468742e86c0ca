"""What sign-in leaves behind, and when it goes. Called by the nightly sweep, for the whole installation."""

from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import QuerySet


def due_sessions(*, at: datetime) -> QuerySet[Any]:
    """Sessions that ran out: nobody can come in with them, but they say who was here."""
    model = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    found: QuerySet[Any] = model.objects.filter(expire_date__lte=at)
    return found


def erase_sessions(*, partnership_id: int, at: datetime) -> int:
    return int(due_sessions(at=at).delete()[0])
