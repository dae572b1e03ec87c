"""The places and tabs that the workbench itself brings."""

from __future__ import annotations

from .places import register_place, register_tab


def register() -> None:
    """Called once when the app is loaded."""
    register_place("today", "今日", 10)
    register_place("open", "公开", 20)
    register_place("watch", "监督", 50)
    register_place("admin", "管理", 90)
    register_tab("today", "今日", "workbench:today")
