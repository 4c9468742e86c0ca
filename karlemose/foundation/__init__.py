"""Ground floor: the clock, random ids, scoped managers and privacy marks. Knows nothing of the subject."""
