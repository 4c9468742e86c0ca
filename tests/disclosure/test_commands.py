"""`karlemose handover` and `karlemose receiver-key`, as somebody at the terminal uses them."""

import subprocess

import bagit
import pyrage
import pytest
from click.testing import CliRunner

from karlemose.disclosure import queries, releasing
from karlemose.disclosure.commands import handover, receiver_key
from karlemose.disclosure.enums import RecallReason
from karlemose.foundation import clock
from karlemose.ledger.models import Entry
from karlemose.observations.enums import Kind
from karlemose.tenancy.acting import acting_for
from tests.disclosure.conftest import DESCRIPTION, digest

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def today(now):
    clock.freeze(now)
    yield
    clock.freeze(None)


def run(folder, *more: str, week: str = "2026-W46", slug: str = "moseparken"):
    options = ["--neighbourhood", slug, "--week", week, "--output", str(folder), *more]
    return CliRunner().invoke(handover, options)


def test_a_released_parcel_is_written_and_verifies(office, seen, tmp_path):
    row = office.handed_over()
    result = run(tmp_path / "out")
    assert result.exit_code == 0, result.output
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name == f"aflevering-2026-W46-{row.public_id}"
    assert bagit.Bag(str(folder)).validate() is True
    checked = subprocess.run(["sha256sum", "-c", "manifest-sha256.txt"], cwd=folder, capture_output=True, check=False)
    assert checked.returncode == 0
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [folder.parent, folder, *folder.rglob("*")]}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_writing_it_out_leaves_a_line(office, seen, tmp_path):
    office.handed_over()
    run(tmp_path / "out")
    with acting_for(office.estate.partnership_id, read_only=True):
        rows = Entry.objects.unscoped("what was done").filter(event="disclosure.parcel.fetched")
        assert [row.body.count("command:") for row in rows.order_by("id")] == [1]


def test_before_the_release_nothing_is_written_and_what_is_missing_is_told(office, seen, tmp_path):
    office.note(kind=Kind.OTHER, text="Alle ved det", names="Jonas Testmand")
    office.assemble()
    result = run(tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
    assert "lacks a second person's approval, then its release" in result.output
    assert f"{seen.public_id} plate: ready" in result.output
    assert "description: lacks a concrete incident is named" in result.output


def test_it_tells_nothing_of_what_the_items_say(office, seen, tmp_path):
    office.note(kind=Kind.OTHER, names="Jonas Testmand")
    office.assemble()
    told = run(tmp_path / "out").output
    assert DESCRIPTION not in told
    assert "AB12345" not in told
    assert "Jonas" not in told


def test_an_approved_one_lacks_its_release(office, seen, tmp_path):
    office.approve(office.assemble())
    result = run(tmp_path / "out")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "lacks its release" in result.output


def test_a_week_without_one_says_so(office, tmp_path):
    result = run(tmp_path / "out", week="2026-W40")
    assert result.exit_code == 1
    assert "nobody has put a hand-over together" in result.output


def test_a_recalled_one_is_not_written_again(office, seen, tmp_path):
    row = office.handed_over()
    releasing.recall(by=office.manager, at=office.now, hand_over=row.public_id, because=RecallReason.TOO_MUCH)
    result = run(tmp_path / "out")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "is recalled" in result.output


def test_a_folder_that_is_there_is_not_written_over(office, seen, tmp_path):
    office.handed_over()
    assert run(tmp_path / "out").exit_code == 0
    result = run(tmp_path / "out")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"week": "2026-46"}, "a week is written like 2015-W23"),
        ({"slug": "atlantis"}, "moseparken"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office, tmp_path, options, words):
    result = run(tmp_path / "out", **options)
    assert result.exit_code == 2
    assert words in result.output


class TestKeys:
    @pytest.fixture
    def identity(self):
        return pyrage.x25519.Identity.generate()

    def given(self, text: str | bytes, *more: str):
        return CliRunner().invoke(receiver_key, ["-", "--partnership", "moseby", *more], input=text)

    def test_a_parcel_is_sealed_for_it(self, office, seen, identity, tmp_path):
        assert self.given(str(identity.to_public())).exit_code == 0
        row = office.handed_over()
        run(tmp_path / "out")
        (sealed,) = (tmp_path / "out").iterdir()
        assert sealed.name == f"aflevering-2026-W46-{row.public_id}.zip.age"
        kept = office.read(queries.released, office.manager, row.public_id).parcel
        assert digest(pyrage.decrypt(sealed.read_bytes(), [identity])) == kept.digest

    def test_a_secret_key_is_refused(self, office, identity):
        result = self.given(str(identity))
        assert result.exit_code == 2
        assert "it was not kept" in result.output
        assert str(identity) not in result.output

    def test_what_is_no_key_is_refused_and_an_empty_file_ends_nothing(self, office, identity):
        self.given(str(identity.to_public()))
        for text, words in (("hello", "no OpenPGP public key"), (" \n", "is empty"), (b"\x99\x01\xff", "--armor")):
            result = self.given(text)
            assert (result.exit_code, words in result.output) == (2, True)
        assert office.read(queries.receiver_key, office.manager, office.police).text == str(identity.to_public())

    def test_sealing_can_end(self, office, identity):
        self.given(str(identity.to_public()))
        result = CliRunner().invoke(receiver_key, ["--end", "--partnership", "moseby"])
        assert "not sealed" in result.output
        assert office.read(queries.receiver_key, office.manager, office.police) is None

    @pytest.mark.parametrize("options", [[], ["-", "--end"]])
    def test_either_a_file_or_an_end(self, office, options):
        assert CliRunner().invoke(receiver_key, [*options, "--partnership", "moseby"]).exit_code == 2
