"""Every table of entitlements as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Entitlement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('titles', models.JSONField(default=dict, verbose_name='title')),
                        ('standings', models.JSONField(default=list, verbose_name='standings')),
                        ('kinds', models.JSONField(default=list, verbose_name='kinds')),
                        ('is_without_arrears', models.BooleanField(default=False, verbose_name='only without arrears')),
                        ('sources', models.JSONField(default=dict, verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'entitlement',
                        'verbose_name_plural': 'entitlements',
                        'ordering': ['order', 'code'],
                    },
                ),
                migrations.CreateModel(
                    name='EntitlementRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='entitlements.entitlementrules')),
                    ],
                    options={
                        'verbose_name': 'rules of entitlement',
                        'verbose_name_plural': 'rules of entitlement',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='entitlementrules_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='entitlementrules_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='entitlementrules_superseded_is_not_in_force')],
                    },
                ),
            ],
        ),
    ]
