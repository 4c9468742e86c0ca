"""The receipt code that is read aloud over the telephone."""

import hashlib
import re
from random import Random

ALPHABET = "34679ACDEFGHJKLMNPRTUVWXY"  # no 0 O Q, 1 I, 2 Z, 5 S, 8 B
LENGTH = 8


def receipt_code(rng: Random) -> str:
    """Eight characters, 37 bits: enough to show that somebody has the folder in their hands."""
    return "".join(rng.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """`K7NM 9TXA`: in two groups, as it is read aloud."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def normal(spoken: str) -> str:
    """What was typed while listening: case, spaces and hyphens do not count."""
    return re.sub(r"[\s-]", "", spoken).upper()


def digest(code: str, *, hand_over: str) -> str:
    """What is kept of a code: nobody reads it out of the database."""
    return hashlib.sha256(f"karlemose receipt {hand_over} {normal(code)}".encode()).hexdigest()
