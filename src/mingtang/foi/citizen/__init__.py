"""The public side of requests: guide, form, receipt, status, the third party's own page."""
