"""Mingtang 明堂: the open-government system of a county."""

__version__ = "0.1.0"
