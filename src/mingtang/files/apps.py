from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mingtang.files"
    verbose_name = "文件"

    def ready(self) -> None:
        from mingtang.orgs.succession import follow_successions

        from .succession import hand_over_files

        follow_successions(hand_over_files)
