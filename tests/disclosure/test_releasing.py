"""A weekly parcel in which each of D04, D05 and D06 has items released, refused and missing a condition."""

import json
import random
from datetime import timedelta

import pytest
from pypdf import PdfReader

from karlemose.disclosure import actions, bag, queries, releasing, states
from karlemose.disclosure.actions import ChangedMeanwhile, NotReady
from karlemose.disclosure.enums import RecallReason, Sort, Standing
from karlemose.disclosure.judging import REPORT_NUMBER, SHORTEST_CLIP
from karlemose.disclosure.parcel_models import Parcel
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.ledger.verification import verify
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.policy.engine import decide
from karlemose.policy.facts import facts_from
from karlemose.policy.rule import Signature
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.disclosure.conftest import ASSESSMENT, DESCRIPTION, REPORT, digest, recording

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def files_of(office, row) -> dict[str, bytes]:
    """What is in the released folder, by its path there."""
    fetched = office.fetched(office.manager, row.public_id)
    return {name.split("/", 1)[1]: content for name, content in bag.unzipped(fetched.content).items()}


def text_of(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def state_all(office, row) -> None:
    """The clip is the shortest; the maker says so of each that can still go."""
    for line in office.draft(row).lines:
        if line.item.sort == Sort.CLIP:
            actions.state_condition(
                by=office.manager, at=office.now, hand_over=row.public_id, item_id=line.item.id, condition=SHORTEST_CLIP
            )


def leave_out_what_lacks(office, row) -> int:
    lacking = office.draft(row).in_the_way
    for line in lacking:
        actions.leave_out(
            by=office.manager,
            at=office.now,
            hand_over=row.public_id,
            item_id=line.item.id,
            because="Kan ikke oplyses",
        )
    return len(lacking)


@pytest.fixture
def whole_week(office, seen):
    """Of each rule: one that goes, one that lacks something, one that the law or the second look keeps back."""
    office.note(kind=Kind.OTHER, text="Nogen kom og gik", names="Jonas Testmand")  # D04: no incident
    office.note(kind=Kind.THREAT, assessment="Det var nok dem fra i går")  # D04: thought, not seen
    photo = office.photo(seen)
    calm = office.note(
        kind=Kind.CAR, text="Bil blev set", plate="XY 98 765", act_at_vehicle=ActAtVehicle.OTHER
    )  # D05: something else, without words
    clip = office.clip(seen)  # D06: goes when it is the shortest
    unnumbered = office.clip(seen, report="", seed=2)  # D06: no request, no report
    old = office.clip(office.note(on=office.now - timedelta(days=40), text="Handel"), days_ago=25, seed=3)
    return {"seen": seen, "photo": photo, "calm": calm, "clip": clip, "unnumbered": unnumbered, "old": old}


def test_what_is_lawful_goes_and_the_rest_stays_behind(office, whole_week, tmp_path):
    row = office.assemble()
    state_all(office, row)
    draft = office.draft(row)
    by_rule = {(line.item.rule, line.standing) for line in draft.lines}
    assert by_rule >= {("D04", Standing.READY), ("D05", Standing.READY), ("D06", Standing.READY)}
    assert by_rule >= {("D04", Standing.LACKS), ("D05", Standing.LACKS), ("D06", Standing.LACKS)}
    with pytest.raises(NotReady) as caught:
        office.approve(row)
    missing = {(line.item.sort, *line.missing) for line in caught.value.lines}
    assert missing == {
        (Sort.DESCRIPTION, "concrete_incident"),
        (Sort.DESCRIPTION, "facts_apart_from_assessment"),
        (Sort.PLATE, "concrete_incident"),
        (Sort.CLIP, REPORT_NUMBER),
    }
    assert leave_out_what_lacks(office, row) == 4
    office.approve(row)
    row = office.release(row)
    found = files_of(office, row)
    decisions = json.loads(found["data/decisions.json"])
    assert {(one["rule"], one["outcome"]) for one in decisions} == {
        ("D04", "ALLOW"),
        ("D05", "ALLOW"),
        ("D06", "ALLOW"),
    }
    paper = text_of(found["data/aflevering.pdf"], tmp_path)
    assert "AB12345" in paper
    assert DESCRIPTION in paper
    assert "opfundet · invented" in paper
    for kept_back in ("XY98765", "Jonas", "Kan ikke oplyses", "dem fra i går"):
        assert all(kept_back.encode() not in content for content in found.values())
        assert kept_back not in paper
    back = office.read(queries.kept_back, office.manager, row.public_id)
    assert {item.rule for item in back} == {"D04", "D05", "D06"}


def test_a_recording_that_is_too_old_is_refused_by_the_law_and_in_nobodys_way(office, seen, now):
    office.clip(seen)
    row = office.assemble()
    later = now + timedelta(days=31)
    (line,) = (one for one in office.draft(row, at=later).lines if one.item.sort == Sort.CLIP)
    assert line.standing is Standing.UNLAWFUL
    assert "recording_within_30_days_or_preserved" in line.missing
    assert line not in office.draft(row, at=later).in_the_way


def test_one_that_is_preserved_may_still_go(office, seen, now):
    office.clip(seen, preserved="Politiet har bedt om den")
    row = office.assemble()
    (line,) = (one for one in office.draft(row, at=now + timedelta(days=31)).lines if one.item.sort == Sort.CLIP)
    assert line.missing == (SHORTEST_CLIP,)


def test_the_number_of_the_police_can_be_stated_while_putting_together(office, seen, tmp_path):
    office.clip(seen, report="")
    row = office.assemble()
    state_all(office, row)
    item = office.line(row, Sort.CLIP).item
    for number in ("", "?", "x" * 60):
        with pytest.raises(actions.NotToBeStated):
            actions.state_condition(
                by=office.manager,
                at=office.now,
                hand_over=row.public_id,
                item_id=item.id,
                condition=REPORT_NUMBER,
                number=number,
            )
    actions.state_condition(
        by=office.manager,
        at=office.now,
        hand_over=row.public_id,
        item_id=item.id,
        condition=REPORT_NUMBER,
        number=REPORT,
    )
    assert office.line(row, Sort.CLIP).standing is Standing.READY
    actions.take_back_condition(
        by=office.manager, at=office.now, hand_over=row.public_id, item_id=item.id, condition=SHORTEST_CLIP
    )
    assert office.line(row, Sort.CLIP).missing == (SHORTEST_CLIP,)


def test_photos_and_clips_go_byte_for_byte_under_their_digest(office, seen):
    photo = office.photo(seen)
    office.clip(seen)
    row = office.assemble()
    state_all(office, row)
    office.approve(row)
    found = files_of(office, office.release(row))
    assert found[f"data/filer/{digest(photo)}.jpg"] == photo
    assert found[f"data/filer/{digest(recording())}.mp4"] == recording()


def test_the_law_can_be_asked_again_with_what_lies_in_the_folder(office, seen):
    row = office.handed_over()
    for one in json.loads(files_of(office, row)["data/decisions.json"]):
        law = in_force()
        asked = facts_from(one["facts"], rulebook=law, today=office.now.date())
        signed = [
            Signature(rule=rule, version=law.version, by="", on=office.now.date()) for rule in one["facts"]["signed"]
        ]
        answer = decide(asked, law.signed(signed))
        assert (answer.outcome.value, answer.rule, answer.rulebook) == (one["outcome"], one["rule"], one["rulebook"])


def test_facts_and_assessment_stand_apart_on_paper(office, seen, tmp_path):
    paper = text_of(files_of(office, office.handed_over())["data/aflevering.pdf"], tmp_path)
    assert "Vurdering (ikke fakta)" in paper
    assert ASSESSMENT in paper


def test_an_employee_is_a_number(office, seen, tmp_path):
    found = files_of(office, office.handed_over())
    paper = text_of(found["data/aflevering.pdf"], tmp_path)
    assert "medarbejder 1" in paper
    assert all(b"caretaker" not in content for content in found.values())
    assert "caretaker" not in paper


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_printed_check_code_fits_the_ledger(office, seen):
    row = office.handed_over()
    parcel = office.read(queries.released, office.manager, row.public_id).parcel
    verdict = verify(partnership_id=row.partnership_id, code=parcel.head_code)
    assert (verdict.faults, verdict.head_found) == ([], True)


def test_nothing_is_released_before_a_second_person_said_yes(office, seen):
    row = office.assemble()
    with pytest.raises(states.WrongState):
        office.release(row)
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        assert Parcel.objects.unscoped("for the test").count() == 0


def test_what_was_corrected_after_the_approval_must_be_approved_again(office, seen):
    from karlemose.observations.models import Particulars  # noqa: PLC0415 -- app ready

    row = office.assemble()
    office.approve(row)
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE]):
        Particulars.objects.unscoped("as a correction does").update(description="Noget andet")
    with pytest.raises(ChangedMeanwhile):
        office.release(row)


