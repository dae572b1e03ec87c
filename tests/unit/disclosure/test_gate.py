"""Findings of the gate on a document: each is fixed, masked or justified, and the journal knows."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.files.limits import Limits
from mingtang.files.models import StoredFile
from mingtang.files.services import store_chunks
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Finding, WatchWord
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import BODY, ID_NUMBER, NOW, World

LEAK = f"<p>联系人身份证号<b>{ID_NUMBER[:9]}</b>{ID_NUMBER[9:]}。</p>"


def found(world: World, document: Document) -> Finding:
    services.examine_document(document, by=world.clerk, at=NOW)
    return Finding.objects.get(settlement="open")


def test_masking_covers_the_text_through_markup_and_is_journalled(world: World) -> None:
    document = world.draft(body_html=LEAK)
    finding = found(world, document)
    assert finding.excerpt == ID_NUMBER
    masked = services.mask_finding(document, finding, by=world.clerk, at=NOW, edition=1)
    assert ID_NUMBER[9:] not in masked.body_html and finding.mask in masked.body_html
    assert (masked.state, masked.edition) == ("draft", 2)
    finding.refresh_from_db()
    assert (finding.settlement, finding.settled_by) == ("masked", "赵磊")
    entry = JournalEntry.objects.get(act="gate.mask")
    assert entry.detail == {"findings": [[finding.pk, finding.kind, finding.place]]}
    assert ID_NUMBER not in str(entry.detail)
    assert world.submit(masked).state == "with_leader"


def test_masking_under_review_voids_the_approvals(world: World) -> None:
    document = world.with_office()
    WatchWord.objects.create(word="有关事项", kind="sensitive")
    Document.objects.filter(pk=document.pk).update(body_html=LEAK)
    document.refresh_from_db()
    services.examine_document(document, by=world.publisher, at=NOW)
    finding = Finding.objects.get(excerpt=ID_NUMBER)
    masked = services.mask_finding(
        document, finding, by=world.publisher, at=NOW, edition=document.edition
    )
    assert (masked.state, masked.round) == ("with_leader", 2)
    with refused("state"):
        services.publish(masked, by=world.publisher, at=NOW, edition=masked.edition)


def test_justification_gives_its_reason_and_holds_for_the_next_edition(world: World) -> None:
    WatchWord.objects.create(word="有关事项", kind="sensitive", advice="核对")
    document = world.draft()
    finding = found(world, document)
    with refused("gate.reason"):
        services.justify_finding(document, finding, reason="行", by=world.clerk, at=NOW, edition=1)
    with refused("gate.mask"):
        services.mask_finding(document, finding, by=world.clerk, at=NOW, edition=1)
    services.justify_finding(
        document, finding, reason="文件原名如此", by=world.clerk, at=NOW, edition=1
    )
    assert JournalEntry.objects.get(act="gate.justify").reason == "文件原名如此"
    with refused("gate.settled"):
        services.justify_finding(
            document, finding, reason="文件原名如此", by=world.clerk, at=NOW, edition=1
        )
    saved = services.save(
        document, Content({"body_html": BODY + "<p>另：</p>"}), by=world.clerk, at=NOW, edition=1
    )
    assert world.submit(saved).state == "with_leader"


def test_removed_words_count_as_fixed_and_open_again_when_they_return(world: World) -> None:
    document = world.draft(body_html=LEAK)
    finding = found(world, document)
    saved = services.save(document, Content({"body_html": BODY}), by=world.clerk, at=NOW, edition=1)
    assert services.examine_document(saved, by=world.clerk, at=NOW) == 0
    finding.refresh_from_db()
    assert finding.settlement == "fixed"
    assert JournalEntry.objects.filter(act="gate.fix").count() == 1
    again = services.save(saved, Content({"body_html": LEAK}), by=world.clerk, at=NOW, edition=2)
    assert services.examine_document(again, by=world.clerk, at=NOW) == 1


@pytest.mark.parametrize("who", ["supervisor", "it", "secrecy", "stranger"])
def test_findings_are_settled_by_those_who_have_a_part_in_the_state(world: World, who: str) -> None:
    document = world.draft(body_html=LEAK)
    finding = found(world, document)
    code = "own_unit" if who == "stranger" else "role"
    for settle, more in (
        (services.mask_finding, {}),
        (services.justify_finding, {"reason": "依法应当公开"}),
    ):
        with refused(code):
            settle(document, finding, by=getattr(world, who), at=NOW, edition=1, **more)


def test_finding_of_another_document_is_refused(world: World) -> None:
    finding = found(world, world.draft(body_html=LEAK))
    with refused("gate.other"):
        services.mask_finding(world.draft(), finding, by=world.clerk, at=NOW, edition=1)


def test_published_text_is_not_masked_behind_the_register(world: World) -> None:
    document = world.published()
    finding = found(world, world.draft(body_html=LEAK))
    Finding.objects.update(subject_id=str(document.pk))
    with refused("gate.state"):
        services.mask_finding(
            document, finding, by=world.publisher, at=NOW, edition=document.edition
        )


def test_new_word_on_the_list_stops_a_publication_already_reviewed(world: World) -> None:
    document = world.with_office()
    WatchWord.objects.create(word="有关事项", kind="sensitive")
    with refused("gate_clear"):
        services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    assert Finding.objects.unsettled().count() == 1


def stored(world: World, name: str, **fields: object) -> StoredFile:
    values = {"kind": "pdf", "mime": "application/pdf", "size": 9, "sha256": "0" * 64, "path": "x"}
    return StoredFile.objects.create(
        name=name, unit=fields.pop("unit", world.unit), uploaded_at=NOW, **(values | fields)
    )


def test_attachments_are_added_named_ordered_replaced_and_taken_off(world: World) -> None:
    document = world.draft()
    first = services.attach(document, stored(world, "甲.pdf"), by=world.clerk, at=NOW, edition=1)
    second = services.attach(
        document, stored(world, "乙.pdf"), by=world.clerk, at=NOW, edition=2, name="附件2.pdf"
    )
    with refused("document.file"):
        foreign = stored(world, "外.pdf", unit=world.other)
        services.attach(document, foreign, by=world.clerk, at=NOW, edition=3)
    with refused("document.file_name"):
        services.arrange(document, [(first.pk, " ")], by=world.clerk, at=NOW, edition=3)
    arranged = services.arrange(
        document,
        [(second.pk, "附件1.pdf"), (first.pk, "甲.pdf")],
        by=world.clerk,
        at=NOW,
        edition=3,
    )
    assert list(arranged.files.values_list("name", flat=True)) == ["附件1.pdf", "甲.pdf"]
    same = services.arrange(arranged, [(second.pk, "附件1.pdf")], by=world.clerk, at=NOW, edition=4)
    assert same.edition == 4
    clean = stored(world, "甲.pdf", sha256="1" * 64)
    replaced = services.replace_file(first, clean, by=world.clerk, at=NOW, edition=4)
    with refused("document.file"):
        services.replace_file(first, foreign, by=world.clerk, at=NOW, edition=5)
    left = services.detach(second, by=world.clerk, at=NOW, edition=replaced.edition)
    assert [each.file for each in left.files.all()] == [clean]
    newest = left.versions.first()
    assert newest.metadata["files"] == [["甲.pdf", "1" * 64]]
    acts = JournalEntry.objects.about("disclosure.document", document.pk)
    assert sum(each.act == "document.save" for each in acts) == 5


def test_original_of_an_import_is_neither_examined_nor_published(world: World) -> None:
    document = world.draft()
    hidden = [{"kind": "author", "where": "", "excerpt": "张三", "label_zh": "作者"}]
    file = stored(world, "原件.pdf", text_excerpt=ID_NUMBER, hidden_data=hidden)
    services.attach(document, file, by=world.clerk, at=NOW, edition=1, original=True)
    document.refresh_from_db()
    assert services.examine_document(document, by=world.clerk, at=NOW) == 0
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    entry = services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    assert not entry.current.files.exists()


def test_document_number_and_joint_bodies_are_examined_and_not_masked(world: World) -> None:
    WatchWord.objects.create(word="水务局", kind="sensitive", advice="核对")
    document = services.create(
        unit=world.unit,
        content=Content(world.values(doc_number="秘密★1年"), joint_units=(world.other,)),
        by=world.clerk,
        at=NOW,
    )
    services.examine_document(document, by=world.clerk, at=NOW)
    found = set(Finding.objects.values_list("place", "mask"))
    assert found == {("发文字号", ""), ("联合发文机关", "")}
    joint = Finding.objects.get(place="联合发文机关")
    with refused("gate.mask"):
        services.mask_finding(document, joint, by=world.clerk, at=NOW, edition=1)
    services.save(document, Content(joint_units=()), by=world.clerk, at=NOW, edition=1)
    document.refresh_from_db()
    services.examine_document(document, by=world.clerk, at=NOW)
    joint.refresh_from_db()
    assert joint.settlement == "fixed"


def test_text_beyond_what_is_kept_of_an_attachment_is_a_finding(world: World) -> None:
    """The number stands where the gate cannot see it; that something is there, it says."""
    text = f"甲{'公开' * 600}身份证号{ID_NUMBER}".encode()
    file = store_chunks(
        [text],
        name="名单.txt",
        by=world.clerk,
        unit=world.unit,
        at=NOW,
        limits=Limits(max_text=1000),
    )
    assert ID_NUMBER not in file.text_excerpt
    document = world.draft()
    services.attach(document, file, by=world.clerk, at=NOW, edition=1)
    document.refresh_from_db()
    with refused("gate_clear"):
        world.submit(document)
    finding = Finding.objects.get()
    assert finding.kind == "hidden.unchecked"
    assert finding.excerpt == "附件过长，超出 1000 字的部分未检查"
    assert "人工看完" in finding.advice
    services.justify_finding(
        document, finding, reason="已人工看完全文", by=world.clerk, at=NOW, edition=2
    )
    assert world.submit(document).state == "with_leader"


def test_name_of_an_attachment_is_examined(world: World) -> None:
    document = world.draft()
    row = services.attach(document, stored(world, "表.pdf"), by=world.clerk, at=NOW, edition=1)
    services.arrange(document, [(row.pk, f"{ID_NUMBER}.pdf")], by=world.clerk, at=NOW, edition=2)
    document.refresh_from_db()
    with refused("gate_clear"):
        world.submit(document)
    assert Finding.objects.get().excerpt == ID_NUMBER


def test_hidden_data_in_an_attachment_stops_the_submission(world: World) -> None:
    document = world.draft()
    hidden = [{"kind": "author", "where": "", "excerpt": "张三", "label_zh": "作者"}]
    file = stored(world, "表.pdf", hidden_data=hidden)
    services.attach(document, file, by=world.clerk, at=NOW, edition=1)
    document.refresh_from_db()
    with refused("gate_clear"):
        world.submit(document)
    assert Finding.objects.get().kind == "hidden.author"


def leaking(world: World, document: Document) -> Finding:
    """Put a number into a text under review, as an import by an older gate would have left it."""
    Document.objects.filter(pk=document.pk).update(body_html=LEAK)
    document.refresh_from_db()
    return found(world, document)


def test_only_leader_of_a_unit_masks_and_still_reviews(world: World) -> None:
    """Covering personal data is no drafting: the text stays the clerk's."""
    document = world.with_leader()
    masked = services.mask_finding(
        document, leaking(world, document), by=world.leader, at=NOW, edition=document.edition
    )
    assert masked.versions.get(edition=masked.edition).masked_only
    approved = services.approve(masked, by=world.leader, at=NOW, edition=masked.edition)
    assert approved.state == "with_confidentiality"


