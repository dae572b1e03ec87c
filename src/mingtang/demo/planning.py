"""What every plan of documents needs: days, titles that differ, numbers in the order of making."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from mingtang.orgs.models import Unit

from .county import OFFICE, County
from .piece import Course, Piece
from .prose import Domain, Scene, domain
from .worktime import HALF


class Planner:
    """Makes pieces for one county; titles never repeat."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.work = county.work
        self._titles: set[str] = set()

    def domain_of(self, unit: Unit) -> Domain:
        return domain(self.county.rows[unit.pk].domain)

    def scene(self, rng: Random, unit: Unit, drafter: Unit, made_on: date, topic: str) -> Scene:
        """What a text of ``unit`` drafted by ``drafter`` is written from."""
        others = [each for each in self.county.departments() if each.pk != drafter.pk]
        partners = tuple(each.name for each in rng.sample(others, min(6, len(others))))
        return Scene(
            rng=rng,
            domain=self.domain_of(drafter),
            topic=topic,
            unit=unit.name,
            county=self.county.name,
            made_on=made_on,
            towns=self.county.towns,
            partners=partners,
            phone=drafter.phone,
        )

    def topic(self, drafter: Unit, number: int, title: Callable[[str], str] | None = None) -> str:
        """A topic of the drafter's field: the first from ``number`` on whose title is not taken."""
        topics = self.domain_of(drafter).topics
        turned = [topics[(number + step) % len(topics)] for step in range(len(topics))]
        if title is None:
            return turned[0]
        return next((each for each in turned if title(each) not in self._titles), turned[0])

    def unique(self, title: str) -> str:
        """The title, or with 第二批, 第三批 … when it is taken."""
        shown, number = title, 1
        while shown in self._titles:
            number += 1
            shown = f"{title}（第{number}批）"
        self._titles.add(shown)
        return shown

    def piece(
        self,
        key: str,
        unit: Unit,
        rng: Random,
        made_on: date,
        *,
        home: str,
        days_before_draft: int = 0,
        course: Course = Course.STRAIGHT,
        subject_of: Unit | None = None,
        topic: str,
        **values: Any,
    ) -> Piece:
        """A piece drafted some working days after it was made, at a moment of that day."""
        drafter = subject_of or unit
        row = self.county.rows[drafter.pk]
        further = self.county.further.get(row.domain)
        values.setdefault("subject_class", row.subject)
        values.setdefault("keywords", f"{topic}；{row.short}")
        values.setdefault("summary", f"{unit.short_name}关于{topic}的有关事项")
        return Piece(
            key=key,
            unit=unit,
            rng=rng,
            created_at=self.moment(self.work.days_after(made_on, days_before_draft), rng),
            made_on=made_on,
            values={
                **values,
                "title": self.unique(values["title"]),
                "made_on": made_on,
                "home": self.county.sections[home],
            },
            further=(self.county.sections[further],) if further else (),
            course=course,
        )

    def moment(self, day: date, rng: Random) -> datetime:
        """A moment in the office hours of a day."""
        return self.work.after(self.work.opening(day), rng.randint(5, 2 * HALF - 60), rng)

    def spread(self, count: int, first: date, last: date, rng: Random) -> list[date]:
        """``count`` working days over a period, in order."""
        span = (last - first).days
        return [
            self.work.calendar.next_working_day_on_or_after(
                first + timedelta(days=int((place + rng.random()) * span / count))
            )
            for place in range(count)
        ]

    def office(self) -> Unit:
        return self.county.units[OFFICE]


def number_documents(pieces: Iterable[Piece]) -> None:
    """Give every piece its 文号, in the order of making, a series for each unit and year."""
    series: Counter[tuple[int, int]] = Counter()
    for piece in sorted(pieces, key=lambda each: (each.made_on, each.key)):
        if piece.values.pop("numbered", False):
            series[piece.unit.pk, piece.made_on.year] += 1
            serial = series[piece.unit.pk, piece.made_on.year]
            year = piece.made_on.year
            piece.values["doc_number"] = f"{piece.unit.doc_prefix}〔{year}〕{serial}号"
