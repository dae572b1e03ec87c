"""The papers of a request: what each says, what it needs, and its DOCX and PDF.

Pure: no model is read here; services give the values. The wording is this system's own, there is
no national set of forms; an office may change it in the DOCX templates.
"""
