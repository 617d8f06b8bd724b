import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cityindex', '0005_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='cityindex.edition'),
        ),
    ]
