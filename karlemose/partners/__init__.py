"""Organisations, their people's memberships, and the Viewer made of them.

Owns who works for whom, in which role, for what purpose, in which neighbourhoods. Promises that a membership that has
not begun or has ended makes no Viewer.
"""
