"""What a template asks, as a form people fill in (.xlsx, .docx) or as questions at the prompt."""
