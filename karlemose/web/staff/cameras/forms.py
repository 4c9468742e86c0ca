"""What the office writes down about a camera. Its clock is told as people read it: ahead or behind, by how much."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from karlemose.places.cameras import About, Camera
from karlemose.places.enums import LONGEST_RECORDING_DAYS

_LINE = {"class": "form-input", "autocomplete": "off"}
_NUMBER = {**_LINE, "inputmode": "numeric"}
AHEAD, BEHIND = "ahead", "behind"
Choices = list[tuple[str, list[tuple[int, str]]]]  # a heading and its places


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"])


class CameraForm(forms.Form):
    code = forms.CharField(label=_("Its mark"), max_length=40, widget=forms.TextInput(attrs=_LINE))
    name = forms.CharField(label=_("What it looks at"), max_length=100, widget=forms.TextInput(attrs=_LINE))
    place = forms.TypedChoiceField(
        label=_("Place"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    permit_from = _day(_("Permit from"))
    permit_until = _day(_("Permit until"))
    deletion_days = forms.IntegerField(
        label=_("Recordings go after so many days"),
        min_value=1,
        max_value=LONGEST_RECORDING_DAYS,
        initial=LONGEST_RECORDING_DAYS,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    clock = forms.ChoiceField(
        label=_("Its clock is"),
        choices=[(BEHIND, _("behind")), (AHEAD, _("ahead"))],
        initial=BEHIND,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=1439, initial=0, widget=forms.TextInput(attrs=_NUMBER)
    )
    seconds = forms.IntegerField(
        label=_("Seconds"), min_value=0, max_value=59, initial=0, widget=forms.TextInput(attrs=_NUMBER)
    )
    clock_checked_on = _day(_("The clock was read on"))
    ended_on = _day(_("Taken down on"))

    def __init__(self, data: Any = None, *, places: Choices, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["place"].choices = [("", "–"), *places]  # type: ignore[attr-defined]

    @property
    def about(self) -> About:
        given = dict(self.cleaned_data)
        offset = timedelta(minutes=given.pop("minutes"), seconds=given.pop("seconds"))
        is_behind = given.pop("clock") == BEHIND
        return About(place_id=given.pop("place"), clock_offset=-offset if is_behind else offset, **given)

    @staticmethod
    def of(camera: Camera) -> dict[str, Any]:
        minutes, seconds = divmod(abs(camera.clock_offset), 60)
        plain = ("code", "name", "permit_from", "permit_until", "deletion_days", "clock_checked_on", "ended_on")
        return {
            **{name: getattr(camera, name) for name in plain},
            "place": camera.place_id,
            "clock": AHEAD if camera.clock_offset > 0 else BEHIND,
            "minutes": minutes,
            "seconds": seconds,
        }
