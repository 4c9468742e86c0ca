"""A recording that is on its way into the vault lies under no name, and in nobody else's folder."""

import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from karlemose.config.environment import Environment

CONTENT = b"what a camera saw " * 9999


@pytest.fixture
def folder(settings, tmp_path):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.UPLOAD_FOLDER = tmp_path / "uploads"
    return settings.UPLOAD_FOLDER


def body() -> bytes:
    return encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("a.mp4", CONTENT), "report_number": "4200-1"})


def test_a_large_file_is_read_twice_and_has_no_name(folder):
    request = RequestFactory().generic("POST", "/", body(), content_type=MULTIPART_CONTENT)
    file = request.FILES["file"]
    assert [file.read(), file.seek(0), file.read()] == [CONTENT, 0, CONTENT]
    assert (file.size, file.name, request.POST["report_number"]) == (len(CONTENT), "a.mp4", "4200-1")
    assert list(folder.iterdir()) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    request.close()
    assert file.closed


def test_a_small_file_never_comes_to_the_disk(folder, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = len(body())
    request = RequestFactory().generic("POST", "/", body(), content_type=MULTIPART_CONTENT)
    assert request.FILES["file"].read() == CONTENT
    assert not folder.exists()


def test_they_lie_below_the_data_of_the_house(settings):
    assert Environment().data / "uploads" == settings.UPLOAD_FOLDER
