"""Maps that come in as files; each format has its own module."""
