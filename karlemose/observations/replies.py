"""The six answers that the police can give on an observation. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reply(models.TextChoices):
    """Said about an observation, never about a plate, a photo, a description or a person; nothing about a case."""

    NEW_TO_US = "new_to_us", _("New to us")
    KNOWN = "known", _("Known")
    USEFUL = "useful", _("Useful")
    NO_ACTION = "no_action", _("No action")
    KEEP_NOTING = "keep_noting", _("Keep noting this kind of thing here")
    NOT_FOR_POLICE = "not_for_police", _("Not for the police")


def replies() -> list[tuple[str, object]]:
    """A function, so that a new answer needs no migration."""
    return Reply.choices
