from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_triggers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['at', 'seq'], name='entry_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['act', 'seq'], name='entry_act'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['actor_name', 'seq'], name='entry_person'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['seq', 'act', 'subject_label'], name='entry_label'),
        ),
    ]
