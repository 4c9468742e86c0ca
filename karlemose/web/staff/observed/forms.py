"""Which others tell of the same, what was done about a damage, and one photo more."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from karlemose.observations.limits import LONGEST_NUMBER, LONGEST_TAG
from karlemose.observations.nearby import MOST
from karlemose.observations.photo_actions import Removal, Repair

_TEXT = {"class": "form-input", "autocomplete": "off"}


class Numbers(forms.Field):
    """Public numbers of the marked lines; the action judges whether they are there."""

    widget = forms.SelectMultiple
    default_error_messages = {"required": _("Mark at least one that tells of the same.")}

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(str(one)[:10] for one in value or ()))[:MOST]


class MergeForm(forms.Form):
    duplicates = Numbers()


class PhotoForm(forms.Form):
    """One that may show somebody."""

    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/*", "class": "form-file"}),
        error_messages={"required": _("Choose a photo."), "empty": _("There is nothing in the file.")},
    )


class SharedPhotoForm(PhotoForm):
    """One that all partners see: its writer looked, and says so."""

    shows_nobody = forms.BooleanField(
        label=_("No person, no plate and no name shows on the photo."),
        error_messages={"required": _("Look at the photo, and say that nobody can be recognised on it.")},
    )


class RemovalForm(forms.Form):
    removed_on = forms.DateField(
        label=_("When did it go?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )
    cost = forms.IntegerField(
        label=_("What did it cost? (whole kroner)"),
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={**_TEXT, "inputmode": "numeric"}),
    )
    report_number = forms.CharField(
        label=_("The police's number of the report"),
        required=False,
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs=_TEXT),
    )
    tag = forms.CharField(
        label=_("What was painted"),
        required=False,
        max_length=LONGEST_TAG,
        widget=forms.TextInput(attrs=_TEXT),
    )
    names_or_threatens = forms.BooleanField(
        label=_("It named or threatened somebody, so it went at once, without a photo."), required=False
    )

    @staticmethod
    def of(kept: Repair | None, *, today: date) -> dict[str, Any]:
        if kept is None:
            return {"removed_on": today}
        return {
            "removed_on": kept.removed_on,
            "cost": kept.cost,
            "report_number": kept.report_number,
            "tag": kept.tag,
            "names_or_threatens": kept.removed_at_once,
        }

    @property
    def removal(self) -> Removal:
        return Removal(**self.cleaned_data)
