"""Inviting and changing somebody: only what this organisation can give is a choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from karlemose.partners.roles import purpose_of, roles_of
from karlemose.places.queries import Neighbourhood
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.web import words

NAME = 120


def _days() -> dict[str, Any]:
    return {"required": False, "widget": forms.DateInput(attrs={"type": "date"})}


@dataclass(frozen=True)
class Offer:
    """What a contact person can give: roles of their kind of organisation, neighbourhoods that they cover."""

    kind: OrganisationKind
    places: Iterable[Neighbourhood]
    gives_all: bool


class Work(forms.Form):
    """Role, places, last day. `purpose` narrows the roles to those of one purpose: whoever is at work keeps it."""

    role = forms.ChoiceField()
    neighbourhoods = forms.MultipleChoiceField(required=False)
    until_on = forms.DateField(**_days())
    confidentiality_signed_on = forms.DateField(**_days())

    def __init__(
        self,
        data: Any = None,
        *,
        offer: Offer,
        purpose: Purpose | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        roles = [role for role in roles_of(offer.kind) if purpose in (None, purpose_of(role))]
        self.fields["role"].choices = [(role.value, _said(role)) for role in roles]  # type: ignore[attr-defined]
        self.fields["neighbourhoods"].choices = [(str(one.id), one.name) for one in offer.places]  # type: ignore[attr-defined]
        self.fields["neighbourhoods"].required = not offer.gives_all
        self.gives_all = offer.gives_all

    @property
    def role_of(self) -> Role:
        return Role(self.cleaned_data["role"])

    @property
    def places_of(self) -> tuple[int, ...] | None:
        """None: all of the partnership. Marking none means all, where all can be given."""
        marked = tuple(int(number) for number in self.cleaned_data["neighbourhoods"])
        return marked or None


class Invitation(Work):
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=NAME)
    from_on = forms.DateField(required=True, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        return given

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable():
            raise forms.ValidationError(_("Write the name in one line."))
        return name


def _said(role: Role) -> str:
    return f"{words.ROLES[role]} · {words.PURPOSES[purpose_of(role)]}"
