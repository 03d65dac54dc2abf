"""Maps that are taken away as files; each purpose has its own module."""
