from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "mingtang.workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from mingtang.duties.periodic import register_job

        from . import own_places, sweeping

        own_places.register()
        sweeping.register_own()
        register_job(sweeping.SWEEP, sweeping.LABEL, sweeping.daily_sweep)
