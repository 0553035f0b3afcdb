"""Writers take a Document and return bytes; no writer knows a reader."""
