"""起草：a YAML brief and a template become a Word draft of a speech."""
