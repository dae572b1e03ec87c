from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mingtang.files"
    verbose_name = "文件"
