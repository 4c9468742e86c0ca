"""What each field is under the GDPR. Every model carries `class Privacy`; tests/architecture holds it complete.

class Privacy:
    kept_for = timedelta(days=365)      # None: as long as the partnership exists
    then = "count"                      # "erase" | "count" (becomes a number without identity) | "keep"
    basis = "databeskyttelsesloven-6"   # legal basis or the reason why none is needed
    fields = {"text": Data.PERSONAL, "occurred_at": Data.QUASI}
"""

from enum import StrEnum


class Data(StrEnum):
    """How near a field is to a person."""

    PLAIN = "plain"  # says nothing about a person
    QUASI = "quasi"  # may point to a person together with others (a time, a place)
    PERSONAL = "personal"  # names or describes a person
    SENSITIVE = "sensitive"  # GDPR articles 9 and 10
    SECRET = "secret"  # noqa: S105 -- a word for what opens a door: hashes, keys


THEN = frozenset({"erase", "count", "keep"})
