"""Large files on their way into the vault: on the disk without a name, in a folder that only the service opens.

A recording of hundreds of megabytes does not go through memory. Until it is encrypted it lies in a file that has no
name from its first byte on, so that nobody else opens it, and it is gone with the request or, when the machine stops,
with the process: nothing is left to be swept.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFileUploadHandler(FileUploadHandler):
    """Takes what is too large for memory (`FILE_UPLOAD_MAX_MEMORY_SIZE`)."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        folder = Path(settings.UPLOAD_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- it lives as long as the request
        self.file = UploadedFile(file, self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
