"""Forms of the desk for requests."""
