from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "mingtang.workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from . import own_places

        own_places.register()
