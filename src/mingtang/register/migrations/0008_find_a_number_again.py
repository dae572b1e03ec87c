from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0007_replies_on_request")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["doc_number"], name="entry_number"),
        ),
    ]
