"""Every table of admissions as its models tell it."""

import django.db.models.deletion
import wego.core.languages
import wego.core.create_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_initial'),
        ('members', '0001_initial'),
        ('questionnaires', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('local_government', 'Local government'), ('corporation', 'Corporation'), ('institution', 'Institution')], max_length=20, verbose_name='kind')),
                        ('subkind', models.CharField(blank=True, choices=[('province_level', 'Province, state or prefecture'), ('city_level', 'City or municipality'), ('district_level', 'District, county or locality'), ('other_unit', 'Other local administrative unit'), ('mnc', 'Multinational corporation'), ('sme', 'Small or medium-sized enterprise'), ('startup', 'Startup'), ('association', 'Association'), ('public_agency', 'Public agency'), ('academic', 'Academic institution'), ('research_institute', 'Research institute'), ('non_profit', 'Non-profit organisation')], max_length=20, verbose_name='sub-kind')),
                        ('seeks', models.CharField(choices=[('full', 'Full member'), ('friendship', 'Friendship member')], default='full', max_length=12, verbose_name='standing applied for')),
                        ('language', models.CharField(choices=wego.core.languages.choices, default='en', max_length=10, verbose_name='language')),
                        ('status', models.CharField(choices=[('draft', 'In preparation'), ('submitted', 'With the secretariat'), ('returned', 'Returned with reasons'), ('accepted', 'Accepted; awaiting a decision by the body'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('approved', 'Approved by the body'), ('not_approved', 'Not approved by the body')], default='draft', max_length=12, verbose_name='status')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('started_at', models.DateTimeField(verbose_name='started')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                        ('accepted_on', models.DateField(blank=True, null=True, verbose_name='accepted on')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL, verbose_name='applicant')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='members.organisation')),
                        ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='questionnaires.response')),
                    ],
                    options={
                        'verbose_name': 'application',
                        'verbose_name_plural': 'applications',
                        'ordering': ['-started_at'],
                        'indexes': [models.Index(fields=['status', 'submitted_at'], name='admissions__status_a46f83_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'accepted'])), fields=('organisation',), name='application_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'approved', 'not_approved']), _negated=True), ('accepted_on__isnull', False), _connector='OR'), name='application_accepted_has_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['returned', 'declined']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='application_returned_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Departure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('withdrawal', 'Withdrawal'), ('lapse', 'Lapse for unpaid dues')], max_length=12, verbose_name='kind')),
                        ('reason', models.TextField(verbose_name='reason')),
                        ('status', models.CharField(choices=[('noticed', 'To be decided by the body'), ('decided', 'Membership ended'), ('refused', 'Membership continues'), ('retracted', 'Withdrawn')], default='noticed', max_length=12, verbose_name='status')),
                        ('given_at', models.DateTimeField(verbose_name='given')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'end of a membership',
                        'verbose_name_plural': 'ends of memberships',
                        'ordering': ['-given_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'noticed')), fields=('organisation',), name='departure_one_open'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='departure_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='JoinRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                        ('language', models.CharField(choices=wego.core.languages.choices, default='en', max_length=10, verbose_name='language')),
                        ('kind', models.CharField(choices=[('local_government', 'Local government'), ('corporation', 'Corporation'), ('institution', 'Institution')], max_length=20, verbose_name='kind')),
                        ('name', models.CharField(max_length=200, verbose_name='name in English')),
                        ('country', models.CharField(max_length=2, verbose_name='country')),
                        ('requested_at', models.DateTimeField(verbose_name='requested')),
                        ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.personallink')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.region')),
                    ],
                    options={
                        'verbose_name': 'request to apply',
                        'verbose_name_plural': 'requests to apply',
                        'ordering': ['-requested_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', models.CharField(max_length=12, verbose_name='status')),
                        ('on', models.DateField(verbose_name='day')),
                        ('at', models.DateTimeField(verbose_name='recorded')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('decision_id', models.CharField(blank=True, max_length=64)),
                        ('decision_label', models.CharField(blank=True, max_length=300, verbose_name='decision')),
                        ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='admissions.application')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('departure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='admissions.departure')),
                    ],
                    options={
                        'verbose_name': 'step',
                        'verbose_name_plural': 'steps',
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('departure', None)), models.Q(('application', None), ('departure__isnull', False)), _connector='OR'), name='step_of_one_thing')],
                    },
                ),
            ],
        ),
    ]
