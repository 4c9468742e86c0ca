from django.db import migrations, models


class Migration(migrations.Migration):
    """Who made a paper, and what became of the week's list since the version before."""

    dependencies = [("meetings", "0002_erasing")]

    operations = [
        migrations.AddField("keptbriefing", "made_by", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField("keptbriefing", "since", models.JSONField(blank=True, null=True)),
    ]
