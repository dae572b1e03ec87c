"""Where the desk shows a request; known here so that duties can point to it."""

from __future__ import annotations


def request_path(key: int | None) -> str:
    """The page of a request at the desk."""
    return f"/desk/requests/{key}/"


def help_path(key: int | None) -> str:
    """The page on which a helping unit answers."""
    return f"/desk/requests/help/{key}/"


def release_path(key: int | None) -> str:
    """The page on which a request is made ready for the public log."""
    return f"/desk/requests/{key}/release/"
