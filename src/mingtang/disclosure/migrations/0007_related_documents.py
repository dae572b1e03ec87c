from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0006_imports_are_never_waiting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='documentlink',
            name='kind',
            field=models.CharField(choices=[('interprets', '解读'), ('replaces', '代替'), ('amends', '修改'), ('repeals', '废止'), ('related', '相关')], max_length=12, verbose_name='关系'),
        ),
    ]
