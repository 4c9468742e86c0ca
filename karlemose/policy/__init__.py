"""Who may read what. Plain Python: no database, no Django, no clock.

Owns the channels, the words for organisations, roles and purposes, the `Viewer` and the grants that follow from it.
Promises that what no grant names is refused.
"""
