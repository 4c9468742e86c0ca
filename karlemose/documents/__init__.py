"""Turns finished content into paper: PDF/A-2b and PDF/UA-1, the same bytes wherever and whenever it is set.

Owns: the shape of what can be printed (`content`), the words and pictures of the page, the typesetting (`render`), and
how a table is written for a spreadsheet (`tables`).
Promises: knows nothing of observations, asks no database and reads no clock; text travels as data and never becomes
source; no text, however hostile, stops a page; a paper of the public level has no field in which a record could lie.
"""
