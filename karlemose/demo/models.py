from typing import ClassVar

from django.db import models

from karlemose.foundation.privacy import Data


class DemoMark(models.Model):
    """One row: this database is a demonstration. Written by the owner of the tables, never by the running site."""

    refused = "INSERT, UPDATE, DELETE, TRUNCATE"

    marked_at = models.DateTimeField()
    founded_at = models.DateTimeField(null=True)  # when partnership, people and plan were there
    told_at = models.DateTimeField(null=True)  # when the story was all told
    story = models.CharField(max_length=64, default="")  # which story that was: its digest

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="demo_demomark_one_row"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(("id", "marked_at", "founded_at", "told_at", "story"), Data.PLAIN)

    def __str__(self) -> str:
        return "demo"
