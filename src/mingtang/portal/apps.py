import atexit
from datetime import datetime

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mingtang.portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from django.core.signals import request_finished

        from mingtang.disclosure.preview import set_renderer
        from mingtang.duties.periodic import register_job
        from mingtang.register.counting import READINGS

        from .views.preview import render_preview

        def write_readings(now: datetime) -> int:
            return READINGS.flush()

        def write_when_due(**_: object) -> None:
            if READINGS.is_due():
                READINGS.flush()

        # After the answer has gone out, so that no reader waits for the write.
        request_finished.connect(
            write_when_due, weak=False, dispatch_uid="mingtang.portal.readings"
        )
        register_job("portal.readings", "累计阅读次数", write_readings)
        atexit.register(READINGS.flush)
        set_renderer(render_preview)
