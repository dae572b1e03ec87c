from datetime import datetime

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "mingtang.register"
    verbose_name = "政府信息公开目录"

    def ready(self) -> None:
        from django.utils import timezone

        from mingtang.duties.periodic import register_job
        from mingtang.orgs.succession import follow_successions

        from .figures import register_figures
        from .services import expire_due
        from .succession import hand_over_entries

        def validity(now: datetime) -> int:
            return expire_due(today=timezone.localdate(now), at=now)

        follow_successions(hand_over_entries)
        register_job("register.validity", "到期的文件标失效，到日子的标有效", validity)
        register_figures()
