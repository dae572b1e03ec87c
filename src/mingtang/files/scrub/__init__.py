"""A clean copy of a file: the original stays as it is, what could not be removed is named."""

from .run import SCRUBBABLE, Scrubbed, scrub

__all__ = ["SCRUBBABLE", "Scrubbed", "scrub"]
