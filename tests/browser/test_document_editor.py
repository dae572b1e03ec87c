"""The body editor under the strict content policy, and the draft kept while typing."""

from __future__ import annotations

from typing import Any

import pytest

from mingtang.disclosure.models import Document, DraftBuffer
from tests.unit.disclosure.world import World

PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const spot = document.querySelector(".ProseMirror");
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  spot.dispatchEvent(new ClipboardEvent("paste", how));
}"""
FROM_WPS = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>一、</span>总体要求</p>"
    "<table border=1><tr><td colspan=2>合计</td></tr><tr><td>甲</td><td>1,240</td></tr></table>"
    "<script>steal()</script><svg onload='steal()'></svg>"
)


@pytest.fixture
def world(transactional_db: Any) -> World:
    return World()


def enter(page: Any, world: World) -> None:
    account = world.account(world.clerk)
    account.set_password("a-long-password-1")
    account.save()
    page.goto("/account/login/")
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", "a-long-password-1")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


def test_pasted_table_and_numbering_survive_and_script_does_not(page: Any, world: World) -> None:
    document = world.draft()
    enter(page, world)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("新写一段")
    page.evaluate(PASTE, FROM_WPS)
    page.wait_for_selector("text=已粘贴，去掉了")
    page.click(".save-bar button")
    page.wait_for_url(f"**/desk/documents/{document.pk}/")
    document = Document.objects.get(pk=document.pk)
    for kept in ("新写一段", "一、总体要求", 'colspan="2"', "1,240"):
        assert kept in document.body_html.replace("一、 ", "一、")
    for gone in ("steal", "script", "svg", "mso", "style="):
        assert gone not in document.body_html
    assert document.edition == 2


def test_typing_is_kept_beside_the_document_and_offered_again(page: Any, world: World) -> None:
    document = world.draft()
    page.clock.install()
    enter(page, world)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.wait_for_selector(".ProseMirror")
    page.fill("[name=summary]", "打到一半")
    page.clock.run_for(21_000)
    page.wait_for_selector("text=暂存")
    assert DraftBuffer.objects.get().payload["summary"] == ["打到一半"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.click("text=恢复")
    assert page.input_value("[name=summary]") == "打到一半"


def test_editor_opens_with_a_caption_and_a_picture_and_keeps_both(page: Any, world: World) -> None:
    table = "<table><caption>表一</caption><tbody><tr><td>1</td></tr></tbody></table>"
    document = world.draft(body_html=f'<p>甲<img src="/media/1.png" alt="图">乙</p>{table}')
    enter(page, world)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.wait_for_selector(".ProseMirror img[alt=图]")
    page.click(".ProseMirror p >> nth=0")
    page.keyboard.press("End")
    page.keyboard.type("丙")
    page.click(".save-bar button")
    page.wait_for_url(f"**/desk/documents/{document.pk}/")
    saved = Document.objects.get(pk=document.pk).body_html
    assert 'src="/media/1.png"' in saved and "丙" in saved
    assert '<p class="align-center"><strong>表一</strong></p>' in saved
