"""The full-text index: a virtual table on SQLite, two indexed word vectors on PostgreSQL."""

from django.db import migrations

from mingtang.search import engines


def create(apps, schema_editor):
    engines.create(schema_editor.connection)


def drop(apps, schema_editor):
    engines.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
