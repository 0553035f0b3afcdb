"""Readers make a Document from a file; no reader knows a writer."""
