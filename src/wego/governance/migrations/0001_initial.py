"""Every table of governance as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
import wego.core.text_fields
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
                    name='BodyRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='governance.bodyrules')),
                    ],
                    options={
                        'verbose_name': 'rules of a body',
                        'verbose_name_plural': 'rules of bodies',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='bodyrules_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='bodyrules_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='bodyrules_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='Body',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('name', wego.core.text_fields.TranslatedText(max_length=120, verbose_name='name')),
                        ('facts', models.JSONField(default=list, verbose_name='what is known')),
                        ('rules', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='governance.bodyrules')),
                    ],
                    options={
                        'verbose_name': 'body',
                        'verbose_name_plural': 'bodies',
                        'ordering': ['order', 'code'],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='title')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                        ('when', models.CharField(blank=True, max_length=60, verbose_name='date as printed')),
                        ('place', wego.core.text_fields.TranslatedText(blank=True, max_length=120, verbose_name='place')),
                        ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='status')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('sequence', models.PositiveIntegerField(default=0)),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.body', verbose_name='body')),
                    ],
                    options={
                        'verbose_name': 'meeting',
                        'verbose_name_plural': 'meetings',
                        'ordering': ['-year', '-starts_on', '-pk'],
                        'constraints': [models.UniqueConstraint(models.F('body'), models.F('title__en'), name='meeting_title_once_in_body'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='meeting_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='AgendaItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('kind', models.SlugField(max_length=40, verbose_name='kind')),
                        ('title', wego.core.text_fields.TranslatedText(max_length=300, verbose_name='title')),
                        ('subject_kind', models.CharField(max_length=80)),
                        ('subject_id', models.CharField(max_length=64)),
                        ('subject_label', models.CharField(max_length=300, verbose_name='about')),
                        ('status', models.CharField(choices=[('open', 'Awaiting decision'), ('decided', 'Decided'), ('withdrawn', 'Removed from the agenda')], default='open', max_length=10, verbose_name='status')),
                        ('added_at', models.DateTimeField(verbose_name='added')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.body', verbose_name='body')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.meeting', verbose_name='meeting')),
                    ],
                    options={
                        'verbose_name': 'agenda item',
                        'verbose_name_plural': 'agenda items',
                        'ordering': ['year', 'pk'],
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'kind'], name='governance__subject_d0df02_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('subject_kind', 'subject_id', 'kind'), name='agendaitem_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('outcome', models.CharField(choices=[('approved', 'Approved'), ('rejected', 'Rejected'), ('deferred', 'Deferred')], max_length=10, verbose_name='outcome')),
                        ('decided_on', models.DateField(verbose_name='day of the decision')),
                        ('text', models.TextField(blank=True, verbose_name='wording')),
                        ('paper', models.FileField(blank=True, max_length=300, upload_to='decisions/%Y/', verbose_name='document')),
                        ('paper_name', models.CharField(blank=True, max_length=200)),
                        ('paper_type', models.CharField(blank=True, max_length=100)),
                        ('paper_sha256', models.CharField(blank=True, max_length=64)),
                        ('reason_without_paper', models.CharField(blank=True, max_length=500, verbose_name='reason for the missing document')),
                        ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.body', verbose_name='body')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.agendaitem')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.meeting', verbose_name='meeting')),
                    ],
                    options={
                        'verbose_name': 'decision',
                        'verbose_name_plural': 'decisions',
                        'ordering': ['-decided_on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='decision_number_once_in_item'), models.CheckConstraint(condition=models.Q(models.Q(('paper', ''), _negated=True), models.Q(('reason_without_paper', ''), _negated=True), _connector='OR'), name='decision_has_paper_or_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Revocation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('revoked_on', models.DateField(verbose_name='revoked on')),
                        ('reason', models.TextField(verbose_name='reason')),
                        ('revoked_at', models.DateTimeField(verbose_name='recorded')),
                        ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='governance.decision')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'revocation',
                        'verbose_name_plural': 'revocations',
                        'ordering': ['-revoked_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='revocation_has_reason')],
                    },
                ),
            ],
        ),
    ]
