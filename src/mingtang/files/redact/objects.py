"""Pictures, forms, soft masks and patterns that a stream draws by name."""

from __future__ import annotations

from typing import Any, Protocol

import pikepdf

from . import pictures
from .drawing import Drawing
from .geometry import IDENTITY, Matrix, Point, Rect, bounds, corners, inverse, times, within
from .strings import GlyphSink, TextState
from .targets import Targets, Unsure
from .used import Resources

_UNIT: Rect = (0.0, 0.0, 1.0, 1.0)
_FORM_KEYS = ("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Group")
_DRAWN_IN_PATTERN = frozenset({"Tj", "TJ", "'", '"', "Do", "INLINE IMAGE"})


class _Walking(Protocol):
    resources: Resources

    def rewrite(self, instructions: Any) -> bytes: ...


class _Walks(Protocol):
    def __call__(
        self,
        drawing: Drawing,
        targets: Targets,
        resources: Any,
        *,
        ctm: Matrix = ...,
        text: TextState | None = ...,
        sink: GlyphSink | None = ...,
        depth: int = ...,
    ) -> _Walking: ...


class Objects:
    """Draws the named objects of one stream, each cleaned or made anew as its place demands."""

    def __init__(
        self,
        drawing: Drawing,
        targets: Targets,
        resources: Resources,
        outer: Any,
        sink: GlyphSink | None,
        depth: int,
        walks: _Walks,
    ) -> None:
        self._drawing = drawing
        self._targets = targets
        self._resources = resources
        self._outer = outer
        self._sink = sink
        self._depth = depth
        self._walks = walks

    def draw(
        self, name: Any, ctm: Matrix, text: TextState, *, hidden: bool
    ) -> list[tuple[list[Any], str]]:
        """The instructions that draw what stays of a named object."""
        found = self._resources.find("/XObject", name)
        if not isinstance(found, pikepdf.Stream):
            return []
        if hidden or not self._drawing.layers.shows(found.get("/OC")):
            self._targets.hits += 1
            return []
        if found.get("/Subtype") == "/Image":
            new = self._picture(found, ctm)
        elif found.get("/Subtype") == "/Form":
            new = self._form(found, ctm, text)
        else:
            new = None
        if new is None:
            return []
        return [([self._resources.put("/XObject", name, new)], "Do")]

    def _picture(self, picture: Any, ctm: Matrix) -> Any | None:
        if picture.objgen not in self._drawing.cleaned:
            pictures.clean(picture)
            self._drawing.cleaned.add(picture.objgen)
        goes, figures = self._figures(ctm)
        if goes:
            return None
        if not figures:
            return picture
        limits = self._drawing.limits
        return pictures.blacked(self._drawing.pdf, picture, figures, limits.max_pixels)

    def _figures(self, ctm: Matrix) -> tuple[bool, list[list[Point]]]:
        """Whether a picture goes whole, else the parts of its unit square to be blacked."""
        quad = corners(ctm, _UNIT)
        around = bounds(quad)
        touching = self._targets.touching(around)
        unseen = self._targets.unseen(around)
        if unseen or any(within(around, box) for box in touching):
            self._targets.hits += 1
            self._targets.pictures += 1 if touching else 0
            return True, []
        back = inverse(ctm)
        if not touching or back is None:
            return False, []
        self._targets.hits += 1
        self._targets.pictures += 1
        return False, [corners(back, box) for box in touching]

    def draw_inline(
        self, picture: Any, ctm: Matrix, *, hidden: bool
    ) -> tuple[list[Any], str] | tuple[()] | None:
        """``None`` when a picture in the content stays, ``()`` when it goes, else its drawing."""
        if hidden:
            self._targets.hits += 1
            return ()
        goes, figures = self._figures(ctm)
        if goes:
            return ()
        if not figures:
            return None
        new = pictures.inline(self._drawing.pdf, picture, figures)
        if new is None:
            return ()
        return [self._resources.put("/XObject", "/Inline", new)], "Do"

    def _form(self, form: Any, ctm: Matrix, text: TextState | None) -> Any | None:
        matrix = times(_matrix(form), ctm)
        box = form.get("/BBox")
        around = None
        if box is not None:
            around = bounds(corners(matrix, _rect(box)))
            if self._targets.unseen(around):
                self._targets.hits += 1
                return None
        if self._sink is None and around is not None and self._targets.clear_of(around):
            return self._clean_form(form)
        before = self._targets.hits
        new = self._written(form, self._targets, matrix, text, self._sink)
        if self._sink is None and self._targets.hits == before:
            return self._clean_form(form)
        return new

    def _clean_form(self, form: Any) -> Any:
        """The form without marked content and hidden layers, made once for the file."""
        known = self._drawing.forms.get(form.objgen)
        if known is None:
            known = self._written(form, Targets(), IDENTITY, None, None)
            self._drawing.forms[form.objgen] = known
        return known

    def _written(
        self,
        form: Any,
        targets: Targets,
        matrix: Matrix,
        text: TextState | None,
        sink: GlyphSink | None,
    ) -> Any:
        walk = self._walks(
            self._drawing,
            targets,
            form.get("/Resources", self._outer),
            ctm=matrix,
            text=text,
            sink=sink,
            depth=self._depth + 1,
        )
        content = walk.rewrite(pikepdf.parse_content_stream(form))
        new = self._drawing.pdf.make_stream(content)
        for key in _FORM_KEYS:
            if key in form:
                new[key] = form[key]
        new["/Resources"] = walk.resources.kept()
        return new

    def graphics(self, name: Any, found: Any, ctm: Matrix) -> Any:
        """Keep a graphics state; the group of its soft mask is rewritten like a form."""
        mask = found.get("/SMask")
        if not isinstance(mask, pikepdf.Dictionary) or "/G" not in mask:
            self._resources.keep("/ExtGState", name)
            return name
        new = pikepdf.Dictionary(dict(found.items()))
        group = self._form(mask["/G"], ctm, None)
        if group is None:
            # Without its mask more would show than before.
            group = self._drawing.pdf.make_stream(b"")
            for key in _FORM_KEYS:
                if key in mask["/G"]:
                    group[key] = mask["/G"][key]
        fresh = pikepdf.Dictionary(dict(mask.items()))
        fresh["/G"] = group
        new["/SMask"] = fresh
        return self._resources.put("/ExtGState", name, self._drawing.pdf.make_indirect(new))

    def pattern(self, name: Any) -> None:
        """Keep a pattern. Raises :class:`Unsure` for one that writes or shows on a page with
        boxes: where its tiles fall is the viewer's affair."""
        found = self._resources.find("/Pattern", name)
        self._resources.keep("/Pattern", name)
        if not self._targets.boxes or not isinstance(found, pikepdf.Stream):
            return
        for each in pikepdf.parse_content_stream(found):
            if str(each.operator) in _DRAWN_IN_PATTERN:
                raise Unsure("填充图案中含有文字或图片")


def _matrix(form: Any) -> Matrix:
    given = form.get("/Matrix")
    if given is None:
        return IDENTITY
    a, b, c, d, e, f = (float(each) for each in given)
    return a, b, c, d, e, f


def _rect(box: Any) -> Rect:
    a, b, c, d = (float(each) for each in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)
