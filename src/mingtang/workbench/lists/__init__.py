"""One list for all of the workbench: scoped, filtered, sorted, saved, exported."""

from .columns import Cell, Column
from .due import Due, attach_dues, due_of
from .filters import ListFilters, unit_filter
from .view import ScopedList, Tab

__all__ = [
    "Cell",
    "Column",
    "Due",
    "ListFilters",
    "ScopedList",
    "Tab",
    "attach_dues",
    "due_of",
    "unit_filter",
]
