"""Who is told, inside the same transaction, that the public register changed."""

from __future__ import annotations

from collections.abc import Callable

from .models import Entry

EntryFollower = Callable[[Entry], None]
_followers: list[EntryFollower] = []


def follow_entries(follower: EntryFollower) -> None:
    """Call ``follower(entry)`` after each publication, revision, withdrawal or validity change.

    Registered once from ``AppConfig.ready`` (the search index, stored pages). What a follower
    writes is undone with the act when that fails.
    """
    if follower not in _followers:
        _followers.append(follower)


def tell_followers(entry: Entry) -> None:
    for follower in _followers:
        follower(entry)
