"""What had not gone yet goes into the outbox; what may have gone is uncertain there, as it was here."""

import uuid

from django.db import migrations
from django.utils import timezone

MOST_REFUSALS = 3


def into_the_outbox(apps, schema_editor):
    Notice, Mail = apps.get_model('cityindex', 'Notice'), apps.get_model('core', 'Mail')
    now = timezone.now()
    for notice in Notice.objects.filter(sent_at=None).select_related('reader', 'draft'):
        status = 'waiting' if notice.tried_at is None else 'uncertain'
        if notice.tried_at is None and notice.refusals >= MOST_REFUSALS:
            status = 'failed'
        notice.mail = Mail.objects.create(
            kind=f'cityindex/mail/{notice.kind}',
            recipient=notice.reader.email,
            language=notice.reader.language,
            about_kind='cityindex.Draft',
            about_id=str(notice.draft_id),
            about_label=notice.draft.name_en[:300],
            message_id=f'<{uuid.uuid4().hex}@localhost>',
            status=status,
            queued_at=now,
            next_try_at=now,
            begun_at=notice.tried_at,
            tries=notice.refusals,
        )
        notice.save(update_fields=['mail'])


class Migration(migrations.Migration):

    dependencies = [
        ('cityindex', '0008_notice_mail'),
    ]

    operations = [
        migrations.RunPython(into_the_outbox, migrations.RunPython.noop, elidable=True),
    ]
