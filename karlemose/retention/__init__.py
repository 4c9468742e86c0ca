"""What each record promised to erase is erased, every night and whenever somebody asks for it.

Owns the sweep and the list of what is swept (`erasers.py`); how a record goes is known by the room that owns it.
Promises:

* nothing outlives its period by more than a night of the worker, whether it lies in a table, in a search index or in a
  file; periods run from the day of entry or import;
* an observation becomes a count before it goes, once, also when two sweeps run at the same time: no total changes;
* each sweep of a partnership leaves one line in the ledger: how many of each sort went, and nothing about any of them;
* a backup that is restored is swept again before anybody sees it.
"""
