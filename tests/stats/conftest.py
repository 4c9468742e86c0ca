"""Property tests: the same examples each time, no deadline (the first call imports scipy)."""

from hypothesis import settings

settings.register_profile("stats", deadline=None, max_examples=60, derandomize=True, database=None)
settings.load_profile("stats")
