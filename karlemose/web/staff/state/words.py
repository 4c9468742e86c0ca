"""What the installation says of itself, in the reader's language. It speaks English at the terminal."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = frozenset(
    {
        _("address"),
        _("application's role"),
        _("connections"),
        _("jobs"),
        _("second factor"),
        _("mail"),
        _("keys"),
        _("owns nothing and obeys row security"),
        _("may bypass row security"),
        _("owns %(number)d tables"),
        _("let another role own them: DATABASE_OWNER_URL"),
        _("%(needed)d needed at most, %(most)d allowed"),
        _("%(needed)d needed, %(most)d allowed"),
        _("raise max_connections, or fewer processes"),
        _("%(waiting)d wait, none failed"),
        _("%(waiting)d wait, %(failed)d failed"),
        _("%(having)d of %(people)d people have one"),
        _("none is sent: links are handed over by people"),
        _("by %(host)s:%(port)s, from %(sender)s"),
        _("from environment"),
        _("%(number)d in files, the oldest %(days)d days old"),
        _("decide whether the old one is kept: docs/operations.md"),
    }
)


def said(sentence: str, given: Mapping[str, object]) -> str:
    """A sentence that is not ours (an address, a version, a command) stays as it is."""
    if sentence not in SENTENCES:
        return sentence
    return gettext(sentence) % given if given else gettext(sentence)
