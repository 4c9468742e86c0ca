"""How long words may be, and how long ago something may have happened.

Longer text is refused or rejected, never cut; words for a kind or place are shortened.
"""

LONGEST_TEXT = 4000  # characters
LONGEST_REFERENCE = 200
LONGEST_WORDS = 120
LONGEST_PARTICULAR = 1000  # names, dwelling
LONGEST_NUMBER = 30  # of a police report or request
LONGEST_REASON = 300
LONGEST_TAG = 80
EARLIEST_YEAR = 1990  # what is said to have happened before it is a slip
