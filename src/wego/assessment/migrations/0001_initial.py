"""Every table of assessment as its models tell it."""

import django.db.models.deletion
import wego.core.create_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('members', '0001_initial'),
        ('questionnaires', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Framework',
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
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='questionnaires.questionnaire')),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='assessment.framework')),
                    ],
                    options={
                        'verbose_name': 'framework',
                        'verbose_name_plural': 'frameworks',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version', 'questionnaire'), name='framework_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='framework_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='framework_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='Diagnosis',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(db_index=True, verbose_name='year')),
                        ('score', models.FloatField(null=True, verbose_name='score')),
                        ('stage', models.CharField(blank=True, max_length=60, verbose_name='stage')),
                        ('stage_number', models.PositiveSmallIntegerField(null=True, verbose_name='number of the stage')),
                        ('dimension_scores', models.JSONField(default=dict)),
                        ('aspect_scores', models.JSONField(default=dict)),
                        ('result', models.JSONField(verbose_name='result')),
                        ('revision', models.PositiveIntegerField(verbose_name='revision of the answers')),
                        ('submitted_at', models.DateTimeField(verbose_name='submitted')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('is_published', models.BooleanField(default=False, verbose_name='shown on the public profile')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='sample data')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='members.organisation')),
                        ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='diagnosis', to='questionnaires.response')),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='assessment.framework')),
                    ],
                    options={
                        'verbose_name': 'diagnosis',
                        'verbose_name_plural': 'diagnoses',
                        'ordering': ['-year', 'organisation'],
                        'indexes': [models.Index(fields=['framework', 'year', 'is_in_force'], name='assessment__framewo_450e5d_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 100)), _connector='OR'), name='diagnosis_score_of_hundred'), models.CheckConstraint(condition=models.Q(models.Q(('stage', ''), ('stage_number__isnull', True)), models.Q(models.Q(('stage', ''), _negated=True), ('stage_number__isnull', False)), _connector='OR'), name='diagnosis_stage_has_its_number')],
                    },
                ),
            ],
        ),
    ]
