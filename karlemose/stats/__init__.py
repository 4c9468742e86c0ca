"""stats: how sure can we be? Plain Python over numpy, scipy and statsmodels.

Owns every statistical method of Karlemose and nothing else: no Django, no clock, no files and no plotting in the
methods (`commands.py`, `columns.py` and `charts.py` are the command line's own). Each method takes keyword arguments,
chance comes in as `rng`, and each returns one `Result`: estimate, interval, level, number of observations, method,
reference, doubts, level on the Maryland scale, and a sentence in English and Danish that an honest sceptic would sign.

It promises: no number without its doubts; a refusal (`NoEstimate`) with a reason in words instead of a number that
means nothing; below level 3 of the Maryland scale no sentence that claims a cause.
"""
