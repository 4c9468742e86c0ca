"""Every page but sign-in. An address names the partnership, then the neighbourhood, then the page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.i18n import set_language

from karlemose.accounts.door import while_enrolling
from karlemose.web import appearance
from karlemose.web.gate import open_to_everyone
from karlemose.web.staff.answer import urls as answer
from karlemose.web.staff.answers import urls as answers
from karlemose.web.staff.briefings import urls as briefings
from karlemose.web.staff.home import urls as home
from karlemose.web.staff.months import urls as months
from karlemose.web.staff.note import urls as note
from karlemose.web.staff.observations import urls as observations
from karlemose.web.staff.partnerships import urls as partnerships
from karlemose.web.staff.places import urls as places
from karlemose.web.staff.rules import urls as rules
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
    *observations.urlpatterns,
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
    path("<slug:partnership>/<slug:neighbourhood>/", include((staff, "staff"))),
]
