from datetime import datetime

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "mingtang.duties"
    verbose_name = "职责与时限"

    def ready(self) -> None:
        from django.utils import timezone

        from mingtang.orgs.succession import follow_successions

        from .cards import give_cards
        from .notices import follow_calendar
        from .periodic import register_job
        from .services import hand_over

        def cards(now: datetime) -> int:
            return give_cards(today=timezone.localdate(now))

        follow_successions(hand_over)
        # Before the cards, which follow the dates.
        register_job("duties.calendar", "放假安排或时限改变后，重算到期日", follow_calendar)
        register_job("duties.cards", "提醒快到期的，给逾期的亮牌", cards)
