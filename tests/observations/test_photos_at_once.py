"""Two who send the same photo at the same moment, and a file that is gone when its last photo is."""

import pytest

from karlemose.observations import photo_actions
from karlemose.vault import disk
from karlemose.vault.models import StoredFile
from tests.at_once import at_once
from tests.observations.conftest import lay_out
from tests.observations.holding import photo, report, signed, writing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_the_same_photo_sent_twice_at_once_is_one_photo_and_gone_with_it(cast, now):
    estate = lay_out(cast.home, at=now)
    signed(cast.home, at=now)
    caretaker = cast.home.viewer("caretaker", at=now)
    observation, given = report(caretaker, estate, at=now), photo()

    def send() -> str:
        kept = photo_actions.add_photo(by=caretaker, at=now, observation_id=observation.public_id, photo=given)
        return kept.public_id

    [public_id] = set(at_once(*[send] * 3))
    with writing(caretaker):
        assert {one.holders for one in StoredFile.objects.unscoped("for the test")} == {1}
    path = disk.path_of(caretaker.partnership_id, given.digest)
    assert path.exists()
    photo_actions.withdraw_photo(by=caretaker, at=now, photo_id=public_id)
    assert not path.exists()
    assert list(disk.names(caretaker.partnership_id)) == []
