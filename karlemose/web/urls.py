"""Every page but sign-in. An address names the partnership, then the neighbourhood, then the page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.i18n import set_language

from karlemose.accounts.door import while_enrolling
from karlemose.web import appearance
from karlemose.web.gate import open_to_everyone
from karlemose.web.staff.agreements import urls as agreements
from karlemose.web.staff.answer import urls as answer
from karlemose.web.staff.answers import urls as answers
from karlemose.web.staff.briefings import urls as briefings
from karlemose.web.staff.cameras import urls as cameras
from karlemose.web.staff.clips import urls as clips
from karlemose.web.staff.devices import urls as devices
from karlemose.web.staff.hand_over import urls as hand_over
from karlemose.web.staff.home import urls as home
from karlemose.web.staff.ledger import urls as ledger
from karlemose.web.staff.link import urls as link
from karlemose.web.staff.me import urls as me
from karlemose.web.staff.mine import urls as mine
from karlemose.web.staff.months import urls as months
from karlemose.web.staff.note import urls as note
from karlemose.web.staff.observations import urls as observations
from karlemose.web.staff.observed import urls as observed
from karlemose.web.staff.oversight import urls as oversight
from karlemose.web.staff.partnerships import urls as partnerships
from karlemose.web.staff.people import urls as people
from karlemose.web.staff.places import urls as places
from karlemose.web.staff.receipts import urls as receipts
from karlemose.web.staff.received import urls as received
from karlemose.web.staff.rules import urls as rules
from karlemose.web.staff.state import urls as state
from karlemose.web.staff.unanswered import urls as unanswered
from karlemose.web.staff.week import urls as week


@while_enrolling
@open_to_everyone("a picture for the browser's tab, asked for beside every paper", queries=0)
def favicon(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/mark.svg"))


_choose_language = while_enrolling(
    open_to_everyone("changes nothing but the language of one's own session", queries=0)(set_language)
)

staff = [
    *home.urlpatterns,
    *note.urlpatterns,
    *week.urlpatterns,
    *answer.urlpatterns,
    *answers.urlpatterns,
    *unanswered.urlpatterns,
    *mine.urlpatterns,
    *observations.urlpatterns,
    *observed.urlpatterns,
    *clips.urlpatterns,
    *hand_over.urlpatterns,
    *receipts.urlpatterns,
    *received.urlpatterns,
    *cameras.urlpatterns,
    *places.urlpatterns,
    *briefings.urlpatterns,
    *months.urlpatterns,
    *rules.urlpatterns,
]
urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("language/", _choose_language, name="set_language"),
    path("appearance/", appearance.choose, name="appearance"),
    *partnerships.urlpatterns,
    *link.urlpatterns,
    *me.urlpatterns,
    *people.urlpatterns,
    *devices.urlpatterns,
    *agreements.urlpatterns,
    *ledger.urlpatterns,
    *oversight.urlpatterns,
    *state.urlpatterns,
    *rules.of_partnership,
    path("<slug:partnership>/<slug:neighbourhood>/", include((staff, "staff"))),
]
