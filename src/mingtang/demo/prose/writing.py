"""Sentences of official prose, put together from the lexicon of a field of work.

Everything drawn by chance comes from the scene's own generator, so that a text depends on its
seed alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from .lexicon import Domain, Indicator

NUMERALS = "一二三四五六七八九十"
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text is written about, by whom and when. ``towns`` and ``partners`` are names."""

    rng: Random
    domain: Domain
    topic: str
    unit: str
    county: str
    made_on: date
    towns: tuple[str, ...]
    partners: tuple[str, ...]
    phone: str

    @property
    def year(self) -> int:
        return self.made_on.year

    @property
    def day(self) -> str:
        """The date as official letters have it."""
        return f"{self.made_on.year}年{self.made_on.month}月{self.made_on.day}日"

    @property
    def quarter(self) -> str:
        """The last quarter that is over on the day (the fourth of the year before, in spring)."""
        return _QUARTERS[(self.made_on.month - 1) // 3 - 1]


class Text:
    """Writes one text: sentences never repeat an action within it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.rng = scene.rng
        self._actions = self._shuffled(scene.domain.actions)
        self._towns = self._shuffled(scene.towns)
        self._partners = self._shuffled(scene.partners)
        self._turn = 0

    def _shuffled(self, items: tuple[str, ...]) -> list[str]:
        return self.rng.sample(items, len(items))

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def action(self) -> str:
        """The next action; after the last one the row begins anew."""
        self._turn += 1
        return self._actions[self._turn % len(self._actions)]

    def towns(self, count: int) -> str:
        return "、".join(self.rng.sample(self._towns, min(count, len(self._towns))))

    def partner(self) -> str:
        return self.rng.choice(self._partners)

    def audience(self) -> str:
        return self.rng.choice(self.scene.domain.audience)

    def place(self) -> str:
        return self.rng.choice(self.scene.domain.places)

    def indicator(self) -> Indicator:
        return self.rng.choice(self.scene.domain.indicators)

    def value(self, indicator: Indicator) -> int:
        return self.rng.randint(indicator.low, indicator.high)

    def amount(self) -> str:
        """As ``培训教师1260人次``."""
        found = self.indicator()
        return f"{found.name}{self.value(found)}{found.measure}"

    def deadline(self) -> str:
        """A time still ahead in the year of the text."""
        last = self.scene.made_on.month
        months = range(min(last + 1, 12), 13)
        return self.pick(
            f"{self.rng.choice(months)}月底前",
            "年底前",
            "本季度末前",
            f"自发文之日起{self.rng.choice((15, 20, 30, 45))}个工作日内",
        )

    def reason(self) -> str:
        """Why the document is made: one sentence."""
        topic, audience = self.scene.topic, self.audience()
        return self.pick(
            f"为进一步做好{topic}工作，切实维护{audience}的合法权益",
            f"为规范{topic}工作，回应{audience}的关切",
            f"针对近期{self.place()}反映的突出问题，为提升{topic}工作水平",
            f"为巩固{topic}工作成果，方便{audience}办事",
            f"为解决{topic}中责任不清、标准不一的问题",
        )

    def ground(self) -> str:
        """On which rules it rests."""
        return self.pick(
            f"根据{self.scene.domain.law}和省、市有关规定",
            f"依照{self.scene.domain.law}，结合我县实际",
            f"按照市政府统一部署，对照{self.scene.domain.law}的要求",
        )

    def sentence(self) -> str:
        """A sentence that says what is to be done, by whom, where or by when."""
        action, partner = self.action(), self.partner()
        return self.pick(
            f"{action}，{self.deadline()}完成。",
            f"在{self.place()}{action}，让{self.audience()}看得见、用得上。",
            f"由{self.scene.unit}牵头，{partner}配合，{action}。",
            f"{self.towns(2)}先行试点，{action}，经验成熟后在全县推开。",
            f"{action}，全年计划{self.amount()}。",
            f"面向{self.audience()}{action}，{self.deadline()}取得明显成效。",
            f"{partner}要按照职责分工，{action}，每月向{self.scene.unit}报送进度。",
            f"各乡镇（街道）{action}，对工作滞后的予以通报。",
        )

    def done(self) -> str:
        """A sentence that says what was done."""
        return self.pick(
            f"{self.towns(2)}等地已{self.action()}，累计{self.amount()}。",
            f"在{self.place()}{self.action()}，{self.audience()}反映良好。",
            f"会同{self.partner()}{self.action()}，截至目前{self.amount()}。",
            f"坚持每旬调度，{self.action()}，比上年同期增长{self.rng.randint(2, 26)}%。",
        )

    def duty_clause(self) -> str:
        """A clause of a normative document."""
        audience, action = self.audience(), self.action()
        return self.pick(
            f"{audience}应当如实提供有关材料，{self.scene.unit}应当在受理之日起"
            f"{self.rng.choice((3, 5, 7, 10))}个工作日内作出答复。",
            f"乡镇人民政府、街道办事处应当{action}，并在{self.place()}公布办理结果。",
            f"{self.scene.unit}会同{self.partner()}{action}，每年至少开展"
            f"{self.rng.randint(1, 4)}次监督检查。",
            f"任何单位和个人有权对违反本办法的行为进行举报，{self.partner()}接到举报后应当及时处理。",
            f"有关经费列入年度财政预算，专款专用，接受{self.partner()}的监督。",
            f"{audience}认为其合法权益受到侵害的，可以依法申请行政复议或者提起行政诉讼。",
        )
