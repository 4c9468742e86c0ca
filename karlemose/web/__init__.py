"""Pages: staff of the partners today, residents later.

Owns what a person sees: routes, forms, words, pictures. It owns no fact and no rule: it asks rooms through `queries`
and `actions`, and each view says beside itself who may open it, how many queries it needs and what it writes in the
ledger (`gate.py`). Every page works without script; script only saves a reload or draws the map.
"""
