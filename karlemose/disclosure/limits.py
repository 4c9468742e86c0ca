"""How long words of a hand-over may be, and how long it is kept. Longer words are refused, never cut."""

from datetime import timedelta

LONGEST_NUMBER = 40  # characters of a report or journal number
LONGEST_REASON = 500
KEPT = timedelta(days=365)
