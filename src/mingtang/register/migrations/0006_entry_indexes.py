from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("orgs", "0002_living_credit_codes"),
        ("register", "0005_related_entries"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="entry",
            name="register_en_home_id_100a4b_idx",
        ),
        migrations.RemoveIndex(
            model_name="entry",
            name="register_en_unit_id_fdc938_idx",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["home", "-published_on", "-id", "withdrawn_at"], name="entry_by_home"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["unit", "-published_on", "-id", "withdrawn_at"], name="entry_by_unit"
            ),
        ),
    ]
