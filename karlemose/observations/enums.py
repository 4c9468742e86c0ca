"""What an observation can be about. Stored values never change; words on the screen are translations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Kinds of act, never of people. In the order in which the tiles stand before anybody has used them."""

    GROUP = "group", _("Threatening or blocking group")
    CAR = "car", _("Car")
    DRUG_DEALING = "drug_dealing", _("Drug dealing")
    DRUG_LITTER = "drug_litter", _("Drug litter")
    GRAFFITI = "graffiti", _("Graffiti")
    DAMAGE = "damage", _("Damage")
    THREAT = "threat", _("Threat")
    LOCK_FORCED = "lock_forced", _("Lock or cellar forced")
    TAKEN_OVER = "taken_over", _("Dwelling or storage room taken over")
    DANGEROUS_DOG = "dangerous_dog", _("Dangerous dog")
    NOISE = "noise", _("Noise")
    WEAPON = "weapon", _("Weapon")
    FIRE = "fire", _("Fire")
    RECRUITING = "recruiting", _("Recruiting")
    OTHER = "other", pgettext_lazy("kind of act", "Other")
    NOTHING = "nothing", _("Nothing to report")

    @property
    def is_act(self) -> bool:
        """Whether it is counted as something that happened; "nothing to report" counts as coverage instead."""
        return self is not Kind.NOTHING


ACTS = tuple(kind for kind in Kind if kind.is_act)


class NumberOfPeople(models.TextChoices):
    """How many people were seen; more exact would begin to describe them."""

    ONE = "1", "1"
    FEW = "2-4", "2–4"
    SEVERAL = "5-10", "5–10"
    MORE = "more", pgettext_lazy("number of people", "More")

    @classmethod
    def of(cls, number: int) -> "NumberOfPeople | None":
        """The class that holds a number counted by another system; none for 0 and below."""
        if number <= 0:
            return None
        if number == 1:
            return cls.ONE
        if number <= 4:
            return cls.FEW
        return cls.SEVERAL if number <= 10 else cls.MORE


class Sort(models.TextChoices):
    """What the guard looks for in open text."""

    CPR = "cpr", _("CPR number")
    PHONE = "phone", _("telephone number")
    EMAIL = "email", _("e-mail address")
    PLATE = "plate", _("number plate")
