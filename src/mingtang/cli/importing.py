"""``mingtang import documents FOLDER``: brings files in as drafts, their guesses marked."""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit, Failure
from mingtang.cli.progress import stages
from mingtang.text.formulas import guarded

if TYPE_CHECKING:
    from mingtang.disclosure.models import ImportItem
    from mingtang.journal.actor import Actor
    from mingtang.orgs.access import Access
    from mingtang.orgs.models import Unit
    from mingtang.register.models import Section


FILE_TYPES = ("txt", "html", "docx", "pdf", "doc")
"""What is read; known again by its content, whatever the file is called."""

CSV_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("文件", "file", "文件名或在目录中的路径，必填", "name, or path below FOLDER; needed"),
    ("标题", "title", "", ""),
    ("单位", "unit", "全称、简称或统一社会信用代码", "name, short name or credit code"),
    ("成文日期", "date", "如 2026-03-05、2026年3月5日", "as 2026-03-05"),
    ("文号", "number", "如 云教发〔2026〕3号", "as 云教发〔2026〕3号"),
    ("栏目", "section", "名称或代号", "name or slug"),
    ("体裁", "genre", "如 通知、意见", "as notice, opinion"),
    ("发布日期", "published", "此前公开的日期", "the day it was public before"),
    ("主题词", "keywords", "", ""),
    ("摘要", "summary", "", ""),
)
"""The columns of the table of metadata: heading in Chinese and English, and what it takes."""


