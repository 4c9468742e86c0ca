"""Small words for templates: an icon, a key for a form, a number as Danes write it."""

import secrets

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from karlemose.web import times

register = template.Library()
THIN_SPACE = "\u2009"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A picture beside a word; never the only bearer of a meaning, so hidden from screen readers."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def idempotency_key() -> SafeString:
    """A fresh key for each showing of a form: sent twice, it is done once."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', secrets.token_urlsafe(18))


@register.filter
def thin(number: int) -> str:
    """12345 → 12 345 with thin spaces."""
    return f"{number:,}".replace(",", THIN_SPACE)


register.filter("clock", times.clock)
register.filter("day", times.day)
register.filter("short_day", times.short_day)
register.filter("full_day", times.full_day)
register.filter("month", times.month)
register.filter("moment", times.moment)
register.filter("since", times.since)
