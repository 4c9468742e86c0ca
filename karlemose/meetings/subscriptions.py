"""What the meeting wants to hear of: a late observation marks the kept briefings of its week as outdated."""


def subscribe() -> None:
    """Called once, when all rooms are loaded."""
