from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0004_snapshot_reviews'),
    ]

    operations = [
        migrations.AlterField(
            model_name='relation',
            name='kind',
            field=models.CharField(choices=[('interprets', '解读'), ('replaces', '代替'), ('amends', '修改'), ('repeals', '废止'), ('related', '相关')], max_length=12),
        ),
    ]
