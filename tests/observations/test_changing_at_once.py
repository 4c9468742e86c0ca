"""Two people change the same notes at the same moment: one after the other, and neither undoes the other by chance."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from karlemose.foundation.refusals import NotAllowed
from karlemose.observations import actions
from karlemose.observations.actions import Correction, Note
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation, Revision
from karlemose.observations.refusals import Refused
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.observations.conftest import lay_out

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def three(cast, now):
    estate = lay_out(cast.home, at=now)
    caretaker = cast.home.viewer("caretaker", at=now)
    what = Note(neighbourhood_id=estate.id, kind=Kind.NOISE, occurred_at=now - timedelta(hours=1))
    return [actions.note(by=caretaker, at=now, what=what).public_id for _ in range(3)]


def tried(*works: Callable[[], object]) -> list[str]:
    return ["refused" if isinstance(came, Refused | NotAllowed) else word_of(came) for came in at_once(*works)]


def word_of(came: object) -> str:
    return repr(came) if isinstance(came, Exception) else "done"


def rows(cast) -> dict[str, Observation]:
    with acting_for(cast.home.partnership.id, read_only=True):
        found = Observation.objects.unscoped("what two left").select_related("merged_into").order_by("id")
        return {row.public_id: row for row in found}


def test_two_who_merge_each_into_the_other_make_no_ring(cast, three, now):
    officer, manager = cast.home.viewer("officer", at=now), cast.home.viewer("manager", at=now)
    one, other, _ = three
    came = tried(
        lambda: actions.merge(by=officer, at=now, into=one, duplicates=[other]),
        lambda: actions.merge(by=manager, at=now, into=other, duplicates=[one]),
    )
    assert sorted(came) == ["done", "refused"]
    kept = rows(cast)
    assert sorted(bool(kept[name].merged_into_id) for name in (one, other)) == [False, True]


def test_two_who_merge_in_a_chain_lose_nothing(cast, three, now):
    officer, manager = cast.home.viewer("officer", at=now), cast.home.viewer("manager", at=now)
    one, middle, last = three
    came = tried(
        lambda: actions.merge(by=officer, at=now, into=one, duplicates=[middle]),
        lambda: actions.merge(by=manager, at=now, into=middle, duplicates=[last]),
    )
    assert sorted(came)[0] == "done"
    assert set(came) <= {"done", "refused"}
    assert any(row.merged_into_id is None for row in rows(cast).values())


def test_taking_back_while_another_merges_leaves_no_note_behind_it(cast, three, now):
    officer, caretaker = cast.home.viewer("officer", at=now), cast.home.viewer("caretaker", at=now)
    kept, double, _ = three
    came = tried(
        lambda: actions.merge(by=officer, at=now, into=kept, duplicates=[double]),
        lambda: actions.withdraw(by=caretaker, at=now, public_id=kept),
    )
    assert came[1] == "done"
    assert came[0] in {"done", "refused"}
    row = rows(cast)[double]
    assert (row.merged_into_id, row.withdrawn_at) == (None, None)


def test_two_corrections_keep_both_earlier_texts(cast, three, now):
    caretaker = cast.home.viewer("caretaker", at=now)
    works = [
        lambda words=words: actions.correct(
            by=caretaker,
            at=now,
            public_id=three[0],
            what=Correction(kind=Kind.NOISE, occurred_at=now - timedelta(hours=1), text=words),
        )
        for words in ("first", "second")
    ]
    assert tried(*works) == ["done", "done"]
    with acting_for(cast.home.partnership.id, read_only=True):
        before = {row.text for row in Revision.objects.unscoped("what two left").order_by("id")}
    assert before | {rows(cast)[three[0]].text} == {"", "first", "second"}


def test_a_correction_and_taking_back_end_as_taken_back(cast, three, now):
    caretaker = cast.home.viewer("caretaker", at=now)
    what = Correction(kind=Kind.NOISE, occurred_at=now - timedelta(hours=1), text="other words")
    came = tried(
        lambda: actions.correct(by=caretaker, at=now, public_id=three[0], what=what),
        lambda: actions.withdraw(by=caretaker, at=now, public_id=three[0]),
    )
    assert came[1] == "done"
    assert came[0] in {"done", "refused"}
    assert rows(cast)[three[0]].withdrawn_at == now
