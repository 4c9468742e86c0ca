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

    @property
    def is_offence(self) -> bool:
        """Whether the act itself is one that can be reported to the police: then its note is an incident."""
        return self in _OFFENCES


ACTS = tuple(kind for kind in Kind if kind.is_act)
_OFFENCES = frozenset(
    {
        Kind.DRUG_DEALING,
        Kind.GRAFFITI,
        Kind.DAMAGE,
        Kind.THREAT,
        Kind.LOCK_FORCED,
        Kind.TAKEN_OVER,
        Kind.WEAPON,
        Kind.FIRE,
        Kind.RECRUITING,
    }
)


class HowKnown(models.TextChoices):
    """How whoever notes it knows it."""

    SAW = "saw", _("saw it")
    TOLD = "told", _("was told")
    FOUND = "found", _("found traces")


class Precision(models.TextChoices):
    """How closely the time is known. A day without a time stands as its noon, a month as noon of its first day."""

    HOUR = "hour", _("to the hour")
    DAY = "day", _("the day")
    MONTH = "month", _("the month")


class ActAtVehicle(models.TextChoices):
    """What happened at the vehicle: without it a number plate is not kept."""

    HANDED_OVER = "handed_over", _("Something was passed in or out")
    THREATENED = "threatened", _("Somebody was threatened or chased from it")
    LOADED = "loaded", _("Goods, tools or weapons were loaded or unloaded")
    DAMAGED = "damaged", _("Something was damaged or set on fire")
    DRIVEN_DANGEROUSLY = "driven_dangerously", _("It was driven dangerously")
    OTHER = "other", pgettext_lazy("act at the vehicle", "Something else")
    ONLY_PARKED = "only_parked", _("It was only parked")

    @property
    def says_what_happened(self) -> bool:
        """Whether this alone is an incident; "something else" needs words beside it."""
        return self not in {ActAtVehicle.OTHER, ActAtVehicle.ONLY_PARKED}


class Move(models.TextChoices):
    """What a writer may do with words that point to a person."""

    MOVE = "move", _("Move to Protected")
    DELETE = "delete", _("Delete")
    KEEP = "keep", _("Keep, it is a word")


class Notice(models.TextChoices):
    """What became of a part that was not kept, for the person who wrote it."""

    PLATE_DROPPED = (
        "plate_dropped",
        _("Was the car only parked? Then we may not keep the number. Your report about the place is saved."),
    )


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
    DWELLING = "dwelling", _("dwelling number")
    NAME = "name", _("name")
