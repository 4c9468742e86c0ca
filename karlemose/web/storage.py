"""Static files: found one by one (`assets`), served under hashed names, compressed once.

Relative imports of our modules are rewritten to the hashed names, so pages need no import map and the policy no inline
script. Source maps are not served, so the comments that point at them are left alone. The plain names stay as well:
maplibre-gl finds its worker beside itself.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from karlemose.web import assets


class Storage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    patterns = tuple(
        (extension, tuple(pattern for pattern in patterns if "sourceMappingURL" not in str(pattern)))
        for extension, patterns in CompressedManifestStaticFilesStorage.patterns
    )


class Finder(BaseFinder):
    """What `collectstatic` and the tests' server find."""

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        return [
            Error(f"The browser package {name} is not installed.", hint="Run: make setup", id="web.E001")
            for name in assets.missing_packages()
        ]

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for prefix, folder, names in assets.folders():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix  # type: ignore[attr-defined]  # collectstatic reads it
            for name in names:
                if not matches_patterns(name, ignore_patterns or []):
                    yield name, storage

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        found = self._served.get(path.replace("\\", "/"))
        if found is None:
            return []
        return [found] if find_all else found

    @cached_property
    def _served(self) -> dict[str, str]:
        return {
            f"{prefix}/{name}".lstrip("/"): str(folder / name)
            for prefix, folder, names in assets.folders()
            for name in names
        }
