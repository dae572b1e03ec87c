from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0003_indexes_for_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["unit_id", "seq"], name="entry_unit"),
        ),
    ]
