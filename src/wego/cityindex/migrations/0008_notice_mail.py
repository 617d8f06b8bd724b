import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cityindex', '0007_changes'),
        ('core', '0005_outbox'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='mail',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='index_notice', to='core.mail'),
        ),
    ]
