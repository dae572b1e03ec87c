from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0009_replies_on_request")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["doc_number"], name="document_number"),
        ),
    ]
