from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0003_derived_with'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='cardgiven',
            index=models.Index(fields=['-on', '-id', 'colour', 'duty'], name='card_list'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['status', 'ended_on', 'unit', 'start_on', 'met', 'due_on'], name='duty_board'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['due_on', 'id', 'status', 'unit', 'rule', 'subject_label'], name='duty_list'),
        ),
    ]
