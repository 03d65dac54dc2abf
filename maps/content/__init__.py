"""What a map can start from: stage templates and demo maps, kept as data."""
