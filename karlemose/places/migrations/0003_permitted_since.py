from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0002_cameras")]

    operations = [
        migrations.AddField("camera", "permitted_since", models.DateField(blank=True, null=True)),
        migrations.RunSQL("UPDATE places_camera SET permitted_since = permit_from", migrations.RunSQL.noop),
    ]
