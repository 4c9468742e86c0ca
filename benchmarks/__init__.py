"""How fast the house is, beside a floor that does the same unavoidable work by hand in the same run (`make bench`).

A benchmark is a module with `measure(*, limit)`, which gives the lines of its table; its name stands in `__main__`.
Each runs in a process and on a database of its own, both gone afterwards. Nothing here is a test: a slow machine fails
nothing, and a line that misses its bound says so.
"""
