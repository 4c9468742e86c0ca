from django.db import migrations, models

FILL = "UPDATE meetings_keptbriefing SET erase_on = (made_at + interval '365 days')::date"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.AddField("keptbriefing", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("keptbriefing", "erase_on", models.DateField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("keptbriefing", "erase_on", models.DateField()),
        migrations.AddConstraint(
            "keptbriefing",
            models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", True), ("pdf", b""), _connector="OR"),
                name="meetings_keptbriefing_erased_is_empty",
            ),
        ),
    ]
