"""Reading documents that others published: their text without the site around it, their metadata.

No Django. ``html``, ``plain``, ``docx`` and ``pdf`` make a :class:`~.model.Page` of a file;
``guess`` finds title, number, dates and issuer in it.
"""
