"""Forms of the disclosure work."""

from .acts import ACT_FORMS
from .document import DocumentForm

__all__ = ["ACT_FORMS", "DocumentForm"]
