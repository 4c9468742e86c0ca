"""Organisations, their people's memberships, and the Viewer made of them.

Owns who works for whom, in which role, for what purpose, in which neighbourhoods; agreements, signatures under rules,
and links that open one thing once. Promises that a membership that does not run today makes no Viewer.
"""