def _explained() -> str:
    """What stands below the options in ``--help``."""
    kinds = ", ".join(kind.upper() for kind in FILE_TYPES)
    lines = [
        say(f"可导入的文件：{kinds.replace(', ', '、')}。", f"files that are read: {kinds}."),
        say(
            "每份存为一件草稿，推断的项目待核对；以前导入过的、内容重复的不再导入。",
            "Each becomes a draft whose guesses wait to be confirmed; nothing is imported twice.",
        ),
        "",
        say(
            "元数据表（--csv，UTF-8 或 GB18030，逗号或制表符分隔）第 1 行写栏名，只有“文件”必填：",
            "The table (--csv; UTF-8 or GB18030; commas or tabs) names its columns in line 1, in"
            " either language; only file is needed:",
        ),
    ]
    for chinese, english, meaning_zh, meaning_en in CSV_COLUMNS:
        meaning = say(meaning_zh, meaning_en)
        names = say(f"{chinese}（{english}）", f"{english} ({chinese})")
        lines.append(f"  {names}{say('：', ': ')}{meaning}" if meaning else f"  {names}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``documents FOLDER``, whose documents, by whom, the table of metadata, the report."""
    parser.epilog = _explained()
    parser.add_argument(
        "what", choices=("documents",), help=say("导入什么：documents 文件", "what to import")
    )
    parser.add_argument("folder", type=Path, help=say("文件所在目录", "folder of the files"))
    parser.add_argument(
        "--as",
        dest="username",
        metavar="USERNAME",
        required=True,
        help=say("以谁的名义（登录名）", "account that imports"),
    )
    parser.add_argument(
        "--unit",
        help=say("单位（全称、简称或统一社会信用代码）", "unit: name, short name or credit code"),
    )
    parser.add_argument("--section", help=say("栏目（名称或代号）", "section: name or slug"))
    parser.add_argument(
        "--csv",
        type=Path,
        help=say(
            "元数据表，栏目见下；目录里只有一份时自动采用",
            "table of metadata, see below; a single one in FOLDER is used by itself",
        ),
    )
    parser.add_argument(
        "--duplicates",
        action="store_true",
        help=say("内容重复的也存为草稿", "make drafts of duplicates too"),
    )
    parser.add_argument(
        "--report", type=Path, metavar="CSV", help=say("结果清单写到", "write the outcomes to")
    )
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Import the folder; ``Exit.REFUSED`` when a file was refused, with the list of them."""
    if not args.folder.is_dir():
        raise Failure(Exit.USAGE, say(f"没有目录 {args.folder}", f"{args.folder} is no folder"))
    if args.csv is not None and not args.csv.is_file():
        raise Failure(Exit.USAGE, say(f"没有文件 {args.csv}", f"{args.csv} is no file"))
    place.open_installation(args)
    from django.utils import timezone

    from mingtang.disclosure.importing import import_folder
    from mingtang.statute.violations import RuleViolation
    from mingtang.text.pages.model import PageRefused

    now = timezone.now()
    access = _access(args.username)
    unit = _unit(args.unit, access)
    try:
        with stages() as report:
            batch = import_folder(
                args.folder,
                unit=unit,
                home=_section(args.section),
                by=_actor(access, unit),
                at=now,
                csv=args.csv,
                duplicates=args.duplicates,
                progress=lambda done, total: report(say("导入", "import"), done, total),
            )
    except (RuleViolation, PageRefused) as refusal:
        raise Failure(Exit.REFUSED, str(refusal)) from refusal
    items = list(batch.items.select_related("document", "document__unit"))
    if args.report is not None:
        _write_report(args.report, items)
    _print(items, as_json=args.json)
    return Exit.REFUSED if any(each.outcome == "refused" for each in items) else Exit.OK


def _access(username: str) -> Access:
    from django.utils import timezone

    from mingtang.orgs.access import access_of
    from mingtang.orgs.models import Account

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Failure(Exit.USAGE, say(f"没有账号 {username}", f"there is no account {username}"))
    return access_of(account, timezone.localdate())


def _unit(name: str | None, access: Access) -> Unit:
    from mingtang.orgs.models import Unit

    if name is None:
        # Deputising for another unit does not make that unit one's own.
        own = {held.unit_id for held in access.held if not held.on_behalf_of}
        if len(own) != 1:
            names = "、".join(sorted({held.unit_name for held in access.held}))
            raise Failure(
                Exit.USAGE,
                say(f"请用 --unit 写明单位：{names}", f"name the unit with --unit: {names}"),
            )
        return Unit.objects.get(pk=own.pop())
    found = Unit.objects.meant_by(name)
    if len(found) != 1:
        raise Failure(
            Exit.USAGE,
            say(f"没有唯一的单位“{name}”，请写全称", f"no single unit {name}: write its full name"),
        )
    return found[0]


def _section(name: str | None) -> Section | None:
    from django.db.models import Q

    from mingtang.register.models import Section

    if name is None:
        return None
    found = Section.objects.filter(Q(slug=name) | Q(name=name)).first()
    if found is None:
        raise Failure(Exit.USAGE, say(f"没有栏目“{name}”", f"there is no section {name}"))
    return found


def _actor(access: Access, unit: Unit) -> Actor:
    from mingtang.orgs.roles import Role

    for role in (Role.DISCLOSURE_OFFICE, Role.CLERK):
        try:
            return access.actor(role, unit.pk)
        except PermissionError:
            continue
    raise Failure(
        Exit.REFUSED,
        say(
            f"{access.name}不是{unit.name}的信息员，也不在政务公开办，不能导入",
            f"{access.name} drafts neither for {unit.name} nor for the disclosure office",
        ),
    )


def _row(item: ImportItem) -> dict[str, Any]:
    document = item.document
    return {
        "file": item.name,
        "outcome": item.outcome,
        "reason": item.reason,
        "draft": document.pk if document else "",
        "title": document.title if document else "",
        "unit": document.unit.name if document else "",
        "date": document.made_on.isoformat() if document and document.made_on else "",
        "number": document.doc_number if document else "",
        "remarks": "；".join(item.remarks),
    }


def _write_report(path: Path, items: list[ImportItem]) -> None:
    heads = {
        "file": "文件",
        "outcome": "结果",
        "reason": "原因",
        "draft": "草稿编号",
        "title": "标题",
        "unit": "单位",
        "date": "成文日期",
        "number": "文号",
        "remarks": "说明",
    }
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads.values())
        for item in items:
            row = _row(item) | {"outcome": item.get_outcome_display()}
            writer.writerow(guarded(str(row[name])) for name in heads)


def _print(items: list[ImportItem], *, as_json: bool) -> None:
    from mingtang.disclosure.importing import names_unlisted_issuer

    unlisted = [item for item in items if names_unlisted_issuer(item.remarks)]
    counts = Counter(str(item.outcome) for item in items)
    drafted, known, duplicate, refused = (
        counts[each] for each in ("drafted", "known", "duplicate", "refused")
    )
    if as_json:
        rows = [_row(item) | {"remarks": item.remarks} for item in items]
        summary = {
            "drafted": drafted,
            "known": known,
            "duplicate": duplicate,
            "refused": refused,
            "unlisted_issuer": len(unlisted),
            "items": rows,
        }
        print(json.dumps(summary, ensure_ascii=False))
        return
    print(
        say(
            f"存为草稿 {drafted}，以前已导入 {known}，内容重复 {duplicate}，未能导入 {refused}",
            f"drafted {drafted}, known {known}, duplicate {duplicate}, refused {refused}",
        )
    )
    if unlisted:
        print(
            say(
                f"其中 {len(unlisted)} 份的署名不在单位名录中，请确认是否应由本单位公开：",
                f"{len(unlisted)} of them were signed by a body that is none of the units:",
            )
        )
    for item in unlisted:
        print(
            f"  {item.name}: {next(each for each in item.remarks if names_unlisted_issuer([each]))}"
        )
    for item in items:
        if item.outcome == "duplicate" and item.document is not None:
            same = say(
                f"与编号 {item.document.pk} 的《{item.document.title}》内容相同",
                f"the same as draft {item.document.pk}, {item.document.title}",
            )
            print(f"  {item.name}: {same}")
    for item in items:
        if item.outcome == "refused":
            print(f"  {item.name}: {item.reason}")
