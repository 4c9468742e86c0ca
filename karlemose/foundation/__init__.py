"""Ground floor: the clock, random ids, scoped managers, privacy marks, how number plates are spelt, refusals and how a
command tells them. Knows nothing of who works here, and asks no table.
"""
