"""Lines of a page: a label and what is known. What is not known has no line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    is_plate: bool = False


def known(*facts: Fact) -> list[Fact]:
    return [fact for fact in facts if fact.value]
