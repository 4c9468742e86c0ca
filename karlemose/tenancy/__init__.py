"""The partnership and its walls.

Owns the partnership (slug, name, nothing else), row security, composite keys and grants, and `acting_for()`: the only
way into a partnership's rows. Promises that without a partnership set, nothing is seen.
"""
