from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("register", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="section",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="停止更新日期"),
        ),
    ]
