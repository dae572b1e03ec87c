"""What the tests of the public side publish."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import Document
from mingtang.files.services import store_chunks
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.models import Entry
from mingtang.register.publication import PublishedFile
from mingtang.register.services import publish
from tests.spine import NOW, make_actor, make_publication, make_section, make_unit

SYSTEM = Actor.system()


def public_entry(
    source: str = "1", unit: Unit | None = None, at: datetime = NOW, **changes: Any
) -> Entry:
    """An entry entered straight into the register."""
    unit = unit or Unit.objects.first() or make_unit("云溪县水务局", 1)
    return publish(make_publication(unit, source, **changes), by=SYSTEM, at=at)


def entry_with_file(content: bytes = b"a,b\n1,2\n", name: str = "附件1.csv") -> Entry:
    """An entry with one attachment."""
    unit = Unit.objects.first() or make_unit("云溪县水务局", 1)
    clerk = make_actor("赵磊", "clerk", unit)
    stored = store_chunks([content], name=name, by=clerk, unit=unit, at=NOW)
    return public_entry("file", unit, files=(PublishedFile(stored.pk, name),))


def reviewed_document(**values: Any) -> Document:
    """A document that went through every review; ``document.entry`` is its entry."""
    unit = Unit.objects.first() or make_unit("云溪县水务局", 1)
    clerk = make_actor("赵磊", "clerk", unit)
    given = {
        "title": "关于做好供水保障工作的通知",
        "genre": "notice",
        "made_on": (NOW - timedelta(days=4)).date(),
        "home": make_section(),
        "body_html": "<p>请各单位认真执行。</p>",
    }
    content = disclosure.Content(values=given | values)
    document = disclosure.create(unit=unit, content=content, by=clerk, at=NOW)
    steps = (
        (disclosure.submit, clerk),
        (disclosure.approve, make_actor("周强", "leader", unit)),
        (disclosure.secrecy_clear, make_actor("李静", "confidentiality", unit)),
        (disclosure.publish, make_actor("王芳", "disclosure_office", unit)),
    )
    for hours, (act, by) in enumerate(steps, 1):
        document.refresh_from_db()
        act(document, by=by, at=NOW + timedelta(hours=hours), edition=document.edition)
    document.refresh_from_db()
    return document


def file_url(entry: Entry) -> str:
    """The address of an entry's first attachment."""
    from mingtang.portal.pages import page_file
    from mingtang.register.queries import public_files

    return page_file(entry, public_files(entry)[0]).url
