from django.db import migrations, models

TAIL = ["genre", "subject_class", "validity", "created_by", "round", "entry", "doc_number", "title"]


def wide(name, *first):
    index = models.Index(fields=[*first, *TAIL], name=name)
    return migrations.AddIndex(model_name="document", index=index)


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0002_initial"),
        ("register", "0002_guards"),
    ]

    operations = [
        migrations.RemoveIndex("document", "disclosure__unit_id_f43c79_idx"),
        migrations.RemoveIndex("document", "disclosure__state_25639f_idx"),
        migrations.RemoveIndex("document", "disclosure__updated_37cc17_idx"),
        wide("document_list", "-updated_at", "-id", "state", "unit", "made_on"),
        wide("document_state", "state", "-updated_at", "-id", "unit", "made_on"),
        wide("document_unit", "unit", "state", "-updated_at", "-id", "made_on"),
        wide("document_made", "made_on", "-updated_at", "-id", "state", "unit"),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["title", "id"], name="document_title"),
        ),
    ]
