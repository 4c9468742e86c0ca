"""A membership is invited, runs, rests or has ended. Whoever works here today was accepted, and is renewed today."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import karlemose.partners.models

GROWN = """
UPDATE partners_membership
SET accepted_on = from_on, renewed_on = CURRENT_DATE, renew_by = (CURRENT_DATE + INTERVAL '6 months')::date
"""
PROTECT = django.db.models.deletion.PROTECT


def day() -> models.DateField:
    return models.DateField(null=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("tenancy", "0001_initial"),
        ("partners", "0004_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        *(
            migrations.AddField("membership", name, day())
            for name in ("confidentiality_signed_on", "accepted_on", "renewed_on", "renew_by", "last_used_on")
        ),
        migrations.AddField("membership", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "membership",
            "ended_because",
            models.CharField(blank=True, choices=karlemose.partners.models.endings, default="", max_length=10),
        ),
        migrations.AddField("membership", "claim_group", models.CharField(blank=True, default="", max_length=120)),
        migrations.AlterField(
            "membership",
            "user",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunSQL(GROWN, migrations.RunSQL.noop),
        migrations.AlterField("membership", "renew_by", models.DateField()),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(("accepted_on__isnull", True), ("user__isnull", False), _connector="OR"),
                name="partners_membership_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_because", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="partners_membership_ended_because",
            ),
        ),
    ]
