"""Every table of accounts as its models tell it."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import wego.core.languages
import wego.core.create_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
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
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                        ('language', models.CharField(choices=wego.core.languages.choices, default='en', max_length=10, verbose_name='language')),
                        ('time_zone', models.CharField(blank=True, max_length=60, verbose_name='time zone')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('is_active', models.BooleanField(default=True, verbose_name='active')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                        ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='erased')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                        'ordering': ['email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_any_case')],
                    },
                ),
                migrations.CreateModel(
                    name='NetworkRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(max_length=40, verbose_name='role')),
                        ('region', models.CharField(blank=True, default='', max_length=30, verbose_name='region')),
                        ('granted_at', models.DateTimeField(verbose_name='from')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='network_roles', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'role in the network',
                        'verbose_name_plural': 'roles in the network',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'role', 'region'), name='networkrole_held_once'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('granted_at')), _connector='OR'), name='networkrole_ends_after_it_begins')],
                    },
                ),
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
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='accounts.rolerules')),
                    ],
                    options={
                        'verbose_name': 'rules of roles',
                        'verbose_name_plural': 'rules of roles',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='rolerules_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='rolerules_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='rolerules_superseded_is_not_in_force')],
                    },
                ),
            ],
        ),
    ]
