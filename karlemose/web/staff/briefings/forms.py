from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from karlemose.meetings.exporting import Readers
from karlemose.web.staff.observations.forms import ExportForm


class MomentForm(forms.Form):
    """A moment on the neighbourhood's clock, without an offset."""

    known_at = forms.DateTimeField(
        label=_("On which day and at what time?"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-input"}, format="%Y-%m-%dT%H:%M"),
    )

    @property
    def chosen(self) -> datetime:
        """As it was typed; whoever asks knows the clock."""
        return self.cleaned_data["known_at"].replace(tzinfo=None)


class CountsForm(ExportForm):
    readers = forms.ChoiceField(
        label=_("Who will read the file?"), choices=Readers.choices, initial=Readers.OUTSIDE, widget=forms.RadioSelect
    )

    @property
    def chosen_readers(self) -> Readers:
        return Readers(self.cleaned_data["readers"])
