"""The tree of RFC 6962 § 2.1; roots from the test data of Certificate Transparency's reference implementation."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.ledger.merkle import EMPTY_ROOT, Frontier

LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf_hash(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


@pytest.mark.parametrize("size", ROOTS)
def test_roots_of_the_reference_implementation(size):
    frontier = Frontier()
    frontier.extend(leaf_hash(leaf) for leaf in LEAVES[:size])
    assert frontier.root().hex() == ROOTS[size]


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + recursive_root(leaves[:split]) + recursive_root(leaves[split:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_log_that_grows_in_parts_is_the_log_as_a_whole(leaves, cut):
    first = Frontier()
    first.extend(leaf_hash(leaf) for leaf in leaves[:cut])
    again = Frontier.parse(first.size, first.packed())
    again.extend(leaf_hash(leaf) for leaf in leaves[cut:])
    assert again.size == len(leaves)
    assert again.root() == recursive_root(leaves)


def test_a_frontier_that_does_not_fit_its_size_is_refused():
    with pytest.raises(ValueError, match="a log of 3 leaves has 2 peaks, not 1"):
        Frontier(3, [EMPTY_ROOT])
