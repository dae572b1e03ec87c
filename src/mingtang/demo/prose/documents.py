"""Whole bodies: notices and plans, normative documents, minutes, interpretations, execution."""

from __future__ import annotations

from .markup import heading, item, paragraphs, signature, table
from .writing import NUMERALS, Scene, Text

ADDRESSEES = "各乡镇人民政府、街道办事处，县政府各部门、各直属单位："

_LEADS = (
    "明确工作目标。",
    "压实各方责任。",
    "突出重点环节。",
    "完善工作机制。",
    "加强要素保障。",
    "强化监督检查。",
    "做好宣传引导。",
    "提升服务质量。",
)


def notice(scene: Scene, *, with_table: bool) -> str:
    """A notice or plan: reasons, three or four parts with items, perhaps a table, signature."""
    text = Text(scene)
    rng = scene.rng
    parts = [
        paragraphs(
            [
                ADDRESSEES,
                f"{text.reason()}，{text.ground()}，经研究，现就{scene.topic}有关事项通知如下。",
            ]
        )
    ]
    titles = ["总体要求", "重点任务", "实施步骤", "保障措施"]
    leads = rng.sample(_LEADS, len(_LEADS))
    for number, title in enumerate(titles, start=1):
        parts.append(heading(number, title))
        if number == 1:
            parts.append(paragraphs([_aim(text)]))
            continue
        for place in range(1, rng.randint(2, 3) + 1):
            parts.append(
                item(place, leads.pop() if leads else "", text.sentence() + text.sentence())
            )
    if with_table:
        parts.append(assignment_table(text))
    parts.append(
        paragraphs([f"执行中遇到的问题，请及时向{scene.unit}反映。联系电话：{scene.phone}。"])
    )
    parts.append(signature(scene.unit, scene.day))
    return "".join(parts)


def _aim(text: Text) -> str:
    scene = text.scene
    return (
        f"坚持以人民为中心，{text.action()}，到{scene.year}年底，全县{text.amount()}，"
        f"{scene.topic}工作走在全市前列。"
    )


def assignment_table(text: Text) -> str:
    """Figures for six townships."""
    first, second = text.rng.sample(text.scene.domain.indicators, 2)
    towns = text.rng.sample(text.scene.towns, min(6, len(text.scene.towns)))
    rows = [
        (
            number,
            town,
            f"{max(1, text.value(first) // 6):,}",
            f"{max(1, text.value(second) // 6):,}",
            text.pick("一季度", "上半年", "三季度", "全年"),
        )
        for number, town in enumerate(towns, start=1)
    ]
    head = (
        "序号",
        "乡镇（街道）",
        f"{first.name}（{first.measure}）",
        f"{second.name}（{second.measure}）",
        "完成时间",
    )
    return table(f"{text.scene.topic}任务分解表", head, rows)


def normative(scene: Scene, *, kind: str, with_table: bool, valid_years: int) -> str:
    """A normative document: chapters in clauses (第一条 …), with its period of validity."""
    text = Text(scene)
    clauses = [
        f"{text.reason()}，{text.ground()}，制定本{kind}。",
        f"本{kind}适用于{scene.county}行政区域内的{scene.topic}及其监督管理。",
        f"{scene.topic}工作遵循公开、公平、便民的原则，实行属地管理、分级负责。",
        f"{scene.unit}负责组织实施本{kind}，{text.partner()}、{text.partner()}按照各自职责做好有关工作。",
    ]
    clauses += [text.duty_clause() for _ in range(scene.rng.randint(5, 8))]
    clauses += [
        f"违反本{kind}的，由有关部门依照法律、法规的规定处理；构成犯罪的，依法追究刑事责任。",
        f"本{kind}由{scene.unit}负责解释，自发布之日起30日后施行，有效期{valid_years}年。",
    ]
    body = [
        paragraphs(
            [
                ADDRESSEES,
                f"《{scene.county}{scene.topic}{kind}》已经县政府研究同意，现印发给你们，请认真贯彻执行。",
            ]
        ),
        signature(scene.unit, scene.day),
        f"<h2>{scene.county}{scene.topic}{kind}</h2>",
    ]
    body += [
        f"<p><strong>第{_numeral(number)}条</strong>　{clause}</p>"
        for number, clause in enumerate(dict.fromkeys(clauses), start=1)
    ]
    if with_table:
        body.append(assignment_table(text))
    return "".join(body)


def _numeral(number: int) -> str:
    if number <= 10:
        return NUMERALS[number - 1]
    return f"十{NUMERALS[number - 11]}"


