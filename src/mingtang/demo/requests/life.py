"""The life of one request, act by act, each by whose office it is and on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from mingtang.demo.county import UNITS, County
from mingtang.foi import services
from mingtang.foi.models import Letter, Request
from mingtang.foi.services import APPLICANT_ACTOR, Asked
from mingtang.foi.states import Channel, LetterKind
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.statute.foi.receipt import Channel as Came
from mingtang.statute.foi.receipt import needs_confirmation

from .afterwards import afterwards
from .plan import Ask
from .steps import STEPS

Life = Iterator[datetime]

COUNTY = str(UNITS["county"])
REMEDY = (
    "如对本答复不服，可以自收到本答复之日起60日内向{0}人民政府申请行政复议，"
    "也可以自收到本答复之日起6个月内向{0}人民法院提起行政诉讼。"
)
NO_REQUEST = "not a request"
POSTED_BEFORE = timedelta(days=3)
_FORMS = {
    Channel.ONLINE: ("electronic", "online"),
    Channel.EMAIL: ("electronic", "email"),
    Channel.COUNTER: ("paper", "pickup"),
}


class RequestLife:
    """One request on its way. ``self.at`` is the moment of the act under way."""

    def __init__(self, county: County, ask: Ask) -> None:
        self.county, self.ask, self.rng = county, ask, ask.rng
        opening = county.work.opening(ask.day)
        self.at = county.work.after(opening, self.rng.randint(5, 180), self.rng)
        self.request = Request()

    # --- moments and people ----------------------------------------------------------------
    def wait(self, days: int = 0) -> datetime:
        """The moment of the next act: later the same day, or in office hours ``days`` later."""
        work = self.county.work
        if days:
            self.at = work.opening(work.days_after(self.at.date(), days))
        self.at = work.after(self.at, self.rng.randint(6, 70), self.rng)
        return self.at

    @property
    def today(self) -> date:
        return self.at.date()

    def act(self, role: str = Role.CLERK) -> dict[str, Any]:
        """Who acts, when, and on which edition."""
        self.request.refresh_from_db()
        return {"by": self.by(role), "at": self.at, "edition": self.request.edition}

    def by(self, role: str = Role.CLERK) -> Actor:
        if role == Role.DISCLOSURE_OFFICE:
            return self.county.office[self.request.pk % len(self.county.office)]
        return self.county.staff[self.request.unit_id, role]

    # --- the course ------------------------------------------------------------------------
    def live(self) -> Life:
        """From the arrival to the file."""
        yield self.at
        self.receive()
        if NO_REQUEST in self.ask.steps:
            yield self.wait(1)
            services.not_request(
                self.request,
                reason="来信是政策咨询，已电话答复",
                **self.act(Role.DISCLOSURE_OFFICE),
            )
            return
        yield from self.register()
        for step in self.ask.steps:
            handle = STEPS.get(step)
            if handle is not None:
                yield from handle(self)
        if not self.request.is_open:
            yield from afterwards(self)
            return
        yield self.wait(self.rng.randint(2, 6))
        yield from self.answer()
        yield from afterwards(self)

    def receive(self) -> None:
        """It comes in by its channel."""
        ask = self.ask
        form, route = _FORMS.get(Channel(ask.channel), ("paper", "post"))
        posted = ask.channel in (Channel.SIGNED_POST, Channel.LETTER)
        received = services.receive(
            unit=ask.unit,
            applicant=ask.who,
            asked=Asked(ask.subject, ask.description, form=form, route=route),
            channel=ask.channel,
            by=APPLICANT_ACTOR
            if ask.channel == Channel.ONLINE
            else self.county.actor(ask.unit, Role.CLERK),
            at=self.at,
            submitted_at=self.at - POSTED_BEFORE if posted else None,
            arrived_on=self.today if posted else None,
        )
        self.request = ask.request = received.request

    def register(self) -> Life:
        """Confirmed with the applicant where art. 31 wants it, then registered."""
        yield self.wait()
        if needs_confirmation(Came(self.ask.channel), arrived_on=self.request.arrived_on):
            services.confirm(self.request, how="按所留电话与申请人确认，有通话记录", **self.act())
            yield self.wait()
        self.request = services.register(self.request, **self.act())

    def answer(self) -> Life:
        """Decided, checked, signed and served."""
        self.decide()
        yield self.wait()
        services.submit(self.request, **self.act())
        if "sent back" in self.ask.steps:
            yield self.wait(1)
            services.send_back(self.request, reason="请补充引用的条款", **self.act(Role.LEADER))
            yield self.wait()
            services.submit(self.request, **self.act())
        yield self.wait(self.rng.randint(1, 2))
        self.sign_off()
        yield self.wait()
        self.serve()

    def decide(self) -> None:
        """Every matter gets the outcome that the plan foresees."""
        ask = self.ask
        name = self.county.name
        given = {key: text.replace(COUNTY, name) for key, text in ask.given.items()}
        if ask.previous is not None and ask.previous.request is not None:
            given["earlier_number"] = ask.previous.reply_number
            given["earlier_date"] = str(ask.previous.request.answered_on)
        if "asked_on" in given:
            given["asked_on"] = str(self.request.reasons_asked.get().sent_on)
        for item in self.request.items.filter(round=self.request.round):
            services.decide(
                self.request,
                item=item,
                outcome=ask.code,
                subkind=ask.subkind,
                given=given,
                grounds=["X15"] if ask.code == "C2" else [],
                **self.act(),
            )

    def sign_off(self) -> None:
        services.sign_off(
            self.request,
            opinion="事实清楚，依据正确，程序合法",
            fields={"remedy": REMEDY.format(self.county.name)},
            **self.act(Role.LEADER),
        )
        reply = Letter.objects.filter(request=self.request, kind=LetterKind.REPLY).latest("pk")
        self.ask.reply_number = reply.number

    def serve(self) -> None:
        """By the way that the applicant chose."""
        route = self.request.route
        if route == "post":
            number = f"XA{self.rng.randint(10**8, 10**9 - 1)}53"
            services.serve(self.request, way="post", post_number=number, **self.act())
        elif route == "pickup":
            services.serve(self.request, way="direct", **self.act())
        else:
            services.serve(self.request, way="electronic", evidence="系统记录已送达", **self.act())
        self.request.refresh_from_db()
