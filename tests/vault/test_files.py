"""Kept, read, forgotten: what lies on the disk tells nothing, and what was let go of is gone."""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from karlemose.tenancy.acting import acting_for
from karlemose.vault import disk, files, keys
from karlemose.vault.faults import Damaged, Missing, WrongKey
from karlemose.vault.models import StoredFile, VaultKey

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PHOTO = b"what a photo holds " * 1000
LONG = bytes(range(256)) * 4096 * 3 + b"and a little more"  # three pieces and a rest


@pytest.fixture
def keep(home, now):
    def kept(content=PHOTO, partnership_id: int = home) -> StoredFile:
        with acting_for(partnership_id):
            return files.keep(partnership_id=partnership_id, at=now, content=content)

    return kept


def lying(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read(stored: StoredFile) -> bytes:
    with acting_for(stored.partnership_id, read_only=True):
        return files.read(stored)


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_what_is_kept_comes_back_byte_for_byte(keep):
    for content in (b"", b"x", PHOTO, LONG, LONG[: 1 << 20], LONG[: 2 << 20]):
        stored = keep(content)
        assert read(stored) == content
        assert (stored.digest, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_a_file_is_read_from_its_beginning_wherever_it_stands(keep):
    source = io.BytesIO(LONG)
    source.seek(77)
    assert read(keep(source)) == LONG


def test_nothing_lies_readable_on_the_disk_and_nobody_else_may_open_it(keep, home, settings):
    stored = keep()
    [path] = lying(settings.VAULT_FOLDER)
    assert path == settings.VAULT_FOLDER / str(home) / stored.digest[:2] / stored.digest
    assert b"what a photo holds" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in path.parents[:3]} == {0o700}


def test_the_same_bytes_lie_there_once_until_the_last_holder_lets_go(keep, home, settings):
    first, again = keep(), keep()
    assert first.id == again.id
    assert len(lying(settings.VAULT_FOLDER)) == 1
    with acting_for(home):
        files.forget(first)
    assert read(again) == PHOTO
    with acting_for(home):
        files.forget(again)
        assert not StoredFile.objects.unscoped("for the test").exists()
        files.forget(again)  # twice is once


def test_two_partnerships_with_the_same_bytes_share_neither_file_nor_key(keep, home, elsewhere):
    ours, theirs = keep(), keep(partnership_id=elsewhere)
    one, other = (disk.path_of(file.partnership_id, file.digest).read_bytes() for file in (ours, theirs))
    assert one != other
    disk.path_of(home, ours.digest).write_bytes(other)
    with pytest.raises(Damaged):
        read(ours)


def test_a_flipped_bit_is_noticed_wherever_it_is(keep):
    stored = keep(LONG)
    path = disk.path_of(stored.partnership_id, stored.digest)
    for place in (0, 20, 1 << 20, -1):
        flip(path, place)
        with pytest.raises(Damaged):
            read(stored)
        flip(path, place)
    assert read(stored) == LONG


def test_a_cut_file_is_noticed_even_between_two_pieces(keep):
    stored = keep(LONG)
    path = disk.path_of(stored.partnership_id, stored.digest)
    whole = path.read_bytes()
    for length in (0, 5, 100, (1 << 20) + 34, -1):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            read(stored)


def test_a_file_under_anothers_name_is_noticed(keep):
    one, other = keep(PHOTO), keep(LONG)
    disk.path_of(one.partnership_id, one.digest).write_bytes(
        disk.path_of(other.partnership_id, other.digest).read_bytes()
    )
    with pytest.raises(Damaged):
        read(one)


def test_a_wrapped_key_that_was_changed_in_the_database_is_noticed(keep):
    stored = keep()
    stored.wrapped_key = bytes(stored.wrapped_key[:-1]) + b"\0"
    with pytest.raises(Damaged, match="the key of file"):
        read(stored)


def test_a_file_that_the_disk_lost_is_said_to_be_missing(keep):
    stored = keep()
    disk.path_of(stored.partnership_id, stored.digest).unlink()
    with pytest.raises(Missing, match=stored.digest):
        read(stored)


def test_a_file_that_the_disk_lost_is_there_again_when_its_bytes_are_kept_again(keep):
    stored = keep(LONG)
    path = disk.path_of(stored.partnership_id, stored.digest)
    before = path.read_bytes()
    path.unlink()
    assert keep(LONG).id == stored.id
    assert (read(stored), path.read_bytes()) == (LONG, before)


def test_another_key_of_the_installation_opens_nothing_and_is_named(keep, settings):
    stored = keep()
    settings.VAULT_KEY = b"another key of thirty-two bytes!"
    with pytest.raises(WrongKey, match=keys.mark(settings.VAULT_KEY)):
        read(stored)


def test_without_a_key_there_is_nothing_to_read(keep, elsewhere):
    stored = keep()
    with acting_for(elsewhere, read_only=True), pytest.raises(WrongKey, match="has no key"):
        files.read(StoredFile(partnership_id=elsewhere, digest=stored.digest, wrapped_key=stored.wrapped_key))


def test_what_was_rolled_back_leaves_a_file_that_tidying_removes(keep, home, now, settings):
    kept = keep(LONG)
    with suppress(ZeroDivisionError), acting_for(home):
        files.keep(partnership_id=home, at=now, content=PHOTO)
        raise ZeroDivisionError
    assert len(lying(settings.VAULT_FOLDER)) == 2
    broken = disk.path_of(home, kept.digest).with_name(f".{kept.digest}.0badcafe")
    broken.write_bytes(b"half a file")
    assert files.tidy(partnership_id=home) == 2
    assert files.tidy(partnership_id=home) == 0
    assert lying(settings.VAULT_FOLDER) == [disk.path_of(home, kept.digest)]
    assert read(kept) == LONG


def test_a_file_left_by_a_rolled_back_keeping_is_no_hindrance_for_the_next(keep, home, now):
    with suppress(ZeroDivisionError), acting_for(home):
        files.keep(partnership_id=home, at=now, content=PHOTO)
        raise ZeroDivisionError
    assert read(keep()) == PHOTO


def test_a_disk_that_fails_leaves_neither_row_nor_file(keep, home, settings, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep()
    assert lying(settings.VAULT_FOLDER) == []
    with acting_for(home):
        assert not StoredFile.objects.unscoped("for the test").exists()


def test_the_list_of_files_stays_within_its_partnership(keep, elsewhere):
    keep()
    with acting_for(elsewhere):
        assert not StoredFile.objects.unscoped("for the test").exists()
        assert not VaultKey.objects.unscoped("for the test").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_storedfile")
        assert cursor.fetchone() == (0,)


def test_rewrapping_changes_the_key_above_and_no_file(keep, home, settings):
    stored = keep()
    before = disk.path_of(home, stored.digest).read_bytes()
    settings.VAULT_KEY, settings.VAULT_KEY_BEFORE = b"another key of thirty-two bytes!", settings.VAULT_KEY
    assert read(stored) == PHOTO
    with acting_for(home):
        assert keys.rewrap(partnership_id=home) is True
        assert keys.rewrap(partnership_id=home) is False
    settings.VAULT_KEY_BEFORE = b""
    assert read(stored) == PHOTO
    assert disk.path_of(home, stored.digest).read_bytes() == before


def test_rewrapping_without_the_former_key_is_refused(keep, home, settings):
    keep()
    settings.VAULT_KEY = b"another key of thirty-two bytes!"
    with pytest.raises(WrongKey), acting_for(home):
        keys.rewrap(partnership_id=home)
