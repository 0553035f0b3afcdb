"""A .docx that people have edited, taken up again: its paragraphs, its marks, changes put into it."""
