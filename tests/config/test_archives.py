"""A backup's file holds the dump and the vault as they are; anything that is not whole is not used."""

import io
import tarfile

import pytest

from karlemose.config.archives import is_plain_dump, pack, unpack
from karlemose.config.environment import SettingError

DIGEST = "ab" + "0" * 62


@pytest.fixture
def packed(tmp_path):
    vault = tmp_path / "vault"
    for number, content in ((7, b"sealed"), (12, b"sealed too")):
        folder = vault / str(number) / "ab"
        folder.mkdir(parents=True)
        (folder / DIGEST).write_bytes(content)
    (vault / "7" / "ab" / f".{DIGEST}.0badcafe").write_bytes(b"half a file")
    (tmp_path / "dump").write_bytes(b"PGDMP and more")
    pack(tmp_path / "backup", dump=tmp_path / "dump", vault=vault)
    return tmp_path / "backup"


@pytest.fixture
def into(tmp_path):
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def files(folder) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_was_packed_comes_back_without_what_was_half_written(packed, into):
    unpack(packed, into=into)
    assert files(into) == {
        "dump": b"PGDMP and more",
        f"vault/7/ab/{DIGEST}": b"sealed",
        f"vault/12/ab/{DIGEST}": b"sealed too",
    }
    assert {path.stat().st_mode & 0o777 for path in into.rglob("*") if path.is_file()} == {0o600}
    assert packed.stat().st_mode & 0o777 == 0o600


def test_an_installation_without_files_is_packed_too(tmp_path, into):
    (tmp_path / "dump").write_bytes(b"PGDMP")
    pack(tmp_path / "backup", dump=tmp_path / "dump", vault=tmp_path / "none")
    unpack(tmp_path / "backup", into=into)
    assert files(into) == {"dump": b"PGDMP"}


def test_a_backup_of_former_times_is_known(packed, tmp_path):
    assert is_plain_dump(tmp_path / "dump")
    assert not is_plain_dump(packed)


@pytest.mark.parametrize("length", [0, 10, 600, 1030, 2048, 3000])
def test_a_cut_file_is_refused(packed, into, length):
    packed.write_bytes(packed.read_bytes()[:length])
    with pytest.raises(SettingError, match="damaged"):
        unpack(packed, into=into)


def test_a_flipped_bit_in_any_content_is_refused(packed, into):
    content = packed.read_bytes()
    for word in (b"PGDMP and more", b"sealed", b"sealed too"):
        packed.write_bytes(content.replace(word, b"X" + word[1:], 1))
        with pytest.raises(SettingError, match="damaged"):
            unpack(packed, into=into / word.decode())


def test_a_text_is_no_backup(tmp_path, into):
    (tmp_path / "note").write_text("not a backup at all\n" * 999)
    with pytest.raises(SettingError, match="no backup of Karlemose"):
        unpack(tmp_path / "note", into=into)


def evil(path, member: tarfile.TarInfo, content: bytes = b"evil"):
    member.size = len(content) if member.isreg() else 0
    with tarfile.open(path, "w") as archive:
        archive.addfile(member, io.BytesIO(content) if member.isreg() else None)
    return path


@pytest.mark.parametrize(
    "name",
    ["../dump", "/etc/dump", "dump/../../x", "vault/7/../../x", f"vault/7/aa/{DIGEST}", "vault/7/ab/x", "keys/vault"],
)
def test_nothing_is_laid_under_a_name_that_is_not_ours(tmp_path, into, name):
    with pytest.raises(SettingError, match="it holds"):
        unpack(evil(tmp_path / "evil", tarfile.TarInfo(name)), into=into)
    assert files(into) == {}
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_links_folders_and_devices_are_refused(tmp_path, into, kind):
    member = tarfile.TarInfo("dump")
    member.type, member.linkname = kind, "/etc/passwd"
    with pytest.raises(SettingError, match="it holds"):
        unpack(evil(tmp_path / "evil", member), into=into)


def test_a_name_that_comes_twice_is_refused(tmp_path, into):
    with tarfile.open(tmp_path / "evil", "w") as archive:
        for content in (b"one", b"two"):
            member = tarfile.TarInfo("dump")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    with pytest.raises(SettingError, match="it holds 'dump'"):
        unpack(tmp_path / "evil", into=into)


def test_an_archive_without_its_sums_is_refused(tmp_path, into):
    with pytest.raises(SettingError, match="not what was written"):
        unpack(evil(tmp_path / "evil", tarfile.TarInfo("dump")), into=into)


def test_an_archive_is_never_written_over_another(packed, tmp_path):
    with pytest.raises(FileExistsError):
        pack(packed, dump=tmp_path / "dump", vault=tmp_path / "vault")
