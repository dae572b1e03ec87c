"""The database refuses to change or delete published snapshots and their lists of files."""

from django.db import migrations

from mingtang.register import guards


def put_up(apps, schema_editor):
    guards.create(schema_editor.connection)


def take_down(apps, schema_editor):
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
