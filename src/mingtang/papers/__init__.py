"""Official papers: a letter typeset as PDF after GB/T 9704-2012, and DOCX templates filled in.

Pure: knows neither the database nor the law; what a letter says is given to it.
"""
