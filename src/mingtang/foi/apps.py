from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "mingtang.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from mingtang.duties.periodic import register_job
        from mingtang.orgs.succession import follow_successions

        from . import figures, inbox, names, paperwork, places
        from .citizen.sweeping import sweep_visitors
        from .periodic import archive_old, close_answered, lapse_notices, lapse_opinions
        from .services.following import follow_calendar
        from .succession import hand_over_requests

        follow_successions(hand_over_requests)
        # Before the jobs that look whether a period is over.
        register_job("foi.periods", "各方期限随工作日历顺延", follow_calendar)
        register_job("foi.opinions", "征求意见到期", lapse_opinions)
        register_job("foi.lapses", "补正、缴费、说明理由到期", lapse_notices)
        register_job("foi.close", "依申请公开自动办结", close_answered)
        register_job("foi.archive", "依申请公开归档", archive_old)
        register_job("foi.visitors", "清除过期的草稿和尝试记录", sweep_visitors)
        names.register()
        paperwork.install()
        places.register()
        inbox.register_boxes()
        figures.register_figures()
