"""Who may give what to whom, and who reads what. Plain Python: no database, no Django.

Owns the rulebook and its engine, the words for channels, organisations, roles and purposes, the `Viewer` and the grants
that follow from the law. Promises that the same facts and the same rulebook give the same decision, and that what no
rule allows and no grant names is refused.
"""
