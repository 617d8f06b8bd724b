"""Facts at full strength: kinds of value, reasons instead of values, breakdowns, origin, verification, topics, checks."""

import django.db.models.deletion
import wego.core.decimal_fields
import wego.core.text_fields
from django.conf import settings
from django.db import migrations, models

from wego.core.definitions.fixed_content import FixedContent
from wego.core.insert_only import Changeable, InsertOnly


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_languages_of_the_platform'),
        ('records', '0005_words_of_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Changeable('records_observation'),
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
            ],
            options={
                'verbose_name': 'comment on a check',
                'verbose_name_plural': 'comments on checks',
                'ordering': ['indicator', 'period', 'pk'],
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
            ],
            options={
                'verbose_name': 'rules for checking facts',
                'verbose_name_plural': 'rules for checking facts',
                'ordering': ['code', '-published_at'],
                'abstract': False,
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
            ],
            options={
                'verbose_name': 'crosswalk',
                'verbose_name_plural': 'crosswalks',
                'ordering': ['code', '-published_at'],
                'abstract': False,
            },
        ),
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
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', wego.core.text_fields.TranslatedText(max_length=80, verbose_name='name')),
                ('synonyms', models.JSONField(default=dict, verbose_name='other words')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['order', 'code'],
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
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
                'ordering': ['observation', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='issuer',
            field=models.CharField(blank=True, max_length=200, verbose_name='issued by'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='keep_until',
            field=models.DateField(blank=True, null=True, verbose_name='kept until'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='kind',
            field=models.CharField(blank=True, choices=[('statistics', 'statistics'), ('report', 'report'), ('plan', 'plan or strategy'), ('law', 'law or ordinance'), ('budget', 'budget or accounts'), ('certificate', 'certificate or registration'), ('letter', 'letter'), ('other', 'another document')], max_length=20, verbose_name='kind of document'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='language',
            field=models.CharField(blank=True, max_length=35, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='readers',
            field=models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('verifiers', 'the organisation itself and those who verify')], default='verifiers', max_length=10, verbose_name='who reads it'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='redacts',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='redacted_copy', to='records.evidence'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='highest',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='highest plausible value'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='kind',
            field=models.CharField(choices=[('number', 'number'), ('count', 'count'), ('share', 'share of a whole'), ('money', 'amount of money'), ('option', 'one of several options'), ('yes_no', 'yes or no'), ('text', 'text'), ('date', 'date')], default='number', max_length=10, verbose_name='kind of value'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='lowest',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='lowest plausible value'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='nature',
            field=models.CharField(blank=True, choices=[('stock', 'as of a day (stock)'), ('flow', 'over a period (flow)'), ('share', 'a share or rate')], max_length=10, verbose_name='stock, flow or share'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='options',
            field=models.JSONField(default=dict, verbose_name='options'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='per',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, default=100, max_digits=32, verbose_name='per'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='purpose',
            field=models.CharField(blank=True, max_length=40, verbose_name='given for'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='scale',
            field=models.CharField(blank=True, max_length=40, verbose_name='scale'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='starts_series',
            field=models.BooleanField(default=True, verbose_name='a changed scale starts a new series'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='visibility',
            field=models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('purpose', 'restricted to its purpose')], default='public', max_length=10, verbose_name='who reads its facts'),
        ),
        migrations.AddField(
            model_name='observation',
            name='boundary',
            field=models.CharField(blank=True, choices=[('city_proper', 'city proper'), ('urban_area', 'urban area'), ('metropolitan_area', 'metropolitan area'), ('country', 'country')], max_length=20, verbose_name='area'),
        ),
        migrations.AddField(
            model_name='observation',
            name='breakdown',
            field=models.CharField(blank=True, max_length=200, verbose_name='breakdown'),
        ),
        migrations.AddField(
            model_name='observation',
            name='correction',
            field=models.CharField(blank=True, max_length=500, verbose_name='why it was corrected'),
        ),
        migrations.AddField(
            model_name='observation',
            name='currency',
            field=models.CharField(blank=True, max_length=3, verbose_name='currency'),
        ),
        migrations.AddField(
            model_name='observation',
            name='data_quality',
            field=models.CharField(blank=True, choices=[('measured', 'accurate measurement'), ('survey', 'survey of inhabitants'), ('higher_level', 'data of a higher level'), ('assumption', 'assumptions'), ('personal_estimate', 'personal estimate'), ('unknown', 'unknown')], max_length=20, verbose_name='data quality'),
        ),
        migrations.AddField(
            model_name='observation',
            name='denominator',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='denominator'),
        ),
        migrations.AddField(
            model_name='observation',
            name='numerator',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='numerator'),
        ),
        migrations.AddField(
            model_name='observation',
            name='origin',
            field=models.CharField(choices=[('import', 'data import'), ('member', 'the member itself'), ('outside', 'another body'), ('secretariat', 'the secretariat'), ('framework', 'another framework')], default='import', max_length=12, verbose_name='origin'),
        ),
        migrations.AddField(
            model_name='observation',
            name='origin_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='name of the origin'),
        ),
        migrations.AddField(
            model_name='observation',
            name='purpose',
            field=models.CharField(blank=True, max_length=40, verbose_name='given for'),
        ),
        migrations.AddField(
            model_name='observation',
            name='reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='observation',
            name='recorded_by_key',
            field=models.UUIDField(null=True, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='observation',
            name='scale',
            field=models.CharField(blank=True, max_length=40, verbose_name='scale'),
        ),
        migrations.AddField(
            model_name='observation',
            name='status',
            field=models.CharField(blank=True, choices=[('not_applicable', 'not applicable'), ('not_collected', 'not collected'), ('not_yet_published', 'not yet published'), ('confidential', 'confidential'), ('no_baseline', 'no baseline')], max_length=20, verbose_name='instead of a value'),
        ),
        migrations.AddField(
            model_name='observation',
            name='text',
            field=models.TextField(blank=True, verbose_name='text'),
        ),
        migrations.AddField(
            model_name='observation',
            name='visibility',
            field=models.CharField(choices=[('public', 'everyone'), ('members', 'members of the network'), ('purpose', 'restricted to its purpose')], default='public', max_length=10, verbose_name='who reads it'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='value',
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, null=True, verbose_name='value'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', ''), models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR')), models.Q(models.Q(('status', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('text', ''), ('value__isnull', True)), _connector='OR'), name='observation_has_a_value_or_says_why_not'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__gt', 0), ('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='observation_share_has_both_parts'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('visibility', 'purpose'), models.Q(('purpose', ''), _negated=True)), models.Q(models.Q(('visibility', 'purpose'), _negated=True), ('purpose', '')), _connector='OR'), name='observation_purpose_is_said'),
        ),
        migrations.AddField(
            model_name='checkcomment',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_comments', to='records.indicator'),
        ),
        migrations.AddField(
            model_name='checkcomment',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organisation'),
        ),
        migrations.AddField(
            model_name='checkcomment',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.place'),
        ),
        migrations.AddField(
            model_name='checkrules',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='checkrules',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='records.checkrules'),
        ),
        migrations.AddField(
            model_name='crosswalk',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='crosswalk',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='records.crosswalk'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='dimensions',
            field=models.ManyToManyField(related_name='indicators', to='records.dimension'),
        ),
        migrations.AddField(
            model_name='topic',
            name='broader',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='records.topic'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='topics',
            field=models.ManyToManyField(related_name='indicators', to='records.topic'),
        ),
        migrations.AddField(
            model_name='verification',
            name='observation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='records.observation'),
        ),
        migrations.AddConstraint(
            model_name='checkcomment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('place__isnull', True)), models.Q(('country', ''), ('organisation__isnull', True), ('place__isnull', False)), models.Q(('organisation__isnull', True), ('place__isnull', True), models.Q(('country', ''), _negated=True)), _connector='OR'), name='checkcomment_of_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='checkrules',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='checkrules_version_once'),
        ),
        migrations.AddConstraint(
            model_name='checkrules',
            constraint=models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='checkrules_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='checkrules',
            constraint=models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='checkrules_superseded_is_not_in_force'),
        ),
        migrations.AddConstraint(
            model_name='crosswalk',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='crosswalk_version_once'),
        ),
        migrations.AddConstraint(
            model_name='crosswalk',
            constraint=models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('code',), name='crosswalk_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='crosswalk',
            constraint=models.CheckConstraint(condition=models.Q(('is_in_force', False), ('superseded_by', None), _connector='OR'), name='crosswalk_superseded_is_not_in_force'),
        ),
        # What members reported of themselves before origins were kept.
        migrations.RunSQL(
            "UPDATE records_observation SET origin = 'member' "
            "WHERE source_id IN (SELECT id FROM records_source WHERE code = 'reported')",
            migrations.RunSQL.noop,
        ),
        InsertOnly('records_observation', 'records_verification', 'records_checkcomment'),
        FixedContent('records_checkrules'),
        FixedContent('records_crosswalk'),
    ]
