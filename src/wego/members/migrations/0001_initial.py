"""Every table of members as its models tell it."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import wego.core.languages
import wego.core.create_models
import wego.core.text_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_initial'),
    ]

    operations = [
        wego.core.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=10, unique=True, verbose_name='edition')),
                        ('as_of', models.DateField(verbose_name='as of')),
                        ('as_of_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='day', max_length=5)),
                        ('scheme', models.CharField(max_length=10, verbose_name='region scheme')),
                        ('documents', models.JSONField(default=list, verbose_name='documents')),
                        ('document_titles', models.JSONField(default=dict, verbose_name='titles of the documents')),
                        ('stated', models.JSONField(default=list, verbose_name='stated counts')),
                    ],
                    options={
                        'verbose_name': 'edition',
                        'verbose_name_plural': 'editions',
                        'ordering': ['as_of'],
                    },
                ),
                migrations.CreateModel(
                    name='Inconsistency',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=10, unique=True, verbose_name='number')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('where', models.CharField(max_length=200, verbose_name='where')),
                        ('what', wego.core.text_fields.TranslatedText(verbose_name='problem')),
                        ('decision', wego.core.text_fields.TranslatedText(verbose_name='what was decided')),
                        ('evidence', models.TextField(blank=True, verbose_name='found in the rows')),
                        ('is_found', models.BooleanField(default=True, verbose_name='found at the last load')),
                    ],
                    options={
                        'verbose_name': 'inconsistency',
                        'verbose_name_plural': 'inconsistencies',
                        'ordering': ['order'],
                    },
                ),
                migrations.CreateModel(
                    name='ContactPoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('channel', models.CharField(choices=[('email', 'E-mail'), ('site', 'Website'), ('phone', 'Telephone'), ('fax', 'Fax'), ('address', 'Postal address'), ('social', 'Social media')], max_length=10, verbose_name='channel')),
                        ('value', wego.core.text_fields.TranslatedText(max_length=300, verbose_name='contact')),
                        ('is_in_force', models.BooleanField(default=True, verbose_name='in force')),
                        ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                        ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                    ],
                    options={
                        'verbose_name': 'contact point',
                        'verbose_name_plural': 'contact points',
                        'ordering': ['channel', '-is_in_force', '-since', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('channel',), name='contactpoint_one_in_force')],
                    },
                ),
                migrations.CreateModel(
                    name='Place',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                        ('country', models.CharField(db_index=True, max_length=2, verbose_name='country')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='name')),
                        ('latitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                        ('longitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                        ('match', models.CharField(choices=[('certain', 'matched with certainty'), ('approximate', 'approximate position')], max_length=12, verbose_name='match')),
                        ('population', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='population')),
                        ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the population')),
                        ('geonames_id', models.PositiveIntegerField(blank=True, null=True, verbose_name='GeoNames')),
                        ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                        ('note', wego.core.text_fields.TranslatedText(blank=True, max_length=500, verbose_name='note')),
                        ('loaded', models.JSONField(default=dict, editable=False)),
                    ],
                    options={
                        'verbose_name': 'place',
                        'verbose_name_plural': 'places',
                        'ordering': ['name__en'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), name='place_coordinates_on_earth')],
                    },
                ),
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scheme', models.CharField(max_length=10, verbose_name='scheme')),
                        ('code', models.SlugField(max_length=30, verbose_name='code')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('name', wego.core.text_fields.TranslatedText(max_length=60, verbose_name='name')),
                        ('countries', models.JSONField(default=list, verbose_name='countries')),
                    ],
                    options={
                        'verbose_name': 'region',
                        'verbose_name_plural': 'regions',
                        'ordering': ['scheme', 'order', 'code'],
                        'constraints': [models.UniqueConstraint(fields=('scheme', 'code'), name='region_unique_in_scheme')],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                        ('kind', models.CharField(choices=[('local_government', 'Local government'), ('corporation', 'Corporation'), ('institution', 'Institution')], max_length=20, verbose_name='kind')),
                        ('subkind', models.CharField(blank=True, choices=[('province_level', 'Province, state or prefecture'), ('city_level', 'City or municipality'), ('district_level', 'District, county or locality'), ('other_unit', 'Other local administrative unit'), ('mnc', 'Multinational corporation'), ('sme', 'Small or medium-sized enterprise'), ('startup', 'Startup'), ('association', 'Association'), ('public_agency', 'Public agency'), ('academic', 'Academic institution'), ('research_institute', 'Research institute'), ('non_profit', 'Non-profit organisation')], max_length=20, verbose_name='sub-kind')),
                        ('country', models.CharField(max_length=2, verbose_name='country')),
                        ('statistics_country', models.CharField(blank=True, max_length=2, verbose_name='country in statistics')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='name')),
                        ('name_native', models.CharField(blank=True, max_length=200, verbose_name='name in its own language')),
                        ('native_language', models.CharField(blank=True, max_length=12, verbose_name='own language')),
                        ('aliases', models.JSONField(blank=True, default=list, verbose_name='other spellings')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('summary', wego.core.text_fields.TranslatedText(blank=True, max_length=2000, verbose_name='summary')),
                        ('note', wego.core.text_fields.TranslatedText(blank=True, max_length=500, verbose_name='note')),
                        ('standing', models.CharField(blank=True, default='', max_length=12, verbose_name='standing')),
                        ('search_text', models.TextField(default='', editable=False)),
                        ('loaded', models.JSONField(default=dict, editable=False)),
                        ('sort_en', models.GeneratedField(db_persist=True, expression=models.F('name__en'), output_field=models.CharField(max_length=200))),
                        ('sort_ko', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('name__ko'), models.F('name__en')), output_field=models.CharField(max_length=200))),
                        ('sort_population', models.BigIntegerField(default=-1, editable=False)),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='members.place', verbose_name='place')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='members.region', verbose_name='region')),
                    ],
                    options={
                        'verbose_name': 'organisation',
                        'verbose_name_plural': 'organisations',
                        'ordering': ['sort_en', 'pk'],
                        'indexes': [models.Index(fields=['sort_en', 'id', 'standing'], name='organisation_by_name'), models.Index(fields=['sort_ko', 'id', 'standing'], name='organisation_by_korean_name'), models.Index(fields=['kind', 'region', 'country', 'standing'], name='organisation_facets'), models.Index(fields=['country', 'standing'], name='organisation_countries'), models.Index(fields=['kind', 'sort_en', 'id'], name='organisation_of_kind'), models.Index(fields=['-sort_population', 'sort_en', 'id', 'standing'], name='organisation_by_population'), models.Index(fields=['-sort_population', 'sort_ko', 'id', 'standing'], name='organisation_by_population_ko')],
                        'constraints': [models.UniqueConstraint(fields=('country', 'kind', 'sort_en'), name='organisation_unique_in_country')],
                    },
                ),
                migrations.CreateModel(
                    name='EditionEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('standing', models.CharField(choices=[('full', 'Full member'), ('associate', 'Associate member'), ('friendship', 'Friendship member'), ('unstated', 'Member, standing not stated'), ('former', 'Former member')], max_length=12, verbose_name='standing')),
                        ('printed', models.JSONField(default=dict, verbose_name='as printed')),
                        ('note', wego.core.text_fields.TranslatedText(blank=True, max_length=500, verbose_name='note')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.edition')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.organisation')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.region')),
                    ],
                    options={
                        'verbose_name': 'row of an edition',
                        'verbose_name_plural': 'rows of editions',
                        'ordering': ['edition', 'organisation'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'organisation'), name='entry_once_in_edition')],
                    },
                ),
                migrations.CreateModel(
                    name='Relation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('merged_into', 'merged into'), ('split_from', 'split from')], max_length=20, verbose_name='relation')),
                        ('since', models.DateField(verbose_name='since')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='members.organisation')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_from', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'relation',
                        'verbose_name_plural': 'relations',
                        'ordering': ['since', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'to', 'kind', 'since'), name='relation_once'), models.CheckConstraint(condition=models.Q(('organisation', models.F('to')), _negated=True), name='relation_is_not_to_oneself')],
                    },
                ),
                migrations.CreateModel(
                    name='Standing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('full', 'Full member'), ('associate', 'Associate member'), ('friendship', 'Friendship member'), ('unstated', 'Member, standing not stated'), ('former', 'Former member')], max_length=12, verbose_name='standing')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                        ('is_start_exact', models.BooleanField(default=False, verbose_name='the first day is known')),
                        ('decision_kind', models.CharField(blank=True, max_length=80)),
                        ('decision_id', models.CharField(blank=True, max_length=64)),
                        ('decision_label', models.CharField(blank=True, max_length=300, verbose_name='decision')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'standing',
                        'verbose_name_plural': 'standings',
                        'ordering': ['organisation', 'starts_on'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'starts_on'), name='standing_one_start_a_day'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('organisation',), name='standing_one_open_period'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='standing_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                        ('role', models.CharField(choices=[('officer', 'Officer'), ('delegate', 'Delegate'), ('contributor', 'Contributor')], max_length=20, verbose_name='role')),
                        ('language', models.CharField(choices=wego.core.languages.choices, default='en', max_length=10, verbose_name='language')),
                        ('status', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('withdrawn', 'Withdrawn')], default='open', max_length=12, verbose_name='status')),
                        ('invited_at', models.DateTimeField(verbose_name='invited')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                        ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_sent', to=settings.AUTH_USER_MODEL)),
                        ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.personallink')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'invitation',
                        'verbose_name_plural': 'invitations',
                        'ordering': ['-invited_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('organisation', 'email', 'role'), name='invitation_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FormerName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', wego.core.text_fields.TranslatedText(max_length=200, verbose_name='name')),
                        ('name_native', models.CharField(blank=True, max_length=200, verbose_name='name in its own language')),
                        ('until', models.DateField(verbose_name='until')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'former name',
                        'verbose_name_plural': 'former names',
                        'ordering': ['organisation', 'until'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'until'), name='formername_one_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Affiliation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('officer', 'Officer'), ('delegate', 'Delegate'), ('contributor', 'Contributor')], max_length=20, verbose_name='role')),
                        ('post', models.CharField(blank=True, max_length=150, verbose_name='post')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='members.organisation')),
                    ],
                    options={
                        'verbose_name': 'affiliation',
                        'verbose_name_plural': 'affiliations',
                        'ordering': ['organisation', 'user'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('user', 'organisation', 'role'), name='affiliation_held_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ProfileChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', models.CharField(choices=[('submitted', 'Waiting for the secretariat'), ('approved', 'Approved'), ('returned', 'Returned with reasons'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=12, verbose_name='status')),
                        ('current', models.JSONField(verbose_name='as it was')),
                        ('proposed', models.JSONField(verbose_name='as proposed')),
                        ('submitted_at', models.DateTimeField(verbose_name='submitted')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_changes', to='members.organisation')),
                        ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='profile_changes', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'profile change',
                        'verbose_name_plural': 'profile changes',
                        'ordering': ['-submitted_at'],
                        'indexes': [models.Index(fields=['-decided_at', '-id'], name='profilechange_decided')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'submitted')), fields=('organisation',), name='profilechange_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status', 'submitted')), models.Q(models.Q(('status', 'submitted'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='profilechange_decided_when_not_waiting')],
                    },
                ),
            ],
        ),
    ]