def minutes(scene: Scene, *, meeting: str, topics: tuple[str, ...], present: str = "") -> str:
    """Minutes: time and place, then each matter with what was decided."""
    text = Text(scene)
    parts = [
        paragraphs(
            [
                f"{scene.day}，{meeting}在县行政中心召开，研究{'、'.join(topics)}等工作。现纪要如下。",
                *([present] if present else []),
            ]
        )
    ]
    for number, topic in enumerate(topics, start=1):
        parts.append(heading(number, f"研究{topic}工作"))
        parts.append(
            paragraphs(
                [
                    f"会议听取了{text.partner()}关于{topic}情况的汇报。会议认为，前一阶段{text.action()}，"
                    f"成效值得肯定，但在{text.place()}仍有薄弱环节。",
                    f"会议议定：原则同意{text.partner()}提出的意见，{text.sentence()}{text.sentence()}",
                ]
            )
        )
    parts.append(
        paragraphs([f"出席：县政府领导班子成员。列席：{text.partner()}、{text.partner()}负责人。"])
    )
    return "".join(parts)


def interpretation(scene: Scene, *, policy: str, form: str, unit: str) -> str:
    """An interpretation of ``policy`` (its title): questions and answers, or a short account."""
    text = Text(scene)
    asked = (
        ("为什么出台这份文件？", f"{text.reason()}，{text.ground()}，{scene.unit}起草了这份文件。"),
        ("主要内容有哪些？", "".join(text.sentence() for _ in range(3))),
        (
            f"{text.audience()}能得到什么便利？",
            f"{text.sentence()}预计全年{text.amount()}。",
        ),
        ("从什么时候开始执行？", f"文件自印发之日起执行。{text.sentence()}"),
        ("不清楚的地方向谁咨询？", f"请拨打{unit}咨询电话{scene.phone}，工作日均有专人接听。"),
    )
    policy = policy.replace("《", "〈").replace("》", "〉")
    opening = paragraphs([f"近日，《{policy}》对外公布。{_introduction(form, unit)}"])
    if form == "问答":
        return opening + "".join(
            f"<p><strong>问：{question}</strong></p><p>答：{answer}</p>"
            for question, answer in asked
        )
    titles = ("制定背景", "主要内容", "惠民举措", "执行时间", "解读机关")
    return opening + "".join(
        heading(number, title) + paragraphs([answer])
        for number, (title, (_, answer)) in enumerate(zip(titles, asked, strict=True), start=1)
    )


def _introduction(form: str, unit: str) -> str:
    return {
        "问答": f"现将{unit}整理的常见问题答复如下。",
        "图解": "为方便阅读，现将要点摘编如下。",
        "负责人解读": f"{unit}有关负责人就文件内容作出说明。",
        "专家解读": "参与论证的行业专家从实施角度作如下分析。",
        "文字解读": "现将有关内容解读如下。",
    }[form]


def execution(scene: Scene, *, task: str) -> str:
    """How a decision or plan is being carried out: account, table of progress, what comes next."""
    text = Text(scene)
    rows = []
    for number, indicator in enumerate(scene.domain.indicators[:3], start=1):
        goal = text.value(indicator)
        share = text.rng.randint(42, 103)
        rows.append((number, indicator.name, f"{goal:,}{indicator.measure}", f"{share}%"))
    return "".join(
        [
            paragraphs([f"按照任务分工，{scene.unit}承担“{task}”。现将执行情况公布如下。"]),
            heading(1, "进展情况"),
            paragraphs([text.done() + text.done(), text.done()]),
            table(f"{task}进度表", ("序号", "指标", "年度目标", "完成进度"), rows),
            heading(2, "存在问题"),
            paragraphs(
                [
                    f"{text.place()}的基础工作仍不平衡，部分{text.audience()}知晓度不高，{text.towns(1)}进度偏慢。"
                ]
            ),
            heading(3, "下一步安排"),
            paragraphs([text.sentence() + text.sentence()]),
            signature(scene.unit, scene.day),
        ]
    )


def announcement(scene: Scene, *, matter: str, lines: tuple[str, ...] = ()) -> str:
    """A short announcement to the public."""
    text = Text(scene)
    return "".join(
        [
            paragraphs(
                [
                    f"{text.reason()}，现就{matter}公告如下。",
                    *(lines or (text.sentence(), text.sentence())),
                    f"咨询电话：{scene.phone}。",
                ]
            ),
            signature(scene.unit, scene.day),
        ]
    )
