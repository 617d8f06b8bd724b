"""Roles are data of the network: their types, and the rules that they come from, by version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_languages_of_the_platform'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='code')),
                ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                ('sha256', models.CharField(max_length=64)),
                ('definition', models.JSONField(verbose_name='definition')),
                ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
            ],
            options={
                'verbose_name': 'rules of roles',
                'verbose_name_plural': 'rules of roles',
                'ordering': ['code', '-published_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('titles', models.JSONField(default=dict, verbose_name='title')),
                ('kind', models.CharField(choices=[('office', 'Secretariat'), ('region', 'Regional office'), ('reader', 'Read only'), ('juror', 'Juror'), ('trainee', 'Trainee')], max_length=10, verbose_name='kind')),
                ('permissions', models.JSONField(default=list, verbose_name='permissions')),
                ('sources', models.JSONField(default=dict, verbose_name='source')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='networkrole',
            name='networkrole_held_once',
        ),
        migrations.AddField(
            model_name='networkrole',
            name='region',
            field=models.CharField(blank=True, default='', max_length=30, verbose_name='region'),
        ),
        migrations.AlterField(
            model_name='networkrole',
            name='role',
            field=models.CharField(max_length=40, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'role', 'region'), name='networkrole_held_once'),
        ),
        migrations.AddField(
            model_name='rolerules',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rolerules',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='accounts.rolerules'),
        ),
        migrations.AddConstraint(
            model_name='rolerules',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='rolerules_version_once'),
        ),
        migrations.AddConstraint(
            model_name='rolerules',
            constraint=models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='rolerules_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='rolerules',
            constraint=models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='rolerules_superseded_is_not_in_force'),
        ),
        FixedContent('accounts_rolerules'),
    ]
