"""What whoever runs the server can do with maps from a terminal."""
