"""Neighbourhoods and their places: sections, blocks, stairwells, cellars, outdoor places, squares; and cameras.

Owns the plan of a neighbourhood and the place units in which anything may be counted or coloured, and each housing
organisation's list of its cameras. Promises that stairwells are counted only together with neighbours, 20 dwellings or
more, and that a position which no place holds becomes "place not given" rather than a guess.
"""
