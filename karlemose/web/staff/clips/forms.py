"""A clip of a camera as the office writes it down: times as the camera's own clock shows them, to the second.

And what it does with one that is there: the police's number, a reason to preserve it.
"""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from karlemose.foundation.clock import localise
from karlemose.observations.clips import LONGEST_PRESERVED, Clip, NotedClip
from karlemose.observations.limits import LONGEST_NUMBER, LONGEST_REASON
from karlemose.places.cameras import Camera
from karlemose.web.staff.cameras.words import offset
from karlemose.web.staff.note.moments import LocalMoment

_LINE = {"class": "form-input", "autocomplete": "off", "spellcheck": "false"}


def _number(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=_LINE)
    return forms.CharField(label=label, required=False, max_length=LONGEST_NUMBER, widget=widget)


class ShownMoment(LocalMoment):
    """To the second."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"type": "datetime-local", "step": "1"})


class ClipForm(forms.Form):
    camera = forms.TypedChoiceField(label=_("Camera"), coerce=int, widget=forms.Select(attrs={"class": "form-select"}))
    from_at = ShownMoment(label=_("From, as the camera's clock shows it"))
    until_at = ShownMoment(label=_("To, as the camera's clock shows it"))
    request_number = _number(_("The police's request, its number"))
    report_number = _number(_("Or the number of the report"))
    preserved_because = forms.CharField(
        label=_("Why was it preserved? (only when it is older than the camera's days)"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={**_LINE, "spellcheck": "true"}),
    )
    file = forms.FileField(
        label=_("The clip"), widget=forms.FileInput(attrs={"class": "form-file", "accept": ".mp4,.mkv,.avi,video/*"})
    )

    def __init__(self, data: Any = None, files: Any = None, *, cameras: list[Camera], initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        clock = _("clock")
        choices = [(one.id, f"{one.code} {one.name} · {clock}: {offset(one.clock_offset)}") for one in cameras]
        self.fields["camera"].choices = choices  # type: ignore[attr-defined]

    def noted(self, observation_id: str, zone: ZoneInfo) -> NotedClip:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"file", "camera"}}
        for name in ("from_at", "until_at"):
            given[name] = localise(given[name], zone)[0]
        return NotedClip(observation_id=observation_id, camera_id=self.cleaned_data["camera"], **given)


class NumberForm(forms.Form):
    """A number that is there is written over, never taken out: it may stand on a hand-over."""

    request_number = _number(_("The police's request, its number"))
    report_number = _number(_("Or the number of the report"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(words.strip() for words in cleaned.values()):
            self.add_error("request_number", _("Write one of the two numbers."))
        return cleaned

    @staticmethod
    def of(clip: Clip) -> dict[str, str]:
        return {"request_number": clip.request_number, "report_number": clip.report_number}


class PreserveForm(forms.Form):
    until = forms.DateField(
        label=_("Until which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"required": _("Until which day?")},
    )
    because = forms.CharField(
        label=_("Why is it preserved?"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={**_LINE, "spellcheck": "true"}),
        error_messages={"required": _("Why is it preserved? Without a reason it goes on its day.")},
    )

    def __init__(self, data: Any = None, *, today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["until"].widget.attrs["max"] = (today + LONGEST_PRESERVED).isoformat()

    @staticmethod
    def of(clip: Clip) -> dict[str, Any]:
        if not clip.preserved_because:
            return {}
        return {"until": clip.delete_on, "because": clip.preserved_because}
