"""What a workshop can start from: the ready list of departments, kept as data."""
