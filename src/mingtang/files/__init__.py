"""Attachments: what a file really is, what it hides, and where it is kept."""
