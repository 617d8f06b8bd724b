from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cityindex', '0009_notices_into_the_outbox'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='notice', name='index_notice_begun_before_sent'),
        migrations.RemoveField(model_name='notice', name='refusals'),
        migrations.RemoveField(model_name='notice', name='sent_at'),
        migrations.RemoveField(model_name='notice', name='tried_at'),
    ]
