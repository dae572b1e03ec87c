"""The life of one document, act by act, each by the person whose office it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content, Related
from mingtang.disclosure.states import State
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.register.gate import unsettled
from mingtang.register.models import Finding

from . import attachments, remarks
from .county import County
from .piece import Course, Piece

Life = Iterator[datetime]


class Career:
    """One document on its way. ``self.at`` is the moment of the act under way."""

    def __init__(self, county: County, piece: Piece) -> None:
        self.county = county
        self.piece = piece
        self.rng = piece.rng
        self.at = piece.created_at
        self.document = Document()

    def _next(self, least: int = 20) -> datetime:
        """The moment of the next act."""
        minutes = self.rng.randint(least, max(least + 1, self.piece.pace))
        self.at = self.county.work.after(self.at, minutes, self.rng)
        return self.at

    def _by(self, role: str) -> Actor:
        return self.county.staff[self.document.unit_id, role]

    @property
    def _office(self) -> Actor:
        return self.county.office[self.document.pk % len(self.county.office)]

    def live(self) -> Life:
        """From the first draft to the end that the plan foresees."""
        piece = self.piece
        yield self.at
        self._draft()
        if piece.attachment:
            yield self._next()
            self._attach()
        if piece.course is Course.HANDED_OVER:
            self.at = piece.release_at or self.at
            yield self.at
            self.document = Document.objects.select_related("unit").get(pk=self.document.pk)
        yield self._next()
        self._settle_findings()
        if piece.course is Course.DISCARDED:
            self._discard()
        elif piece.stop != State.DRAFT:
            yield from self._review()
        piece.document = self.document

    def _draft(self) -> None:
        piece = self.piece
        links = tuple(
            Related(target.entry, kind) for target, kind in piece.links if target.entry is not None
        )
        self.document = services.create(
            unit=piece.unit,
            content=Content(piece.values, sections=piece.further or None, links=links or None),
            by=self.county.actor(piece.unit, Role.CLERK),
            at=self.at,
        )

    def _attach(self) -> None:
        by = self._by(Role.CLERK)
        file = attachments.stored(self.piece, by=by, at=self.at)
        services.attach(
            self.document, file, by=by, at=self.at, edition=self.document.edition, name=file.name
        )
        self._reload()

    def _reload(self) -> None:
        self.document.refresh_from_db()

    def _settle_findings(self) -> None:
        """Deal with what the gate finds, as the course has it; drafts may keep it open."""
        course, by, at = self.piece.course, self._by(Role.CLERK), self.at
        if course not in (Course.MASKED, Course.JUSTIFIED, Course.FIXED):
            return
        services.examine_document(self.document, by=by, at=at)
        self._reload()
        if self.piece.stop == State.DRAFT:
            return
        for finding in unsettled(self.document):
            edition = self.document.edition
            if course is Course.MASKED and finding.mask:
                if not Finding.objects.filter(pk=finding.pk, settlement="open").exists():
                    continue
                services.mask_finding(self.document, finding, by=by, at=at, edition=edition)
                self._reload()
            elif course is Course.FIXED:
                fixed = self.document.body_html.replace(*remarks.CORRECTION)
                content = Content({"body_html": fixed})
                services.save(self.document, content, by=by, at=at, edition=edition)
                services.examine_document(self.document, by=by, at=at)
                self._reload()
            else:
                services.justify_finding(
                    self.document, finding, reason=remarks.REASON, by=by, at=at, edition=edition
                )

    def _discard(self) -> None:
        services.discard(
            self.document,
            reason="内容已并入另一份文件，不再单独印发",
            by=self._by(Role.CLERK),
            at=self.at,
            edition=self.document.edition,
        )

    def _review(self) -> Life:
        """The three reviews, as far as the plan goes."""
        piece = self.piece
        if piece.course is Course.EMERGENCY:
            self._publish_at_once()
            yield self._next()
            self._reload()
            services.post_review(
                self.document,
                agrees=True,
                opinion="情况紧急，内容准确，同意",
                by=self._by(Role.LEADER),
                at=self.at,
                edition=self.document.edition,
            )
            return
        self._submit()
        if piece.course is Course.RETURNED:
            yield from self._return_once()
            if piece.stop == "returned":
                return
        if piece.stop == State.WITH_LEADER:
            return
        yield self._next()
        self.document = services.approve(
            self.document,
            by=self._by(Role.LEADER),
            at=self.at,
            edition=self.document.edition,
            opinion=self.rng.choice(remarks.AGREED),
        )
        if piece.stop == State.WITH_CONFIDENTIALITY:
            return
        yield self._next()
        if piece.course is Course.REFERRED:
            yield from self._refer()
            if piece.stop == State.REFERRED:
                return
        if piece.course is Course.REFUSED:
            yield from self._refuse()
            return
        self._clear()
        if piece.stop == State.WITH_OFFICE:
            return
        yield self._next()
        yield from self._release()

    def _submit(self) -> None:
        self.document = services.submit(
            self.document, by=self._by(Role.CLERK), at=self.at, edition=self.document.edition
        )

    def _clear(self) -> None:
        self.document = services.secrecy_clear(
            self.document,
            by=self._by(Role.CONFIDENTIALITY),
            at=self.at,
            edition=self.document.edition,
            opinion=self.rng.choice(remarks.CLEARED),
        )

    def _return_once(self) -> Life:
        """The leader returns it with remarks; the clerk works them in and submits again."""
        leader, clerk = self._by(Role.LEADER), self._by(Role.CLERK)
        yield self._next()
        remark = services.comment(
            self.document,
            text=self.rng.choice(remarks.REMARKS),
            block=self.rng.randint(1, 4),
            by=leader,
            at=self.at,
        )
        services.return_for_changes(
            self.document,
            by=leader,
            at=self.at,
            edition=self.document.edition,
            opinion=self.rng.choice(remarks.RETURNED),
        )
        self._reload()
        if self.piece.stop == "returned":
            return
        yield self._next()
        body = self.document.body_html.replace("取得明显成效", "取得看得见的成效") + remarks.ADDED
        self.document = services.save(
            self.document,
            Content({"body_html": body}),
            by=clerk,
            at=self.at,
            edition=self.document.edition,
        )
        services.resolve_comment(remark, by=clerk, at=self.at)
        yield self._next()
        self._submit()

    def _refer(self) -> Life:
        self.document = services.refer(
            self.document,
            by=self._by(Role.CONFIDENTIALITY),
            at=self.at,
            edition=self.document.edition,
            opinion="附表涉及的点位是否可以公开难以把握",
            referred_to="县保密行政管理部门",
        )
        if self.piece.stop != State.REFERRED:
            yield self._next(least=900)

    def _refuse(self) -> Life:
        """Not to be published: the clerk changes the attribute, the office agrees to keep it."""
        self.document = services.refuse(
            self.document,
            by=self._by(Role.CONFIDENTIALITY),
            at=self.at,
            edition=self.document.edition,
            opinion="含内部工作安排，属于过程性信息，建议依申请公开",
        )
        yield self._next()
        values = {
            "attribute": "on_request",
            "attribute_reason": "属于政府信息公开条例第十六条第二款规定的过程性信息",
        }
        self.document = services.save(
            self.document,
            Content(values),
            by=self._by(Role.CLERK),
            at=self.at,
            edition=self.document.edition,
            clock_reason="保密审查认为不得公开，改为依申请公开",
        )
        yield self._next()
        yield from self._pass_again("同意")
        services.keep(self.document, by=self._office, at=self.at, edition=self.document.edition)

    def _pass_again(self, opinion: str) -> Life:
        """From the draft once more through the reviews, up to the disclosure office."""
        self._submit()
        yield self._next()
        self.document = services.approve(
            self.document,
            by=self._by(Role.LEADER),
            at=self.at,
            edition=self.document.edition,
            opinion=opinion,
        )
        yield self._next()
        self._clear()
        yield self._next()

    def _publish_at_once(self) -> None:
        self.piece.entry = services.emergency_publish(
            self.document,
            reason="强降雨可能引发山洪，需要立即告知群众避险",
            secrecy_opinion="不涉及国家秘密和工作秘密，可以公开",
            by=self._office,
            at=self.at,
            edition=self.document.edition,
        )

    def _release(self) -> Life:
        """Publication at once or at a time; then what the plan foresees for afterwards."""
        piece = self.piece
        if piece.course is Course.SCHEDULED and piece.release_at is not None:
            services.schedule(
                self.document,
                when=piece.release_at,
                by=self._office,
                at=self.at,
                edition=self.document.edition,
                opinion="同意，定时发布",
            )
            if piece.stop == State.SCHEDULED:
                return
            self.at = piece.release_at
            yield self.at
            services.release_due(self.at)
            self._reload()
            piece.entry = self.document.entry
            return
        self._publish()
        if piece.course is Course.WITHDRAWN:
            yield self._next(least=2000)
            self._reload()
            services.withdraw(
                self.document,
                reason="附表数据有误，核实更正后重新公布",
                by=self._office,
                at=self.at,
                edition=self.document.edition,
            )
        elif piece.course is Course.REVISED:
            yield from self._revise()

    def _publish(self) -> None:
        self.piece.entry = services.publish(
            self.document,
            by=self._office,
            at=self.at,
            edition=self.document.edition,
            opinion=self.rng.choice(remarks.RELEASED),
        )

    def _revise(self) -> Life:
        """Some weeks later a figure changed: the document goes through all reviews again."""
        yield self._next(least=6000)
        self._reload()
        clerk = self._by(Role.CLERK)
        self.document = services.revise(
            self.document,
            changed_on=self.at.date(),
            reason="联系方式变更",
            by=clerk,
            at=self.at,
            edition=self.document.edition,
        )
        yield self._next()
        self.document = services.save(
            self.document,
            Content({"body_html": self.document.body_html + remarks.UPDATED}),
            by=clerk,
            at=self.at,
            edition=self.document.edition,
        )
        yield self._next()
        yield from self._pass_again("同意修订")
        self._publish()
