"""The screens of the desk for requests."""
