"""A refusal is an exception with a reason, never `False`."""

from django.utils.functional import Promise


class NotAllowed(Exception):
    """`sentence` is what the refused person reads."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence
