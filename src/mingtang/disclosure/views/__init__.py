"""The screens of the disclosure work."""
