from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_never_changed")]

    operations = [migrations.AddField(model_name="handover", name="ready_at", field=models.DateTimeField(null=True))]
