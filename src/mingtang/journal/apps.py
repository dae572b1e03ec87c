from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _guard_again(using: str, **kwargs: Any) -> None:
    """SQLite loses a table's triggers when a migration rebuilds the table."""
    from django.db import connections

    from . import triggers

    connection = connections[using]
    with connection.cursor() as cursor:
        if triggers.TABLE not in connection.introspection.table_names(cursor):
            return
    triggers.create(connection)


class JournalConfig(AppConfig):
    name = "mingtang.journal"
    verbose_name = "办事日志"

    def ready(self) -> None:
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="journal.guards")
