"""How far a camera's clock is off, as people say it."""

from django.utils.translation import gettext as _


def offset(seconds: int) -> str:
    """3 min 40 s behind"""
    minutes, rest = divmod(abs(seconds), 60)
    if not seconds:
        return _("right")
    words = _("%(minutes)d min %(seconds)d s ahead") if seconds > 0 else _("%(minutes)d min %(seconds)d s behind")
    return words % {"minutes": minutes, "seconds": rest}
