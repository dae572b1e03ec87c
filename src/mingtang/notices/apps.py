from datetime import datetime, timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mingtang.notices"
    verbose_name = "消息"

    def ready(self) -> None:
        from django.conf import settings

        from mingtang.duties.periodic import register_job

        from .digest import send_digests
        from .sending import send_waiting
        from .services import forget_older

        def forget(now: datetime) -> int:
            return forget_older(now - timedelta(days=settings.MINGTANG_NOTICE_KEEP_DAYS))

        register_job("notices.digest", "每日待办提醒", send_digests)
        register_job("notices.send", "发送邮件和短信", send_waiting)
        register_job("notices.forget", "清除旧消息的内容", forget)
