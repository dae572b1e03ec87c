from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "mingtang.journal"
    verbose_name = "办事日志"
