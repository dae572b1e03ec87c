"""Who publishes, and what is attached."""

from __future__ import annotations

from datetime import datetime

from mingtang.files.models import StoredFile
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register import services
from mingtang.register.models import Entry
from mingtang.register.publication import Publication
from tests.spine import NOW

OFFICE = Actor(1, "李敏", "disclosure_office", 1, "云溪县人民政府办公室")


def publish(publication: Publication, *, at: datetime = NOW) -> Entry:
    return services.publish(publication, by=OFFICE, at=at)


def stored_file(sha256: str = "d" * 64) -> StoredFile:
    """The row of a file; its bytes are not asked for here."""
    return StoredFile.objects.create(
        name="附件.pdf",
        kind="pdf",
        mime="application/pdf",
        size=1,
        sha256=sha256,
        path=f"{sha256[:2]}/{sha256}",
        uploaded_at=NOW,
        unit=Unit.objects.first(),
        scan_state="unscanned",
    )
