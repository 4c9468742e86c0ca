"""The form of one observation: where, when, and, folded, how many and what they did. Nothing about who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from karlemose.foundation.clock import localise
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.observations.limits import LONGEST_TEXT

NOW, EARLIER = "now", "earlier"
NOT_GIVEN = "none"  # said by choosing, so that a forgotten place is not taken for an unknown one


@dataclass(frozen=True)
class Choices:
    """What one person may choose from, where and when they stand."""

    kind: Kind
    places: list[tuple[str, list[tuple[str, str]]]]
    recent: list[tuple[str, str]]
    zone: ZoneInfo


class LocalMoment(forms.Field):
    """A day and a clock time as the phone's own picker writes them, without an offset."""

    default_error_messages = {"invalid": _("Write the day and the time, for example 12.09.2017 14.02.")}
    WRITTEN = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M")

    def to_python(self, value: Any) -> datetime | None:
        written = (value or "").strip()
        if not written:
            return None
        for form in self.WRITTEN:
            try:
                return datetime.strptime(written, form)  # noqa: DTZ007 -- the neighbourhood's zone is put on by `moment`
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class NoteForm(forms.Form):
    """`what(at)` is what was filled in; the action judges it once more."""

    recent = forms.ChoiceField(required=False)
    place = forms.ChoiceField(label=_("Where?"), required=False)
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("Just now")), (EARLIER, _("Earlier"))],
        widget=forms.RadioSelect,
        required=False,
        initial=NOW,
    )
    occurred_at = LocalMoment(
        label=_("Day and time"),
        widget=forms.TextInput(attrs={"type": "datetime-local", "class": "form-input"}),
        required=False,
    )
    number_of_people = forms.ChoiceField(
        label=_("How many people?"), choices=NumberOfPeople.choices, widget=forms.RadioSelect, required=False
    )
    text = forms.CharField(
        label=_("What did they do?"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "class": "form-input",
                "rows": 4,
                "placeholder": _("What happened? Leave out names, number plates and who it looks like."),
            }
        ),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].widget.attrs |= {"class": "form-select", "data-lets-go-of": "recent"}
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Let people choose from these; what was judged before stays judged."""
        self._choices = choices
        self.fields["recent"].choices = choices.recent
        self.fields["place"].choices = [("", _("Choose a place …")), *choices.places, *self._not_given()]

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something, so that it stands open after a mistake."""
        return self.is_bound and any(self.data.get(name) for name in ("number_of_people", "text"))

    @property
    def place_id(self) -> int | None:
        chosen = self.cleaned_data["place"]
        return None if chosen == NOT_GIVEN else int(chosen)

    @property
    def number(self) -> NumberOfPeople | None:
        chosen = self.cleaned_data["number_of_people"]
        return NumberOfPeople(chosen) if chosen else None

    def moment(self, *, at: datetime) -> datetime:
        """When it was: now, or the day and time on the neighbourhood's clock."""
        earlier = self.cleaned_data["occurred_at"]
        return at if earlier is None else localise(earlier, self._choices.zone).moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["place"] = cleaned.get("place") or cleaned.get("recent")
        if not cleaned["place"] and not self.has_error("place"):
            self.add_error("place", _("Choose a place."))
        is_earlier = cleaned.get("when") == EARLIER
        if is_earlier and cleaned.get("occurred_at") is None and not self.has_error("occurred_at"):
            self.add_error("occurred_at", _("When was it?"))
        return cleaned

    def _not_given(self) -> Iterable[tuple[str, Any]]:
        if self._choices.kind is not Kind.NOTHING:
            yield NOT_GIVEN, pgettext_lazy("place", "Place not given")
