"""The folder: the same bytes each time, and three programs that are not ours find the flipped bit."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from karlemose.disclosure import bag, parcel
from karlemose.ledger import keys
from karlemose.ledger.heads import Statement
from tests.disclosure import samples

DECISIONS = ({"item": 1, "rule": "D05", "outcome": "ALLOW"}, {"item": 2, "rule": "D04", "outcome": "ALLOW"})
BAGIT = Path(bagit.__file__)


def made(*items, files=None, **more) -> parcel.Made:
    message = b"karlemose ledger head 1\n" + bytes(24) + bytes(32)
    public_key, signature = keys.sign(message)
    return parcel.make(
        parcel.Contents(
            paper=samples.paper(*items, **more),
            decisions=DECISIONS,
            files=files or {},
            head=Statement(message, public_key, signature),
        )
    )


def with_photo() -> parcel.Made:
    digest = hashlib.sha256(samples.PHOTO).hexdigest()
    items = (samples.item(), samples.description(), samples.photo(digest=digest))
    return made(*items, files={digest: samples.PHOTO})


def unpacked(folder: Path, content: bytes) -> Path:
    for name, written in bag.unzipped(content).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    (root,) = folder.iterdir()
    return root


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def sha256sum(folder: Path):
    return run(folder, "sha256sum", "--strict", "-c", "manifest-sha256.txt")


def validated(folder: Path):
    return run(folder, sys.executable, str(BAGIT), "--validate", ".")


def verified(folder: Path, *, message: str, signature: str, key: str):
    return run(
        folder,
        *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", message),
        "-sigfile",
        signature,
    )


@pytest.fixture(scope="module")
def whole() -> parcel.Made:
    return with_photo()


@pytest.fixture
def folder(whole, tmp_path) -> Path:
    return unpacked(tmp_path, whole.content)


def test_the_same_content_is_the_same_folder_bit_for_bit(whole):
    assert with_photo() == whole
    assert made().digest != made(receipt="AAAA CCCC").digest


def test_sha256sum_and_bagit_find_it_whole(folder):
    assert sha256sum(folder).returncode == 0
    assert validated(folder).returncode == 0
    assert bagit.Bag(str(folder)).validate() is True


def test_a_flipped_bit_is_found(folder):
    names = ["data/aflevering.pdf", "data/decisions.json", "data/forvaring.csv", "data/liste.csv"]
    for name in names:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)
    found = sha256sum(folder)
    assert [line.partition(":")[0] for line in found.stdout.splitlines() if line.endswith("FAILED")] == names
    told = validated(folder).stderr
    assert [name for name in names if f"{name} sha256 validation failed" not in told] == []


def test_a_file_more_or_less_is_found(folder):
    (folder / "data" / "mere.txt").write_text("mere")
    assert validated(folder).returncode == 1
    (folder / "data" / "mere.txt").unlink()
    (folder / "data" / "liste.csv").unlink()
    assert sha256sum(folder).returncode == 1


@pytest.mark.parametrize(
    ("message", "signature", "key"),
    [
        ("manifest-sha256.txt", "signature/manifest.sig", "signature/key.pem"),
        ("data/log/head.bin", "data/log/head.sig", "data/log/head.pem"),
    ],
)
def test_openssl_finds_who_signed(folder, message, signature, key):
    assert verified(folder, message=message, signature=signature, key=key).returncode == 0
    path = folder / message
    path.write_bytes(path.read_bytes() + b"\n")
    assert verified(folder, message=message, signature=signature, key=key).returncode == 1


def test_a_new_manifest_over_changed_files_is_not_the_senders(folder):
    (folder / "data" / "liste.csv").write_text("en anden liste")
    changed = (folder / "manifest-sha256.txt").read_text()
    before = next(line for line in changed.splitlines() if line.endswith("liste.csv"))
    digest = hashlib.sha256(b"en anden liste").hexdigest()
    (folder / "manifest-sha256.txt").write_text(changed.replace(before, f"{digest}  data/liste.csv"))
    assert sha256sum(folder).returncode == 0
    files = {"message": "manifest-sha256.txt", "signature": "signature/manifest.sig", "key": "signature/key.pem"}
    assert verified(folder, **files).returncode == 1


def test_a_photo_is_named_by_its_own_digest(folder):
    (photo,) = (folder / "data" / "filer").iterdir()
    assert photo.read_bytes() == samples.PHOTO
    assert photo.name == f"{hashlib.sha256(samples.PHOTO).hexdigest()}.jpg"


def test_each_item_stands_as_text_that_can_be_pasted(folder):
    names = sorted(path.name for path in (folder / "data" / "tekster").iterdir())
    assert names == [
        "0001-K7QM4T9XAB-plate.txt",
        "0002-K7QM4T9XAB-description.txt",
        "0003-K7QM4T9XAB-photo.txt",
    ]
    text = (folder / "data" / "tekster" / names[1]).read_text(encoding="utf-8")
    assert text.splitlines()[:5] == [
        "Post 2 · Beskrivelse",
        "Hændelse: K7QM4T9XAB",
        "Handling: Narkohandel",
        "Sted: P-plads Syd",
        "Hvornår: tirsdag 12. september 2017, 22.10",
    ]
    assert "Set: Mand i sort dynejakke med hvid stribe på ærmet\n" in text
    assert "Vurdering (ikke fakta): Det ligner sidste uge\n" in text
    assert "\u00a0" not in text


def test_the_table_is_one_that_a_danish_spreadsheet_opens(folder):
    content = (folder / "data" / "liste.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert tuple(rows[0]) == parcel.COLUMNS
    assert [row["regel"] for row in rows] == ["D05", "D04", "D04"]
    assert rows[0]["hvornaar"] == "2017-09-12T22:10+02:00"
    assert rows[0]["fakta"].splitlines()[0] == "Nummerplade: QX12345"
    assert rows[2]["sha256"] == hashlib.sha256(samples.PHOTO).hexdigest()


def test_nothing_in_the_table_calculates_and_everything_stays_in_its_cell():
    hostile = '=1;b"c\r\nd'
    files = bag.unzipped(made(samples.description(assessment=hostile)).content)
    (table,) = (written for name, written in files.items() if name.endswith("liste.csv"))
    (row,) = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row["vurdering"] == f"'{hostile}"


def test_a_name_of_a_sender_makes_no_second_line_in_the_bag(tmp_path):
    folder = unpacked(tmp_path, made(sender="Siv\nPayload-Oxum: 1.1").content)
    assert validated(folder).returncode == 0
    info = bagit.Bag(str(folder)).info
    assert info["Source-Organization"] == "Siv Payload-Oxum: 1.1"


def test_the_decisions_and_the_custody_go_along(folder):
    assert json.loads((folder / "data" / "decisions.json").read_text()) == list(DECISIONS)
    lines = (folder / "data" / "forvaring.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[1:3] for line in lines[1:]] == [
        ["made", "Lone Fabricius"],
        ["approved", "Yasmin Toft"],
        ["released", "Lone Fabricius"],
    ]


@pytest.mark.parametrize(("language", "word"), [("da", "SÅDAN KONTROLLERES MAPPEN"), ("en", "HOW TO CHECK THE FOLDER")])
def test_whoever_has_the_folder_alone_reads_how_to_check_it(language, word):
    files = bag.unzipped(made(language=samples.Language(language)).content)
    (text,) = (written.decode() for name, written in files.items() if name.endswith("LAES-MIG.txt"))
    assert word in text
    assert "K7NM 9TXA" in text
    assert "{" not in text


def test_a_demonstration_says_so_and_a_real_hand_over_does_not():
    for is_invented in (True, False):
        files = bag.unzipped(made(is_invented=is_invented).content)
        (text,) = (written.decode() for name, written in files.items() if name.endswith("LAES-MIG.txt"))
        assert ("INVENTED" in text) is is_invented


@pytest.mark.parametrize(
    ("content", "ending"),
    [(b"\xff\xd8\xff\xe1", "jpg"), (b"\x89PNG\r\n", "png"), (b"RIFF0000WEBPVP8", "webp"), (b"GIF89a", ""), (b"", "")],
)
def test_a_photo_ends_as_its_bytes_say(content, ending):
    assert parcel.ending_of(content) == ending
