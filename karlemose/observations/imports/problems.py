"""What can be wrong with a file, and with a row of it."""

from enum import StrEnum


class Unusable(Exception):
    """The file or the command cannot be used at all; the message says what to change. Nothing has been written."""


class Reason(StrEnum):
    """Why a row was rejected. The code stands in the ledger and in Import; the sentence in FILE.rejected.csv."""

    BROKEN_QUOTES = "broken_quotes"
    RAGGED = "ragged"
    UNREADABLE = "unreadable"
    NUL = "nul"
    TIME_MISSING = "time_missing"
    TIME_UNREADABLE = "time_unreadable"
    TIME_AMBIGUOUS = "time_ambiguous"
    TIME_IS_YEAR = "time_is_year"
    TIME_IN_FUTURE = "time_in_future"
    TIME_TOO_OLD = "time_too_old"
    KIND_MISSING = "kind_missing"
    TEXT_TOO_LONG = "text_too_long"
    PARTICULARS_TOO_LONG = "particulars_too_long"
    REFERENCE_TOO_LONG = "reference_too_long"
    REPEATED = "repeated"  # a row of its own under a reference that the file has used before: counted as repeated


SENTENCES = {
    Reason.BROKEN_QUOTES: "a quotation mark is not closed, or stands inside a quoted cell without being doubled",
    Reason.RAGGED: "the row has more or fewer cells than the header",
    Reason.UNREADABLE: "the row holds bytes that are no text in the file's encoding",
    Reason.NUL: "the row holds a NUL character, which a text in PostgreSQL cannot hold",
    Reason.TIME_MISSING: "the time is missing",
    Reason.TIME_UNREADABLE: "the time is not understood; write it like 2015-01-31T14:05",
    Reason.TIME_AMBIGUOUS: "day/month or month/day? write the time like 2015-01-31T14:05",
    Reason.TIME_IS_YEAR: "only a year is given",
    Reason.TIME_IN_FUTURE: "the time lies in the future",
    Reason.TIME_TOO_OLD: "the time lies before 1990",
    Reason.KIND_MISSING: "the kind is missing",
    Reason.TEXT_TOO_LONG: "the text is longer than 4000 characters",
    Reason.PARTICULARS_TOO_LONG: "the description is longer than 4000 characters, or the names are longer than 1000",
    Reason.REFERENCE_TOO_LONG: "the reference is longer than 200 characters",
    Reason.REPEATED: "an earlier row of the file has the same reference; that one was kept",
}


class Rejected(Exception):
    """One row cannot be taken in."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason
