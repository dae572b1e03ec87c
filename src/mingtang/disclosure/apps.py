from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "mingtang.disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        from mingtang.duties.periodic import register_job
        from mingtang.orgs.succession import follow_successions
        from mingtang.workbench.sweeping import register_sweeper

        from . import inbox, places
        from .buffers import sweep_buffers
        from .figures import register_figures
        from .importing import finish_waiting, sweep_spools
        from .services import release_due
        from .succession import hand_over_drafts

        follow_successions(hand_over_drafts)
        register_job("disclosure.release", "定时发布", release_due)
        register_job("disclosure.import", "未读完的导入", finish_waiting)
        register_sweeper("未保存的输入", sweep_buffers)
        register_sweeper("中断的导入", sweep_spools)
        register_figures()
        places.register()
        inbox.register_boxes()
