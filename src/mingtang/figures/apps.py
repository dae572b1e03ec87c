from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "mingtang.figures"
    verbose_name = "统计数"

    def ready(self) -> None:
        # orgs and duties stand below this app and cannot register theirs themselves.
        from . import duties, units

        units.register_figures()
        duties.register_figures()