def test_reviewer_who_masked_reviews_the_document_also_when_it_comes_again(world: World) -> None:
    document = world.with_confidentiality()
    masked = services.mask_finding(
        document, leaking(world, document), by=world.secrecy, at=NOW, edition=document.edition
    )
    assert (masked.state, masked.round) == ("with_leader", 2)  # the approval before is void
    back = services.return_for_changes(
        masked, by=world.leader, at=NOW, edition=masked.edition, opinion="再核对"
    )
    saved = services.save(
        back, Content({"summary": "概述"}), by=world.clerk, at=NOW, edition=back.edition
    )
    again = world.submit(saved)
    again = services.approve(again, by=world.leader, at=NOW, edition=again.edition)
    clear = services.secrecy_clear(again, by=world.secrecy, at=NOW, edition=again.edition)
    assert clear.state == "with_office"


def test_reviewer_who_also_wrote_does_not_review_though_he_masked(world: World) -> None:
    document = world.with_office()
    document = services.return_for_changes(
        document, by=world.publisher, at=NOW, edition=document.edition, opinion="改"
    )
    document = services.save(
        document, Content({"summary": "新"}), by=world.publisher, at=NOW, edition=document.edition
    )
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    with refused("not_own_work"):
        services.publish(document, by=world.publisher, at=NOW, edition=document.edition)


def test_what_was_justified_about_the_masked_words_is_masked_without_its_old_reason(
    world: World,
) -> None:
    document = world.draft(body_html=LEAK)
    finding = found(world, document)
    other = Finding.objects.create(
        subject_type=finding.subject_type,
        subject_id=finding.subject_id,
        version=finding.version,
        kind="word.sensitive",
        place="正文 第1段",
        excerpt=finding.excerpt,
        fingerprint="f" * 64,
        settlement="justified",
        reason="此前说明的理由",
    )
    services.mask_finding(document, finding, by=world.clerk, at=NOW, edition=1)
    other.refresh_from_db()
    assert (other.settlement, other.reason) == ("masked", "")
    entry = JournalEntry.objects.get(act="gate.mask")
    assert [row[0] for row in entry.detail["findings"]] == [finding.pk, other.pk]


def test_made_on_is_kept_as_a_date(world: World) -> None:
    document = world.draft(made_on=date(2026, 11, 2))
    assert document.versions.get().metadata["made_on"] == "2026-11-02"
