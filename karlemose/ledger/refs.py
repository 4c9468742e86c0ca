"""How the ledger names a record: by kind and id, in words, with no foreign key."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        kind, _, identity = text.partition(":")
        return cls(kind, identity)
