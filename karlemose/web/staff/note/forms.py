"""The form of one observation: the shared card, and for those who may hold particulars the protected one below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, NumberOfPeople, Precision
from karlemose.observations.limits import LONGEST_PARTICULAR, LONGEST_TEXT
from karlemose.observations.parts import NotedParticulars
from karlemose.web.staff.note import moments
from karlemose.web.staff.note.moments import LocalDay, LocalMoment

NOW, EARLIER, DAY = "now", "earlier", "day"
NOT_GIVEN = "none"  # said by choosing, so that a forgotten place is not taken for an unknown one
FOLDED = ("number_of_people", "text")
PROTECTED = ("plate", "act_at_vehicle", "description", "assessment", "names", "dwelling")
LONGEST_WRITTEN_PLATE = 40


@dataclass(frozen=True)
class Choices:
    """What one person may choose from and write, where and when they stand."""

    kind: Kind
    places: list[tuple[str, list[tuple[str, str]]]]
    recent: list[tuple[str, str]]
    zone: ZoneInfo
    holds_particulars: bool = False
    takes_shared_photo: bool = False
    takes_photo: bool = True


def written(label: Any, *, longest: int, rows: int = 0, **attrs: Any) -> forms.CharField:
    """A text that is kept as it was written, spaces and all."""
    widget = forms.Textarea if rows else forms.TextInput
    more = {"rows": rows} if rows else {}
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        strip=False,
        widget=widget(attrs={"class": "form-input", **more, **attrs}),
    )


def picture(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "class": "form-file"}),
        error_messages={"empty": _("There is nothing in the file.")},
    )


class SharedCard(forms.Form):
    """What every partner reads."""

    recent = forms.ChoiceField(required=False)
    place = forms.ChoiceField(label=_("Where?"), required=False)
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("Just now")), (EARLIER, _("Earlier")), (DAY, _("I only know the day"))],
        widget=forms.RadioSelect,
        required=False,
        initial=NOW,
    )
    occurred_at = LocalMoment(label=_("Day and time"), required=False)
    occurred_on = LocalDay(label=_("Day"), required=False)
    number_of_people = forms.ChoiceField(
        label=_("How many people?"), choices=NumberOfPeople.choices, widget=forms.RadioSelect, required=False
    )
    text = written(
        _("What did they do?"),
        longest=LONGEST_TEXT,
        rows=4,
        placeholder=_("What happened? Leave out names, number plates and who it looks like."),
    )
    how_known = forms.ChoiceField(
        label=_("How do you know?"),
        choices=HowKnown.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=HowKnown.SAW,
    )
    shared_photo = picture(_("Photo"))
    shows_nobody = forms.BooleanField(label=_("No person, no plate and no name shows on the photo."), required=False)


class ProtectedCard(forms.Form):
    """What can point to a person: read by the office, and by the police once it is handed over."""

    plate = written(_("Number plate"), longest=LONGEST_WRITTEN_PLATE, autocomplete="off", autocapitalize="characters")
    act_at_vehicle = forms.ChoiceField(
        label=_("What happened at the car?"),
        choices=[("", _("Choose …")), *ActAtVehicle.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )
    description = written(_("What was seen"), longest=LONGEST_TEXT, rows=3)
    assessment = written(_("What you think"), longest=LONGEST_TEXT, rows=2)
    names = written(_("Names"), longest=LONGEST_PARTICULAR, autocomplete="off")
    dwelling = written(_("Dwelling"), longest=LONGEST_PARTICULAR, autocomplete="off")
    photo = picture(_("Photo"))


class NoteForm(ProtectedCard, SharedCard):
    """Both cards; what a person may not hold is taken out, so that it is neither shown nor read."""

    field_order = ["recent", "place", "when"]

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holds_particulars = choices.holds_particulars
        self.takes_shared_photo = choices.takes_shared_photo
        self.takes_photo = choices.takes_photo and self.holds_particulars
        if not self.holds_particulars:
            self._take_out(*PROTECTED)
        if not self.takes_photo:
            self._take_out("photo")
        if not self.takes_shared_photo:
            self._take_out("shared_photo", "shows_nobody")
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
        return self._holds(FOLDED)

    @property
    def has_particulars(self) -> bool:
        return self._holds(PROTECTED) or any(self.has_error(name) for name in ("photo", *PROTECTED))

    @property
    def kind(self) -> Kind:
        return self._choices.kind

    @property
    def particulars(self) -> NotedParticulars | None:
        """What the protected card holds, as it was written; the action judges it."""
        if not self.holds_particulars:
            return None
        filled = {name: self.cleaned_data[name] for name in PROTECTED}
        act = filled.pop("act_at_vehicle")
        return NotedParticulars(act_at_vehicle=ActAtVehicle(act) if act else None, **filled)

    @property
    def uploads(self) -> Iterable[tuple[str, UploadedFile, bool]]:
        """(field, file, whether its writer says that it shows nobody) of what was chosen."""
        for name, shows_nobody in (("shared_photo", True), ("photo", False)):
            if self.cleaned_data.get(name):
                yield name, self.cleaned_data[name], shows_nobody

    def filled(self, *, at: datetime) -> dict[str, Any]:
        """What the action takes of it, besides the kind and the photos."""
        return {
            "occurred_at": self.moment(at=at),
            "place_id": self.place_id,
            "precision": self.precision,
            "number_of_people": self.number,
            "how_known": self.known if self.kind.is_act else None,
            "text": self.cleaned_data["text"],
            "particulars": self.particulars,
        }

    @property
    def place_id(self) -> int | None:
        chosen = self.cleaned_data["place"]
        return None if chosen == NOT_GIVEN else int(chosen)

    @property
    def number(self) -> NumberOfPeople | None:
        chosen = self.cleaned_data["number_of_people"]
        return NumberOfPeople(chosen) if chosen else None

    @property
    def known(self) -> HowKnown:
        return HowKnown(self.cleaned_data["how_known"] or HowKnown.SAW)

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.cleaned_data["when"] == DAY else Precision.HOUR

    def moment(self, *, at: datetime) -> datetime:
        """When it was: now, or what was filled in, on the neighbourhood's clock."""
        zone, filled = self._choices.zone, self.cleaned_data
        if filled["when"] == DAY:
            return moments.noon_of(filled["occurred_on"], zone, at=at)
        return at if filled["occurred_at"] is None else moments.on_the_clock(filled["occurred_at"], zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["place"] = cleaned.get("place") or cleaned.get("recent")
        if not cleaned["place"] and not self.has_error("place"):
            self.add_error("place", _("Choose a place."))
        for said, name in ((EARLIER, "occurred_at"), (DAY, "occurred_on")):
            if cleaned.get("when") == said and cleaned.get(name) is None and not self.has_error(name):
                self.add_error(name, _("When was it?"))
        if cleaned.get("shared_photo") and not cleaned.get("shows_nobody"):
            self.add_error("shows_nobody", _("Look at the photo, and say that nobody can be recognised on it."))
        return cleaned

    def _holds(self, names: Iterable[str]) -> bool:
        return any(self[name].value() for name in names if name in self.fields)

    def _take_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _not_given(self) -> Iterable[tuple[str, Any]]:
        if self._choices.kind is not Kind.NOTHING:
            yield NOT_GIVEN, pgettext_lazy("place", "Place not given")
