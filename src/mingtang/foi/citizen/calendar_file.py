"""A due date as a calendar file (RFC 5545): one whole-day event, nothing about the person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""


def due_event(
    *, uid: str, due: date, at: datetime, title: str, text: str, remind_days: int = 1
) -> bytes:
    """A calendar with one event on ``due``, with a reminder some days before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mingtang//Requests//ZH",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(text)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        f"TRIGGER:-P{remind_days}D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line cut into pieces of at most 75 octets, never inside a character."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
