"""What stands in an address or a form, read as what it should be; None where it is nothing of the kind."""


def number(text: str, *, most_digits: int = 18) -> int | None:
    """A whole number without a sign. 18 digits are as many as the database takes."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most_digits else None
