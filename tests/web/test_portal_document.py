"""The document page and what hangs on it: files, text, data, proof, counting, caching."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from mingtang.disclosure import services as disclosure
from mingtang.portal.pages import document_page
from mingtang.register.counting import READINGS
from mingtang.register.models import Entry, ViewCount
from mingtang.register.publication import Link
from mingtang.register.services import revise, set_validity, withdraw
from tests.spine import NOW, make_actor, make_publication
from tests.web.portal_data import (
    SYSTEM,
    entry_with_file,
    file_url,
    public_entry,
    reviewed_document,
)

pytestmark = pytest.mark.django_db
PERSON = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14)"}
ROBOT = {"HTTP_USER_AGENT": "Googlebot/2.1"}
UNSAFE = (
    '<p onclick="alert(1)">正文</p><script>alert(2)</script><img src="x" onerror="alert(3)">'
    '<a href="javascript:alert(4)">点</a><svg onload="alert(5)"></svg><iframe src="//x"></iframe>'
    '<p style="color:red">红</p>'
)


def code(client: Client, path: str) -> int:
    """The status of an answer; a file is read to its end, which closes it."""
    answer = client.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_the_page_shows_the_catalogue_metadata(client: Client) -> None:
    entry = public_entry(
        doc_number="云政发〔2026〕3号",
        summary="说明供水安排",
        keywords="供水",
        joint_names="云溪县财政局",
    )
    page = client.get(entry.get_absolute_url()).content.decode()
    for value in (
        entry.title,
        entry.publisher_name,
        "云政发〔2026〕3号",
        "说明供水安排",
        "云溪县财政局",
        "通知",
        "综合政务",
        "2026-11-16",
        "有效",
    ):
        assert value in page


def test_page_tags_of_the_guideline(client: Client, settings: Any) -> None:
    settings.MINGTANG_SITE_ID, settings.MINGTANG_DOMAIN = "5301020001", "www.yunxi.gov.cn"
    settings.ALLOWED_HOSTS = ["*"]
    entry = public_entry()
    page = client.get(entry.get_absolute_url()).content.decode()
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))
    required = (
        "SiteName SiteDomain SiteIDCode ColumnName ColumnDescription ColumnKeywords ColumnType"
        " ArticleTitle PubDate ContentSource"
    )
    assert all(tags.get(name) for name in required.split())
    assert tags["ArticleTitle"] == entry.title
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", tags["PubDate"])
    assert tags["PubDate"] == "2026-11-20 10:00"
    assert tags["ColumnName"] == "政策文件"
    assert tags["Url"] == f"http://www.yunxi.gov.cn{entry.get_absolute_url()}"


@pytest.mark.parametrize("path", ["", "/text", ".json"])
def test_unsafe_markup_is_never_rendered(client: Client, path: str) -> None:
    entry = public_entry(body_html=UNSAFE, title="<script>alert(0)</script>")
    answer = client.get(entry.get_absolute_url() + path)
    if path:  # plain text and data: not markup, and told so to the browser
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not answer.headers["Content-Type"].startswith("text/html")
        assert "alert(2)" not in answer.content.decode()
        return
    page = answer.content.decode()
    assert "<script>alert" not in page
    for piece in ("onclick", "onerror", "javascript:", "<svg onload", "<iframe", "style="):
        assert piece not in page
    assert "正文" in page


def test_what_is_withdrawn_is_gone_everywhere_at_once(client: Client) -> None:
    entry = entry_with_file()
    file = file_url(entry)
    pages = ["/", "/open/", "/section/wenjian/", f"/units/{entry.unit_id}/", "/search/?q=事项"]
    feeds = ["/feed/", "/section/wenjian/feed/", f"/units/{entry.unit_id}/feed/"]
    lists = [*pages, *feeds, "/search/feed/?q=事项", "/sitemap-1.xml"]
    own = [entry.get_absolute_url() + end for end in ("", "/text", ".json", "/report/")]
    own += [file, f"{entry.register_url}/content.json"]
    needle = entry.index_number.partition("/")[2]
    for path in lists:
        assert needle in client.get(path).content.decode(), path
    for path in own:
        assert code(client, path) == 200, path

    withdraw(entry, by=SYSTEM, at=NOW, reason="含有个人信息")

    for path in lists:
        answer = client.get(path)
        assert needle not in answer.content.decode(), path
        assert entry.title not in answer.content.decode(), path
    for path in own:
        answer = client.get(path)
        assert answer.status_code == 410, path
        assert "现将有关事项通知如下" not in answer.content.decode()
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "含有个人信息" in page
    assert entry.register_url in page
    register = client.get(entry.register_url)
    assert register.status_code == 200
    assert "含有个人信息" in register.content.decode()
    assert "现将有关事项通知如下" not in register.content.decode()


def test_a_file_of_an_older_version_is_gone(client: Client) -> None:
    entry = entry_with_file()
    file = file_url(entry)
    assert code(client, file) == 200
    revise(entry, make_publication(entry.unit, "file"), by=SYSTEM, at=NOW)
    assert code(client, file) == 404


def test_a_private_file_has_no_public_address(client: Client) -> None:
    entry, other = entry_with_file(), public_entry("other")
    file = file_url(entry)
    assert code(client, file.replace(*_backs(entry, other))) == 404


def _backs(entry: Entry, other: Entry) -> tuple[str, str]:
    return entry.index_parts[1], other.index_parts[1]


@pytest.mark.parametrize(
    ("name", "content", "inline"),
    [("表.csv", b"a,b\n1,2\n", False), ("页.html", b"<html><script>1</script></html>", False)],
)
def test_attachments_cannot_run_in_the_sites_name(
    client: Client, name: str, content: bytes, inline: bool
) -> None:
    answer = client.get(file_url(entry_with_file(content, name)))
    assert answer.headers["Content-Disposition"].startswith("inline" if inline else "attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == content


def test_drafts_show_nowhere(client: Client) -> None:
    document = reviewed_document(title="已公开的文件")
    unit = document.unit
    clerk = make_actor("赵小磊", "clerk", unit)
    secret = "尚未公开的标题"
    content = disclosure.Content(values={"title": secret, "body_html": f"<p>{secret}</p>"})
    disclosure.create(unit=unit, content=content, by=clerk, at=NOW)
    entry = document.entry
    assert entry is not None
    disclosure.revise(
        document, changed_on=NOW.date(), reason="更正", by=clerk, at=NOW, edition=document.edition
    )
    document.refresh_from_db()
    disclosure.save(document, content, by=clerk, at=NOW, edition=document.edition)
    document.refresh_from_db()
    disclosure.submit(document, by=clerk, at=NOW, edition=document.edition)
    paths = [
        "/", "/open/", "/section/wenjian/", f"/units/{unit.pk}/", "/feed/", "/sitemap-1.xml",
        f"/search/?q={secret}", f"/search/feed/?q={secret}", entry.get_absolute_url(),
        f"{entry.get_absolute_url()}.json", f"{entry.get_absolute_url()}/text",
        entry.register_url, f"{entry.register_url}/content.json",
    ]  # fmt: skip
    for path in paths:
        body = client.get(path).content.decode()
        assert f"<p>{secret}" not in body, path
        assert f"{secret}</a>" not in body, path
    register = client.get(entry.register_url).content.decode()
    assert secret not in register
    assert register.count("单位负责人审核") == 1, "the review under way is not shown"


def test_the_register_page_proves_the_publication(client: Client) -> None:
    document = reviewed_document()
    entry = document.entry
    assert entry is not None
    page = client.get(entry.register_url).content.decode()
    for words in ("提交", "单位负责人审核", "保密审查", "政务公开办终审", "按期公开", "data-strip"):
        assert words in page
    assert "2026-11-20 14:00" in page
    for name in ("赵磊", "周强", "李静", "王芳"):
        assert name not in page, "names of staff are not shown"


def test_a_missed_limit_is_told_as_missed(client: Client) -> None:
    document = reviewed_document(made_on=(NOW - timedelta(days=60)).date())
    assert document.entry is not None
    assert "逾期公开" in client.get(document.entry.register_url).content.decode()


def test_anyone_can_recompute_the_content_hash(client: Client) -> None:
    entry = entry_with_file()
    answer = client.get(f"{entry.register_url}/content.json")
    assert hashlib.sha256(answer.content).hexdigest() == entry.content_hash
    shown = client.get(entry.register_url).content.decode()
    assert entry.content_hash[:8] in shown


def test_a_repealed_document_says_so_and_leads_to_the_new_one(client: Client) -> None:
    old = public_entry("1", title="燃气管理办法")
    new = public_entry("2", title="燃气管理办法（修订）", links=(Link(old.pk, "replaces"),))
    page = client.get(old.get_absolute_url()).content.decode()
    banner = page[page.index("validity-banner") :][:600]
    assert "废止" in banner
    assert new.get_absolute_url() in banner
    assert old.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()


def test_interpretation_and_document_link_both_ways(client: Client) -> None:
    document = public_entry("1", title="供水方案")
    reading = public_entry("2", title="供水方案解读", links=(Link(document.pk, "interprets"),))
    assert reading.get_absolute_url() in client.get(document.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in client.get(reading.get_absolute_url()).content.decode()
    assert "政策解读</span>" in client.get(document.get_absolute_url()).content.decode()
    assert "所解读的文件</span>" in client.get(reading.get_absolute_url()).content.decode()
    withdraw(reading, by=SYSTEM, at=NOW, reason="内容有误")
    page = client.get(document.get_absolute_url()).content.decode()
    assert reading.get_absolute_url() not in page


def test_neutral_relation_is_shown_on_both_pages(client: Client) -> None:
    document = public_entry("1", title="供水方案")
    other = public_entry("2", title="供水设施目录", links=(Link(document.pk, "related"),))
    for here, there in ((document, other), (other, document)):
        page = client.get(here.get_absolute_url()).content.decode()
        assert "相关文件" in page and there.title in page


def test_former_versions_show_their_dates_and_not_their_text(client: Client) -> None:
    entry = public_entry(body_html="<p>第一版内容</p>")
    fresh = make_publication(entry.unit, "1", body_html="<p>第二版内容</p>")
    revise(entry, fresh, by=SYSTEM, at=NOW + timedelta(days=1))
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "第 1 版" in page
    assert "2026-11-21 10:00" in page
    assert "第二版内容" in page
    assert "第一版内容" not in page


def test_text_and_json_carry_the_whole_document(client: Client) -> None:
    entry = entry_with_file()
    text = client.get(f"{entry.get_absolute_url()}/text")
    assert entry.title in text.content.decode()
    assert "现将有关事项通知如下。" in text.content.decode()
    assert "attachment" in text.headers["Content-Disposition"]
    data = json.loads(client.get(f"{entry.get_absolute_url()}.json").content)
    assert data["index_number"] == entry.index_number
    assert data["files"][0]["name"] == "附件1.csv"
    assert code(client, data["files"][0]["url"].partition("testserver")[2]) == 200


def test_the_qr_code_is_an_image_of_its_own(client: Client) -> None:
    answer = client.get(f"{public_entry().get_absolute_url()}/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


@pytest.mark.parametrize(
    "path", ["/doc/ABC/2026-00001", "/doc/11530102MB00000014/2026-1", "/doc/000000000/2026-00001"]
)
def test_an_unknown_index_number_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()


# --- cost and caching ---------------------------------------------------------------------------


def test_queries_are_few(client: Client, django_assert_max_num_queries: Any) -> None:
    entry = entry_with_file()
    public_entry("2", links=(Link(entry.pk, "interprets"),))
    client.get(entry.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(entry.get_absolute_url(), **PERSON)


def test_a_page_seen_is_not_sent_again_until_something_changes(client: Client) -> None:
    entry = public_entry()
    first = client.get(entry.get_absolute_url())
    headers = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert client.get(entry.get_absolute_url(), **headers).status_code == 304
    public_entry("2", title="解读", links=(Link(entry.pk, "interprets"),))
    assert client.get(entry.get_absolute_url(), **headers).status_code == 200
    again = client.get(entry.get_absolute_url()).headers["ETag"]
    set_validity(
        entry, validity="repealed", on=NOW.date(), by=SYSTEM, at=NOW + timedelta(1), reason="清理"
    )
    answer = client.get(entry.get_absolute_url(), HTTP_IF_NONE_MATCH=again)
    assert answer.status_code == 200
    assert "废止" in answer.content.decode()


def test_preferences_are_part_of_the_version(client: Client) -> None:
    entry = public_entry()
    etag = client.get(entry.get_absolute_url()).headers["ETag"]
    client.post("/preferences/", {"elder": "1", "next": "/"})
    answer = client.get(entry.get_absolute_url(), HTTP_IF_NONE_MATCH=etag)
    assert answer.status_code == 200
    assert "Cookie" in answer.headers["Vary"]


def test_fifty_readings_cost_one_batch_and_robots_do_not_count(client: Client) -> None:
    READINGS.flush()
    entry = public_entry()
    for _ in range(49):
        client.get(entry.get_absolute_url(), **PERSON)
    client.get(entry.get_absolute_url(), HTTP_USER_AGENT="Googlebot/2.1")
    assert not ViewCount.objects.exists()
    client.get(entry.get_absolute_url(), **PERSON)
    assert ViewCount.objects.get(entry=entry).total == 50
    client.get(entry.get_absolute_url(), **PERSON)
    READINGS.flush()
    assert ViewCount.objects.get(entry=entry).total == 51
    assert settings.DEBUG is False


def test_title_is_copied_as_it_was_published(client: Client) -> None:
    title = "关于做好2026年PDF文件2类工作的通知"
    entry = public_entry("typeset", title=title)
    for address in (entry.get_absolute_url(), entry.register_url, "/open/"):
        page = client.get(address).content.decode()
        assert title in page
        assert not {"\u2009", "\u202f"} & set(page)


def test_register_page_of_a_withdrawn_entry_does_not_call_it_valid(client: Client) -> None:
    entry = public_entry("gone")
    withdraw(entry, by=SYSTEM, at=NOW, reason="核对")
    page = client.get(entry.register_url).content.decode()
    row = re.search(r"<dt>有效性</dt><dd>(.*?)</dd>", page, re.S)
    assert row is not None
    assert "已撤下" in row[1]
    assert "有效<" not in row[1]


def test_kept_limit_shows_the_day_of_publication_and_not_today(client: Client) -> None:
    entry = reviewed_document().entry
    assert entry is not None
    page = client.get(entry.register_url).content.decode()
    assert "已公开的那天" in page
    assert "is-done" in page
    assert "is-today" not in page


def test_the_count_of_readings_shows_from_the_first_one(client: Client) -> None:
    READINGS.flush()
    entry = public_entry()
    assert "阅读：" not in client.get(entry.get_absolute_url(), **ROBOT).content.decode()
    ViewCount.objects.update_or_create(entry=entry, defaults={"total": 3})
    page = Client().get(entry.get_absolute_url(), **ROBOT).content.decode()
    assert '阅读：<span class="num">3</span> 次' in page


def test_a_title_breaks_between_words_and_keeps_its_text(client: Client) -> None:
    entry = public_entry(title="关于科技型中小企业培育有关工作的通知")
    page = client.get(entry.get_absolute_url()).content.decode()
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    assert "<wbr>" in heading
    assert "关于科技型中小企业培育有关工作的通知" in heading.replace("<wbr>", "")


@pytest.mark.parametrize("end", ["/text", ".json"])
def test_what_is_no_page_holds_no_markup(client: Client, end: str) -> None:
    entry = public_entry(doc_number="云政发〔2026〕3号", summary="说明供水安排", keywords="供水")
    told = client.get(entry.get_absolute_url() + end).content.decode()
    assert entry.index_number in told
    assert not re.search(r"<[a-z/!]|&[a-z]+;", told)


def test_citation_and_catalogue_of_the_page_hold_no_markup() -> None:
    entry = public_entry(doc_number="云政发〔2026〕3号")
    page = document_page(entry, url="http://testserver/doc", files=(), related=())
    for told in (page.citation, *(value for _, value, _ in page.facts)):
        assert "<" not in told
    assert entry.index_number in page.citation


def test_index_number_on_the_page_may_break_after_its_stroke(client: Client) -> None:
    entry = public_entry()
    page = client.get(entry.get_absolute_url()).content.decode()
    front, back = entry.index_parts
    assert f'<dt>索引号</dt><dd class="mono">{front}/<wbr>{back}</dd>' in page
