"""The papers of the walk: the nine reports, what a clerk pastes from Word, what he attaches."""

from __future__ import annotations

from pathlib import Path

from tests.samples import SAMPLES
from tests.unit.files.builders import word
from tests.unit.text.pages.office import paper

NINE = 9

PASTED_FROM_WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>"
    "<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=EN-US "
    "style='font-family:仿宋'><o:p></o:p></span>一、资金安排如下表：</p>"
    "<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse'>"
    "<tr style='mso-yfti-irow:0'><td width=120><p class=MsoNormal><b>乡镇</b></p></td>"
    "<td width=120><p class=MsoNormal><b>资金（万元）</b></p></td></tr>"
    "<tr><td><p class=MsoNormal>青石镇</p></td><td><p class=MsoNormal>1,240</p></td></tr>"
    "<tr><td colspan=2><p class=MsoNormal>以上资金一次下达。</p></td></tr></table>"
    "<!--[if gte mso 9]><xml>steal()</xml><![endif]--><script>steal()</script></body></html>"
)
"""What Word puts on the clipboard for a paragraph and a table."""

PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const spot = document.querySelector(".ProseMirror");
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  spot.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def nine_reports(folder: Path) -> list[Path]:
    """The real reports beside the checkout; without them nine of the same kinds, made below
    ``folder``: a page saved from a site, a bare text, a navigation heap, a PDF and its text."""
    real = sorted(path for path in SAMPLES.glob("*") if path.is_file())
    return real if len(real) == NINE else made_reports(folder)


def tracked_word(folder: Path) -> Path:
    """A DOCX whose author left tracked changes, a comment and hidden text in it."""
    path = folder / "资金安排表.docx"
    path.write_bytes(word())
    return path


def plain_text(folder: Path) -> Path:
    """An attachment with nothing hidden in it."""
    path = folder / "名单.txt"
    path.write_text("青石镇\n白水乡\n", encoding="utf-8")
    return path


def made_reports(folder: Path) -> list[Path]:
    """Nine papers of the kinds that counties keep, none of them real."""
    papers: dict[str, bytes] = {f"{number:03}.txt": _site_text(number) for number in range(5)}
    papers["report-2023.pdf"] = paper()
    papers["report-2023.txt"] = _report("清水县", 2023).encode()
    papers["commission-2024.txt"] = _report("清水县科技局", 2024).encode()
    papers["city-2023.html"] = _page("云河市", 2023).encode()
    paths = []
    for name, content in papers.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return sorted(paths)


def _site_text(number: int) -> bytes:
    year = 2014 + number
    head = "您当前的位置：首页 > 信息公开年报\n\n" if number % 2 else ""
    date = f"来源：清水县人民政府网 发布时间：{year + 1}-01-02 14:05:37 字体大小：\n\n"
    return f"{head}清水县{year}年政务公开工作总结\n\n{date}{_text('清水县', year)}".encode()


def _report(place: str, year: int) -> str:
    return f"{place}人民政府\n{year} 年政府信息公开工作年度报告\n{_text(place, year)}"


def _text(place: str, year: int) -> str:
    parts = ("总体情况", "主动公开政府信息情况", "收到和处理申请情况", "存在的问题")
    return "\n".join(
        f"{numeral}、{part}\n  {year}年，{place}围绕{part}开展工作，" + "完善制度、加强督查。" * 12
        for numeral, part in zip("一二三四", parts, strict=True)
    )


def _page(place: str, year: int) -> str:
    body = "".join(f"<p>{line}</p>" for line in _text(place, year).splitlines())
    table = (
        "<table><tr><th>项目</th><th>件数</th></tr><tr><td>规范性文件</td><td>12</td></tr></table>"
    )
    return f"<h1>{place}{year}年政府信息公开工作年度报告</h1>{body}{table}"
