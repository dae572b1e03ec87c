"""Redaction of a PDF of 100 Chinese text pages, against 10 seconds and 1.5 times its size.

Run: ``python benchmarks/bench_redact.py [PAGES]``. The pages are typeset with an embedded subset
of a Chinese font; on every page the personal data is proposed by the system and withheld, in a
process of its own and proved by three extractors. Exits 1 when a target is missed or a page
became a picture. Prints the processor's time too: the target is for a machine with nothing else
to do.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import typst

from mingtang.files import redact

PAGES = int(sys.argv[1]) if len(sys.argv) > 1 else 100
LIMIT_SECONDS = 10.0
LIMIT_GROWTH = 1.5
PARAGRAPHS = 9
PASSAGES = 4
"""Passages on each page."""
_SIGNS = (
    "关于进一步做好政府信息公开工作的通知各乡镇人民政府县直部门申请人审查意见依法办理答复期限"
    "供水保障校园安全耕地保护医疗救助道路养护垃圾分类防汛抗旱燃气经营许可证书签发日期单位盖章"
)
_STYLE = """#set page(paper: "a4", margin: 2.5cm)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC", "FandolSong"), size: 12pt, lang: "zh")
#set par(justify: true)
"""


def typeset(pages: int) -> bytes:
    """The document: on each page paragraphs of which each names a person's numbers."""
    chance = random.Random(3)
    parts = [_STYLE]
    for number in range(pages):
        for paragraph in range(PARAGRAPHS):
            text = "".join(chance.choices(_SIGNS, k=90))
            parts.append(
                f"{text}，身份证号11010519491231002X，手机13812345678，"
                f"office {number}-{paragraph}。\n\n"
            )
        parts.append("#pagebreak(weak: true)\n")
    return bytes(typst.compile("".join(parts).encode()))


def timed(name: str, source: Path, work: str) -> tuple[object, float]:
    """Do one piece of work and print its times."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = getattr(redact, work)(source)
    took = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(f"{name:<40} {took:6.2f} s  processor {busy:6.2f} s")
    return done, took


def main() -> int:
    """Measure and print; the exit code says whether the targets hold."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.pdf"
        source.write_bytes(typeset(PAGES))
        size = source.stat().st_size
        print(f"{PAGES} pages, {size / 1024:.0f} KiB")
        timed("words of all pages", source, "words_of")
        proposed, _ = timed("personal data proposed", source, "suggest")
        by_page: dict[int, list[redact.Passage]] = {}
        assert isinstance(proposed, list)
        for passage in proposed:
            by_page.setdefault(passage.page, []).append(passage)
        chosen = [each for found in by_page.values() for each in found[:PASSAGES]]
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        result = redact.redact_pdf(source, chosen)
        took = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        growth = len(result.content) / size
        print(
            f"{'redacted and proved, ' + str(len(chosen)) + ' passages':<40} {took:6.2f} s"
            f"  processor {busy:6.2f} s  size × {growth:.2f}"
        )
        print(f"pages that became pictures: {len(result.report.rasterised_pages)}")
        left = redact.find(result.content, "11010519491231002X")
        kept = len(proposed) - len(chosen)
        print(f"passages chosen {len(chosen)}, proposed {len(proposed)}, left as text {len(left)}")
        good = took <= LIMIT_SECONDS and growth <= LIMIT_GROWTH and len(left) <= kept
        return 0 if good and not result.report.rasterised_pages else 1


if __name__ == "__main__":
    sys.exit(main())
