"""Merkle tree hash of RFC 6962 § 2.1, kept as its frontier so that a log grows without being read again.

A tree of n leaves is the perfect subtrees of the binary digits of n, largest first. The frontier holds their hashes.
"""

from collections.abc import Iterable
from hashlib import sha256

HASH_BYTES = 32
LEAF, NODE = b"\x00", b"\x01"  # stand before what is hashed: a leaf never passes for a pair
EMPTY_ROOT = sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


class Frontier:
    """The hashes of a log's perfect subtrees, largest first, and how many leaves they hold."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a log of {size} leaves has {size.bit_count()} peaks, not {len(self.peaks)}")

    @classmethod
    def parse(cls, size: int, packed: bytes) -> "Frontier":
        return cls(size, (packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)))

    def packed(self) -> bytes:
        return b"".join(self.peaks)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order, level by level: pairs become nodes of the next, what has no partner is a peak."""
        nodes = list(leaves)
        level, size, peaks = 0, self.size, []
        self.size += len(nodes)
        while nodes or size >> level:
            if size >> level & 1:
                nodes.insert(0, self.peaks.pop())
            if len(nodes) % 2:
                peaks.append(nodes.pop())
            nodes = [sha256(NODE + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=True)]
            level += 1
        self.peaks = peaks[::-1]

    def root(self) -> bytes:
        """The tree's hash: peaks folded from the smallest up."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root
