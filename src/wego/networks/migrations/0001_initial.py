"""Every table of networks as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
import wego.core.text_fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='RegionalOffice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='name')),
                        ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason for closing')),
                        ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                        ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='host')),
                    ],
                    options={
                        'verbose_name': 'regional office',
                        'verbose_name_plural': 'regional offices',
                        'ordering': ['code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='regionaloffice_closes_after_it_opens')],
                    },
                ),
            ],
        ),
    ]
