from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from karlemose.foundation.privacy import Data

SLUG = RegexValidator(r"^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$", "Use 1–50 small letters, digits and hyphens.")


class Partnership(models.Model):
    """A municipality with its police, housing organisations and others: one joint controllership."""

    slug = models.CharField(max_length=50, unique=True, validators=[SLUG])
    name = models.CharField(max_length=200)

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = {"id": Data.PLAIN, "slug": Data.PLAIN, "name": Data.PLAIN}

    def __str__(self) -> str:
        return self.slug


class PartnershipOwned(models.Model):
    """A row of one partnership. `walls.py` gives its table row security and composite foreign keys."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "id"], name="%(app_label)s_%(class)s_in_partnership"),
        ]
