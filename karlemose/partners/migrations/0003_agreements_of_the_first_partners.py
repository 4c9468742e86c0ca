"""Partners that were here before agreements had rows keep reading as they did."""

from django.db import migrations

FOUND = """
INSERT INTO partners_agreement (partnership_id, organisation_id, level, basis, from_on)
SELECT partnership_id, id,
       CASE WHEN kind IN ('board', 'association') THEN 'public' ELSE 'record' END,
       CASE WHEN kind IN ('board', 'association') THEN 'D01' ELSE 'D02' END,
       DATE '2000-07-01'
FROM partners_organisation
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_signatures_and_agreements")]

    operations = [migrations.RunSQL(FOUND, "DELETE FROM partners_agreement")]
