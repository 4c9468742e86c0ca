"""No paper holds a plate, name, description, photo, camera or clip: searched in its text, and in its bytes."""

from itertools import product

import pytest

from karlemose.documents.content import Language
from karlemose.meetings.actions import make
from karlemose.meetings.briefing import Wanted
from karlemose.observations.clip_models import Clip
from karlemose.observations.models import Particulars
from karlemose.observations.photo_models import ProtectedPhoto
from karlemose.places.models import Camera
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.documents.reading import text_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

WORDS = {  # the fields in which something can stand that points to a person, or to where a camera looks
    Particulars: ("plate", "plate_as_written", "description", "assessment", "names", "dwelling"),
    ProtectedPhoto: ("public_id",),
    Clip: ("public_id", "request_number", "report_number"),
    Camera: ("code", "name"),
}


@pytest.fixture
def sentinels(furnished) -> set[str]:
    found = set()
    with acting_for(furnished.world.partnership.id, channels=(Channel.EVIDENCE,), read_only=True):
        for model, fields in WORDS.items():
            names = [field.name for field in model._meta.get_fields() if field.name in fields]
            assert names
            rows = list(model.objects.unscoped("what no paper may hold").order_by("id").values_list(*names))
            assert rows, f"nothing of {model.__name__} is furnished"
            found |= {str(value) for row in rows for value in row if value}
    return found


def test_no_paper_holds_what_can_point_to_a_person(furnished, sentinels, now):
    for kind, language in product(("daycare", "police", "housing", "municipality", "project", "board"), Language):
        receiver = furnished.world.organisations[OrganisationKind(kind)]
        wanted = Wanted(neighbourhood=furnished.estate, week=furnished.week, receiver=receiver, language=language)
        text = text_of(make(by=furnished.world.command, at=now, wanted=wanted))
        told = " ".join(text.split())
        assert [word for word in sentinels if " ".join(word.split()) in told] == []
        assert (furnished.text in told) == (kind != "board")