def test_what_was_erased_after_the_approval_is_not_released(office, seen):
    from karlemose.observations.models import Particulars  # noqa: PLC0415 -- app ready

    row = office.assemble()
    office.approve(row)
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE]):
        Particulars.objects.unscoped("as the sweep does").delete()
    with pytest.raises(NotReady):
        office.release(row)


def test_others_release_nothing(office, seen):
    row = office.assemble()
    office.approve(row)
    for who in ("caretaker", "officer", "investigator", "chief"):
        with pytest.raises(NotAllowed):
            releasing.release(by=office.viewer(who), at=office.now, hand_over=row.public_id)


def test_the_neighbours_do_not_even_find_it(office, seen, now):
    row = office.handed_over()
    with pytest.raises(LookupError):
        releasing.recall(
            by=office.cast.elsewhere.viewer("manager", at=now),
            at=now,
            hand_over=row.public_id,
            because=RecallReason.TOO_MUCH,
        )


def test_the_release_leaves_who_what_why_when_and_the_digest(office, seen):
    row = office.handed_over()
    with acting_for(row.partnership_id, read_only=True):
        entry = Entry.objects.unscoped("what was done").get(event="disclosure.hand_over.released")
    told = json.loads(entry.body)
    parcel = office.read(queries.released, office.manager, row.public_id).parcel
    assert told["detail"]["sha256"] == parcel.digest
    assert told["detail"]["approved_by"] == office.office.user_id
    assert set(told["subjects"]) == {
        f"hand_over:{row.public_id}",
        f"plate:{seen.public_id}",
        f"particulars:{seen.public_id}",
    }


def test_the_receipt_code_is_drawn_and_kept_as_a_digest_alone(office, seen):
    row = office.assemble()
    office.approve(row)
    office.release(row, rng=random.Random(7))
    from karlemose.disclosure.codes import receipt_code, shown  # noqa: PLC0415 -- app ready

    code = receipt_code(random.Random(7))
    readme = files_of(office, row)["data/LAES-MIG.txt"].decode()
    assert shown(code) in readme
    parcel = office.read(queries.released, office.manager, row.public_id).parcel
    assert code not in parcel.receipt_digest
