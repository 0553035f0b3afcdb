"""The pages of a file as people will see them: by LibreOffice where it is, else by our own layout."""
