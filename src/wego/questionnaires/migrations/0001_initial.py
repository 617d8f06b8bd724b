"""Every table of questionnaires as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_initial'),
        ('members', '0001_initial'),
        ('records', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Questionnaire',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('titles', models.JSONField(default=dict, verbose_name='title')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='questionnaires.questionnaire')),
                    ],
                    options={
                        'verbose_name': 'questionnaire',
                        'verbose_name_plural': 'questionnaires',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='questionnaire_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='questionnaire_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='questionnaire_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='Response',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], default='draft', max_length=12, verbose_name='status')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='revision')),
                        ('started_at', models.DateTimeField(verbose_name='started')),
                        ('changed_at', models.DateTimeField(verbose_name='last saved')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='members.organisation')),
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='questionnaires.questionnaire')),
                        ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'response',
                        'verbose_name_plural': 'responses',
                        'ordering': ['-year', 'organisation'],
                        'indexes': [models.Index(fields=['questionnaire', 'year', 'status'], name='questionnai_questio_2f06d3_idx')],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'questionnaire', 'year'), name='response_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'draft'), ('submitted_at__isnull', True)), models.Q(('status', 'submitted'), ('submitted_at__isnull', False)), _connector='OR'), name='response_submitted_has_its_time')],
                    },
                ),
                migrations.CreateModel(
                    name='OutsideRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('questions', models.JSONField(default=list, verbose_name='questions')),
                        ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                        ('body', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('language', models.CharField(max_length=12, verbose_name='language')),
                        ('message', models.TextField(blank=True, max_length=2000, verbose_name='message')),
                        ('due_on', models.DateField(verbose_name='answer by')),
                        ('status', models.CharField(choices=[('open', 'waiting for an answer'), ('answered', 'answered, to be checked'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn')], default='open', max_length=12, verbose_name='status')),
                        ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason of the return')),
                        ('asked_at', models.DateTimeField(verbose_name='asked')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.personallink')),
                        ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outside_requests', to='questionnaires.response')),
                    ],
                    options={
                        'verbose_name': 'request to someone outside',
                        'verbose_name_plural': 'requests to people outside',
                        'ordering': ['response', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('answered', 'accepted')), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='outside_request_answered_has_its_moment')],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('section', models.CharField(blank=True, max_length=80, verbose_name='section')),
                        ('question', models.CharField(blank=True, max_length=80, verbose_name='question')),
                        ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.datedtask')),
                        ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='questionnaires.response')),
                    ],
                    options={
                        'verbose_name': 'assigned part of a response',
                        'verbose_name_plural': 'assigned parts of responses',
                        'ordering': ['response', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('section', ''), _negated=True), ('question', ''), _connector='OR'), name='answer_task_question_in_section')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(max_length=80, verbose_name='question')),
                        ('value', models.JSONField(null=True, verbose_name='answer')),
                        ('state', models.CharField(choices=[('given', 'given'), ('confirmed', 'confirmed'), ('changed', 'changed'), ('withdrawn', 'withdrawn'), ('open', 'unanswered')], max_length=12, verbose_name='state')),
                        ('remark', models.TextField(blank=True, max_length=2000, verbose_name='remark')),
                        ('revision', models.PositiveIntegerField(verbose_name='revision')),
                        ('answered_at', models.DateTimeField(verbose_name='answered')),
                        ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='replaced')),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='records.evidence')),
                        ('outside', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_answers', to='questionnaires.outsiderequest', verbose_name='answered outside')),
                        ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='questionnaires.response')),
                    ],
                    options={
                        'verbose_name': 'answer',
                        'verbose_name_plural': 'answers',
                        'ordering': ['response', 'question', 'revision'],
                        'constraints': [models.UniqueConstraint(fields=('response', 'question', 'revision'), name='answer_once_in_a_revision'), models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('response', 'question'), name='answer_one_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerMandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('granted_at', models.DateTimeField(verbose_name='granted')),
                        ('ends_on', models.DateField(verbose_name='last day')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                        ('coordinator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation', verbose_name='coordinator')),
                        ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answer_mandates', to='members.organisation')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'mandate to prepare answers',
                        'verbose_name_plural': 'mandates to prepare answers',
                        'ordering': ['organisation', '-granted_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('coordinator', None), models.Q(('coordinator', models.F('organisation')), _negated=True), _connector='OR'), name='answer_mandate_to_another'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('organisation', 'coordinator'), name='answer_mandate_once'), models.UniqueConstraint(condition=models.Q(('coordinator', None), ('revoked_at', None)), fields=('organisation',), name='answer_mandate_once_to_the_region')],
                    },
                ),
                migrations.CreateModel(
                    name='OutsideAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(max_length=80, verbose_name='question')),
                        ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                        ('value', models.JSONField(null=True, verbose_name='answer')),
                        ('remark', models.TextField(blank=True, max_length=2000, verbose_name='remark')),
                        ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.evidence')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='questionnaires.outsiderequest')),
                    ],
                    options={
                        'verbose_name': 'answer from outside',
                        'verbose_name_plural': 'answers from outside',
                        'ordering': ['request', 'round', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('request', 'round', 'question'), name='outside_answer_once_a_round')],
                    },
                ),
            ],
        ),
    ]
