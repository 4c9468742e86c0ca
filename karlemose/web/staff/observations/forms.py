"""What the list is narrowed to. A plain GET form: the address of a filtered list can be kept and sent on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from karlemose.observations.enums import Kind
from karlemose.observations.queries import Filters, KindFound

NOT_GIVEN = "none"
_SELECT = {"class": "form-select"}
_DATE = {"type": "date", "class": "form-input"}


class FilterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.Select(attrs=_SELECT))
    place = forms.ChoiceField(label=_("Place"), required=False, widget=forms.Select(attrs=_SELECT))
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=_("Until and including"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, kinds: list[KindFound], places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = {_code(found): found for found in kinds}
        named = sorted(((code, found.label) for code, found in self._kinds.items()), key=lambda one: one[1].lower())
        self.fields["kind"].choices = [("", _("All kinds")), *named]
        groups = [(group.label, [(str(place.id), place.label) for place in group.places]) for group in places]
        not_given = (NOT_GIVEN, pgettext_lazy("place", "Place not given"))
        self.fields["place"].choices = [("", _("All places")), *groups, not_given]

    @property
    def filters(self) -> Filters:
        """What was chosen; what could not be read narrows nothing, and the form says so beside the field."""
        self.is_valid()
        chosen = self.cleaned_data
        kind = self._kinds.get(chosen.get("kind", ""))
        place = chosen.get("place", "")
        return Filters(
            kind=kind.kind if kind else None,
            kind_words=kind.words if kind else "",
            place_id=int(place) if place and place != NOT_GIVEN else None,
            without_place=place == NOT_GIVEN,
            from_on=chosen.get("from_on"),
            until_on=chosen.get("until_on"),
        )


def _code(found: KindFound) -> str:
    """`graffiti`; another system's kind as `other:its own words`."""
    return f"{Kind.OTHER}:{found.words}" if found.words else str(found.kind)
