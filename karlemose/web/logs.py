"""Logs without personal data: what happened and where in the program, never what a person wrote or who they are.

* Addresses lose their query strings and the tokens of links; e-mail addresses, CPR numbers and telephone numbers are
  replaced.
* Of an exception the type and the places in the code are kept. Its message is not: it may quote a report, and
  PostgreSQL's messages quote whole rows.
"""

import logging
import re
import traceback

_REPLACED = (
    (re.compile(r"\?[^\s\"']*"), "?…"),
    (re.compile(r"/link/[^/\s\"']+"), "/link/…"),
    (re.compile(r"[^\s@<>\"'()=]+@[^\s@<>\"'()=]+\.[^\s@<>\"'(),;=]+"), "‹e-mail›"),
    (re.compile(r"(?<!\d)\d{6}[-–]?\d{4}(?!\d)"), "‹number›"),
    (re.compile(r"(?<![\d.:-])(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?![\d.:-])"), "‹number›"),
)


def without_personal_data(text: str) -> str:
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text


class NothingPersonal(logging.Filter):
    """Stands on the handler and lets every record through, cleaned."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_personal_data(_message(record)), ()
        error = record.exc_info[1] if record.exc_info else None
        record.exc_info = None
        record.exc_text = "\n".join(_told(error)) if error else None
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"a message that does not fit its values, from {record.pathname}, line {record.lineno}"


def _told(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = [*_told(cause), "which led to"] if cause else []
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"  {frame.filename}, line {frame.lineno}, in {frame.name}" for frame in frames]
    return [*earlier, *where, f"{type(error).__module__}.{type(error).__qualname__}"]
