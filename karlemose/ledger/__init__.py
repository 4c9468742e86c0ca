"""The ledger: an append-only, tamper-evident record of every change, reading and disclosure.

Owns the entries, their Merkle tree and its signed heads. Promises that an entry is never changed or removed without
`karlemose ledger verify` saying so, and that nothing in it is personal data beyond who acted.
Nothing but this room reads its tables; a page about a record reads the record.
"""
