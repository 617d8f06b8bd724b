"""Every table of dues as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('finance', '0001_initial'),
        ('members', '0001_initial'),
        ('records', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='DeclaredFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.CharField(choices=[('population', 'Population'), ('staff', 'Staff')], max_length=12, verbose_name='figure')),
                        ('source', models.CharField(blank=True, default='', max_length=300, verbose_name='place of publication')),
                        ('declared_at', models.DateTimeField(verbose_name='submitted')),
                        ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='records.observation')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declared_figures', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'declared figure',
                        'verbose_name_plural': 'declared figures',
                        'ordering': ['organisation', 'measure', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FeeSchedule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('titles', models.JSONField(default=dict, verbose_name='title')),
                        ('first_year', models.PositiveSmallIntegerField(verbose_name='in force from')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='dues.feeschedule')),
                    ],
                    options={
                        'verbose_name': 'fee schedule',
                        'verbose_name_plural': 'fee schedules',
                        'ordering': ['first_year', 'code'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='feeschedule_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='feeschedule_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='feeschedule_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='DuesRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='dues of')),
                        ('reading', models.CharField(max_length=40, verbose_name='reading')),
                        ('issued_on', models.DateField(verbose_name='date of the invoices')),
                        ('due_on', models.DateField(verbose_name='due')),
                        ('status', models.CharField(choices=[('preparing', 'Calculating the fees'), ('preview', 'Ready to check'), ('issuing', 'Issuing the invoices'), ('done', 'Done'), ('dropped', 'Discarded')], default='preparing', max_length=12, verbose_name='status')),
                        ('total', models.PositiveIntegerField(default=0, verbose_name='members to check')),
                        ('done', models.PositiveIntegerField(default=0, verbose_name='of them done')),
                        ('failure', models.TextField(blank=True, default='', verbose_name='what went wrong')),
                        ('begun_at', models.DateTimeField(verbose_name='started at')),
                        ('moved_at', models.DateTimeField(verbose_name='last moved')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='dues.feeschedule', verbose_name='schedule')),
                    ],
                    options={
                        'verbose_name': 'billing run',
                        'verbose_name_plural': 'billing runs',
                        'ordering': ['-year', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['preparing', 'preview', 'issuing'])), fields=('year',), name='duesrun_one_at_a_time_a_year')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadingChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('decision_kind', models.CharField(blank=True, default='', max_length=80)),
                        ('decision_id', models.CharField(blank=True, default='', max_length=64)),
                        ('decision_label', models.CharField(blank=True, default='', max_length=300, verbose_name='decision')),
                        ('reading', models.CharField(max_length=40, verbose_name='reading')),
                        ('chosen_at', models.DateTimeField(verbose_name='recorded')),
                        ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='dues.feeschedule')),
                    ],
                    options={
                        'verbose_name': 'choice of a reading',
                        'verbose_name_plural': 'choices of readings',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('decision_label', ''), _negated=True), name='readingchoice_by_a_decision')],
                    },
                ),
                migrations.CreateModel(
                    name='RunQuote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outcome', models.CharField(choices=[('due', 'Due'), ('free', 'Nothing due'), ('cannot', 'Fee cannot be calculated')], max_length=8, verbose_name='outcome')),
                        ('steps', models.JSONField(default=list, verbose_name='steps')),
                        ('fee', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='fee')),
                        ('amount', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='to pay')),
                        ('parts', models.PositiveSmallIntegerField(default=1, verbose_name='instalments')),
                        ('currency', models.CharField(default='USD', max_length=3, verbose_name='currency')),
                        ('row', models.CharField(blank=True, default='', max_length=20)),
                        ('column', models.CharField(blank=True, default='', max_length=20)),
                        ('alternatives', models.JSONField(default=dict)),
                        ('invoice', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quote', to='finance.invoice')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues_quotes', to='members.organisation')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='dues.duesrun')),
                    ],
                    options={
                        'verbose_name': 'calculated fee',
                        'verbose_name_plural': 'calculated fees',
                        'ordering': ['run', 'organisation__sort_en', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('run', 'organisation'), name='runquote_once_a_member'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', models.F('fee'))), name='runquote_at_most_the_fee')],
                    },
                ),
                migrations.CreateModel(
                    name='Concession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('decision_kind', models.CharField(blank=True, default='', max_length=80)),
                        ('decision_id', models.CharField(blank=True, default='', max_length=64)),
                        ('decision_label', models.CharField(blank=True, default='', max_length=300, verbose_name='decision')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='dues of')),
                        ('kind', models.CharField(choices=[('waiver', 'Waiver: nothing is due'), ('discount', 'Discount in per cent'), ('instalments', 'Instalments')], max_length=12, verbose_name='concession')),
                        ('percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='per cent')),
                        ('parts', models.PositiveSmallIntegerField(default=1, verbose_name='number of instalments')),
                        ('reason', models.CharField(max_length=500, verbose_name='reason')),
                        ('granted_at', models.DateTimeField(verbose_name='recorded')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                        ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concessions', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'concession',
                        'verbose_name_plural': 'concessions',
                        'ordering': ['-year', 'organisation'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('organisation', 'year', 'kind'), name='concession_one_of_a_kind_a_year'), models.CheckConstraint(condition=models.Q(('decision_label', ''), _negated=True), name='concession_by_a_decision'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'discount'), ('percent__gt', 0), ('percent__lt', 100)), models.Q(models.Q(('kind', 'discount'), _negated=True), ('percent', 0)), _connector='OR'), name='concession_percent_of_a_discount'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'instalments'), ('parts__gte', 2), ('parts__lte', 12)), models.Q(models.Q(('kind', 'instalments'), _negated=True), ('parts', 1)), _connector='OR'), name='concession_parts_of_instalments')],
                    },
                ),
            ],
        ),
    ]
