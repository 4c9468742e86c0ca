"""Gives back what was refused: the file's own columns, the reason and the line, in a file only its owner can read."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from karlemose.observations.imports.problems import SENTENCES, Reason, Unusable
from karlemose.observations.imports.reading import Record


class RejectedRows:
    """FILE.rejected.csv, made when the first row is refused. `path` None writes nothing (a rehearsal)."""

    def __init__(self, path: Path | None, header: list[str]) -> None:
        self.path, self.header = path, header
        self._out: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out is not None:
            self._out.close()

    def write(self, record: Record, reason: Reason) -> None:
        if self.path is None:
            return
        if self._out is None:
            self._out = self._start(self.path)
        row = [reason.value, SENTENCES[reason], str(record.line), *record.cells]
        csv.writer(self._out, lineterminator="\n").writerow(row)

    def _start(self, path: Path) -> TextIO:
        try:
            if path.is_file():  # and no device: whoever runs this may be root
                path.unlink()  # an older one may be readable for others
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise Unusable(f"{path} cannot be written ({error.strerror}); name another with --rejected PATH") from error
        out = os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="")
        csv.writer(out, lineterminator="\n").writerow(["rejected_because", "rejected_reason", "line", *self.header])
        return out
