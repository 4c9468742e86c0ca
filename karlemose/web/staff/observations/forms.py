"""What the list is narrowed to. A plain GET form: the address of a filtered list can be kept and sent on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from karlemose.observations import exporting
from karlemose.observations.enums import HowKnown, Kind
from karlemose.observations.queries import LONGEST_SEARCH, Filters, KindFound

NOT_GIVEN = "none"
IMPORTED = "imported"

_SELECT = {"class": "form-select"}
_DATE = {"type": "date", "class": "form-input"}


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Words in the text"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-input", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.Select(attrs=_SELECT))
    place = forms.ChoiceField(label=_("Place"), required=False, widget=forms.Select(attrs=_SELECT))
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=_("Until and including"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    source = forms.ChoiceField(label=_("Noted by"), required=False, widget=forms.Select(attrs=_SELECT))
    how_known = forms.ChoiceField(
        label=_("How it is known"),
        required=False,
        choices=[("", _("All ways")), *HowKnown.choices],
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, *args: Any, kinds: list[KindFound], places: list[Any], sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = {_code(found): found for found in kinds}
        named = sorted(((code, found.label) for code, found in self._kinds.items()), key=lambda one: one[1].lower())
        self.fields["kind"].choices = [("", _("All kinds")), *named]
        groups = [(group.label, [(str(place.id), place.label) for place in group.places]) for group in places]
        not_given = (NOT_GIVEN, pgettext_lazy("place", "Place not given"))
        self.fields["place"].choices = [("", _("All places")), *groups, not_given]
        noted = [(str(organisation.id), organisation.name) for organisation in sources]
        self.fields["source"].choices = [("", _("All partners")), *noted, (IMPORTED, _("imported"))]

    @property
    def filters(self) -> Filters:
        """What was chosen; what could not be read narrows nothing, and the form says so beside the field."""
        self.is_valid()
        chosen = self.cleaned_data
        kind = self._kinds.get(chosen.get("kind", ""))
        place, source = chosen.get("place", ""), chosen.get("source", "")
        known = chosen.get("how_known", "")
        return Filters(
            kind=kind.kind if kind else None,
            kind_words=kind.words if kind else "",
            place_id=int(place) if place and place != NOT_GIVEN else None,
            without_place=place == NOT_GIVEN,
            from_on=chosen.get("from_on"),
            until_on=chosen.get("until_on"),
            how_known=HowKnown(known) if known else None,
            organisation_id=int(source) if source and source != IMPORTED else None,
            imported=source == IMPORTED,
        )

    @property
    def words(self) -> str:
        """What is searched for; nothing when it could not be read."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def narrowing(self) -> list[Any]:
        """The fields of the sheet: all but the search, which stands above it."""
        return [field for field in self if field.name != "q"]

    @property
    def chosen(self) -> list[str]:
        """What the list is narrowed to, in words."""
        self.is_valid()
        said = []
        for name, value in self.cleaned_data.items():
            if value and name != "q":
                said.append(self._said(name, value))
        return [*([f"“{self.words}”"] if self.words else []), *said]

    def _said(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return _label(field.choices, value)
        return f"{field.label.lower()} {value:%d.%m.%Y}"


class ExportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is the file for?"), choices=exporting.Reason.choices, widget=forms.RadioSelect
    )

    @property
    def chosen(self) -> exporting.Reason:
        return exporting.Reason(self.cleaned_data["reason"])


def _label(choices: Any, value: str) -> str:
    for code, label in choices:
        found = _label(label, value) if isinstance(label, list | tuple) else str(label) if str(code) == value else ""
        if found:
            return found
    return ""


def _code(found: KindFound) -> str:
    """`graffiti`; another system's kind as `other:its own words`."""
    return f"{Kind.OTHER}:{found.words}" if found.words else str(found.kind)
