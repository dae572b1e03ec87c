"""The database refuses to change or delete journal entries."""

from django.db import migrations

from mingtang.journal import triggers


def put_up(apps, schema_editor):
    triggers.create(schema_editor.connection)


def take_down(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
