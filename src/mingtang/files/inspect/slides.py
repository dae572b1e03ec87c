"""PPTX: hidden slides, speaker's notes, comments; all text."""

from __future__ import annotations

from typing import IO

from ..xml_parts import attribute, local, text_of
from .datum import Collector
from .openxml import Package, report_shared


def read_slides(source: IO[bytes], collector: Collector) -> None:
    """Report what a PPTX hides and say its text."""
    with Package(source, collector) as package:
        for name in package.under("ppt/", "slides/slide", "notesSlides/", "comments/"):
            root = package.xml(name)
            text = "\n".join(
                text_of(each) for each in root.iter() if local(each) in {"p", "text"}
            ).strip()
            collector.say(text)
            place = name.rsplit("/", 1)[-1].removesuffix(".xml")
            if "notesslides" in name.lower() and text:
                collector.add("notes", place, text)
            elif "comments" in name.lower():
                collector.add("comment", place, text)
            elif attribute(root, "show") == "0":
                collector.add("hidden_slide", place, text)
        report_shared(package, collector)
