from django.db import migrations, models

from mingtang.register import guards


def put_up(apps, schema_editor):
    """SQLite makes the table anew for the column, and its guards go with the old one."""
    guards.create(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("register", "0003_section_closed_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="reviews",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(put_up, migrations.RunPython.noop),
    ]
