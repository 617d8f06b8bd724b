"""Published rules of benefits do not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial")]
    operations = [FixedContent("entitlements_entitlementrules")]
