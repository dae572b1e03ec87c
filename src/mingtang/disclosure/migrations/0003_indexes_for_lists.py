from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0002_initial'),
        ('register', '0002_guards'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='document',
            name='disclosure__updated_37cc17_idx',
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['-updated_at', '-id', 'state', 'unit', 'genre', 'made_on', 'subject_class', 'validity', 'created_by', 'round', 'entry', 'doc_number', 'title'], name='document_list'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['made_on', 'id'], name='document_made'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['title', 'id'], name='document_title'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['genre', 'id'], name='document_genre'),
        ),
    ]
