"""Every table of records as its models tell it."""

import django.db.models.deletion
import wego.core.decimal_fields
import wego.core.create_models
import wego.core.text_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('members', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Dimension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=80, verbose_name='name')),
                        ('categories', models.JSONField(default=dict, verbose_name='categories')),
                    ],
                    options={
                        'verbose_name': 'dimension',
                        'verbose_name_plural': 'dimensions',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('title', models.CharField(max_length=300, verbose_name='title')),
                        ('publisher', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='publisher')),
                        ('edition', models.CharField(blank=True, max_length=80, verbose_name='edition')),
                        ('url', models.URLField(blank=True, verbose_name='address')),
                        ('terms', wego.core.text_fields.TranslatedText(blank=True, verbose_name='terms')),
                    ],
                    options={
                        'verbose_name': 'source',
                        'verbose_name_plural': 'sources',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('file', models.FileField(max_length=300, upload_to='evidence/%Y/', verbose_name='file')),
                        ('media_type', models.CharField(max_length=100, verbose_name='type')),
                        ('size', models.PositiveIntegerField(verbose_name='size')),
                        ('sha256', models.CharField(max_length=64)),
                        ('kind', models.CharField(blank=True, choices=[('statistics', 'statistics'), ('report', 'report'), ('plan', 'plan or strategy'), ('law', 'law or ordinance'), ('budget', 'budget or accounts'), ('certificate', 'certificate or registration'), ('letter', 'letter'), ('other', 'another document')], max_length=20, verbose_name='kind of document')),
                        ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                        ('language', models.CharField(blank=True, max_length=35, verbose_name='language')),
                        ('readers', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('verifiers', 'the organisation itself and those who verify')], default='verifiers', max_length=10, verbose_name='who reads it')),
                        ('page', models.CharField(blank=True, max_length=40, verbose_name='page')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('keep_until', models.DateField(blank=True, null=True, verbose_name='kept until')),
                        ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='members.organisation')),
                        ('redacts', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='redacted_copy', to='records.evidence')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'evidence',
                        'verbose_name_plural': 'evidence',
                        'ordering': ['-uploaded_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=80, verbose_name='name')),
                        ('synonyms', models.JSONField(default=dict, verbose_name='other words')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('broader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='records.topic')),
                    ],
                    options={
                        'verbose_name': 'topic',
                        'verbose_name_plural': 'topics',
                        'ordering': ['order', 'code'],
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, unique=True, verbose_name='code')),
                        ('unit', wego.core.text_fields.TranslatedText(max_length=80, verbose_name='unit')),
                        ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals')),
                        ('direction', models.SmallIntegerField(default=1, verbose_name='direction')),
                        ('level', models.CharField(choices=[('city', 'of the city'), ('country', 'of the country')], max_length=10, verbose_name='level')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='name')),
                        ('definition', wego.core.text_fields.TranslatedText(blank=True, verbose_name='definition')),
                        ('background', models.CharField(blank=True, choices=[('figure', 'a figure'), ('year', 'a calendar year'), ('listed', 'that it is listed')], max_length=10, verbose_name='for profiles only')),
                        ('kind', models.CharField(choices=[('number', 'number'), ('count', 'count'), ('share', 'share of a whole'), ('money', 'amount of money'), ('option', 'one of several options'), ('yes_no', 'yes or no'), ('text', 'text'), ('date', 'date')], default='number', max_length=10, verbose_name='kind of value')),
                        ('nature', models.CharField(blank=True, choices=[('stock', 'as of a day (stock)'), ('flow', 'over a period (flow)'), ('share', 'a share or rate')], max_length=10, verbose_name='stock, flow or share')),
                        ('per', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, default=100, max_digits=32, verbose_name='per')),
                        ('lowest', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='lowest plausible value')),
                        ('highest', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='highest plausible value')),
                        ('options', models.JSONField(default=dict, verbose_name='options')),
                        ('scale', models.CharField(blank=True, max_length=40, verbose_name='scale')),
                        ('starts_series', models.BooleanField(default=True, verbose_name='a changed scale starts a new series')),
                        ('visibility', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('purpose', 'restricted to its purpose')], default='public', max_length=10, verbose_name='who reads its facts')),
                        ('purpose', models.CharField(blank=True, max_length=40, verbose_name='given for')),
                        ('dimensions', models.ManyToManyField(related_name='indicators', to='records.dimension')),
                        ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='records.source')),
                        ('topics', models.ManyToManyField(related_name='indicators', to='records.topic')),
                    ],
                    options={
                        'verbose_name': 'indicator',
                        'verbose_name_plural': 'indicators',
                        'ordering': ['code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('direction__in', [-1, 0, 1])), name='indicator_direction_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Gap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                        ('periods', models.CharField(max_length=40, verbose_name='periods')),
                        ('reason', wego.core.text_fields.TranslatedText(max_length=300, verbose_name='reason')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organisation')),
                        ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.place')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='records.indicator')),
                    ],
                    options={
                        'verbose_name': 'gap',
                        'verbose_name_plural': 'gaps',
                        'ordering': ['indicator', 'country', 'periods'],
                    },
                ),
                migrations.CreateModel(
                    name='Observation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                        ('period', models.CharField(max_length=20, verbose_name='period')),
                        ('value', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='value')),
                        ('numerator', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='numerator')),
                        ('denominator', wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='denominator')),
                        ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('status', models.CharField(blank=True, choices=[('not_applicable', 'not applicable'), ('not_collected', 'not collected'), ('not_yet_published', 'not yet published'), ('confidential', 'confidential'), ('no_baseline', 'no baseline')], max_length=20, verbose_name='instead of a value')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('breakdown', models.CharField(blank=True, max_length=200, verbose_name='breakdown')),
                        ('boundary', models.CharField(blank=True, choices=[('city_proper', 'city proper'), ('urban_area', 'urban area'), ('metropolitan_area', 'metropolitan area'), ('country', 'country')], max_length=20, verbose_name='area')),
                        ('scale', models.CharField(blank=True, max_length=40, verbose_name='scale')),
                        ('quality', models.CharField(choices=[('actual', 'as published'), ('estimate', "the source's estimate"), ('reported', 'as reported'), ('derived', 'computed from other values')], max_length=10, verbose_name='quality')),
                        ('data_quality', models.CharField(blank=True, choices=[('measured', 'accurate measurement'), ('survey', 'survey of inhabitants'), ('higher_level', 'data of a higher level'), ('assumption', 'assumptions'), ('personal_estimate', 'personal estimate'), ('unknown', 'unknown')], max_length=20, verbose_name='data quality')),
                        ('origin', models.CharField(choices=[('import', 'data import'), ('member', 'the member itself'), ('outside', 'another body'), ('secretariat', 'the secretariat'), ('framework', 'another framework')], default='import', max_length=12, verbose_name='origin')),
                        ('origin_name', models.CharField(blank=True, max_length=200, verbose_name='name of the origin')),
                        ('visibility', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('purpose', 'restricted to its purpose')], default='public', max_length=10, verbose_name='who reads it')),
                        ('purpose', models.CharField(blank=True, max_length=40, verbose_name='given for')),
                        ('page', models.CharField(blank=True, max_length=100, verbose_name='page or table')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                        ('correction', models.CharField(blank=True, max_length=500, verbose_name='why it was corrected')),
                        ('cause_kind', models.CharField(blank=True, max_length=80)),
                        ('cause_id', models.CharField(blank=True, max_length=64)),
                        ('recorded_by_key', models.UUIDField(null=True, verbose_name='recorded by')),
                        ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                        ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='records.evidence')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='records.indicator')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organisation')),
                        ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.place')),
                        ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='records.observation')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='records.source')),
                    ],
                    options={
                        'verbose_name': 'observation',
                        'verbose_name_plural': 'observations',
                        'ordering': ['indicator', 'period'],
                        'indexes': [models.Index(fields=['country', 'indicator', 'period'], name='records_obs_country_8ecf8b_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('place__isnull', True)), models.Q(('country', ''), ('organisation__isnull', True), ('place__isnull', False)), models.Q(('organisation__isnull', True), ('place__isnull', True), models.Q(('country', ''), _negated=True)), _connector='OR'), name='observation_of_one_subject'), models.CheckConstraint(condition=models.Q(models.Q(('status', ''), models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR')), models.Q(models.Q(('status', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('text', ''), ('value__isnull', True)), _connector='OR'), name='observation_has_a_value_or_says_why_not'), models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__gt', 0), ('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='observation_share_has_both_parts'), models.CheckConstraint(condition=models.Q(models.Q(('visibility', 'purpose'), models.Q(('purpose', ''), _negated=True)), models.Q(models.Q(('visibility', 'purpose'), _negated=True), ('purpose', '')), _connector='OR'), name='observation_purpose_is_said')],
                    },
                ),
                migrations.CreateModel(
                    name='Verification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('checked', 'checked'), ('verified', 'verified'), ('attested', 'attested')], max_length=10, verbose_name='verification')),
                        ('body', models.CharField(max_length=200, verbose_name='checked by')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                        ('verified_by_key', models.UUIDField(null=True)),
                        ('verified_at', models.DateTimeField(verbose_name='verified at')),
                        ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='records.observation')),
                    ],
                    options={
                        'verbose_name': 'verification',
                        'verbose_name_plural': 'verifications',
                        'ordering': ['observation', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CheckRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='records.checkrules')),
                    ],
                    options={
                        'verbose_name': 'rules for checking facts',
                        'verbose_name_plural': 'rules for checking facts',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='checkrules_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='checkrules_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='checkrules_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='Crosswalk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('version', models.CharField(default='1', max_length=40, verbose_name='version')),
                        ('sha256', models.CharField(max_length=64)),
                        ('definition', models.JSONField(verbose_name='definition')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='records.crosswalk')),
                    ],
                    options={
                        'verbose_name': 'crosswalk',
                        'verbose_name_plural': 'crosswalks',
                        'ordering': ['code', '-published_at'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='crosswalk_version_once'), models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='crosswalk_one_in_force'), models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='crosswalk_superseded_is_not_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                        ('period', models.CharField(max_length=20, verbose_name='period')),
                        ('check_code', models.CharField(max_length=60, verbose_name='check')),
                        ('said_of', models.CharField(max_length=200, verbose_name='value')),
                        ('comment', models.CharField(max_length=1000, verbose_name='comment')),
                        ('commented_by_key', models.UUIDField(null=True)),
                        ('commented_at', models.DateTimeField(verbose_name='commented')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organisation')),
                        ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.place')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_comments', to='records.indicator')),
                    ],
                    options={
                        'verbose_name': 'comment on a check',
                        'verbose_name_plural': 'comments on checks',
                        'ordering': ['indicator', 'period', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('place__isnull', True)), models.Q(('country', ''), ('organisation__isnull', True), ('place__isnull', False)), models.Q(('organisation__isnull', True), ('place__isnull', True), models.Q(('country', ''), _negated=True)), _connector='OR'), name='checkcomment_of_one_subject')],
                    },
                ),
            ],
        ),
    ]
