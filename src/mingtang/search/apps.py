from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingtang.search"
    verbose_name = "搜索"

    def ready(self) -> None:
        from mingtang.register.followers import follow_entries

        from .index import follow

        follow_entries(follow)
