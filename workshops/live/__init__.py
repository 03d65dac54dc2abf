"""The socket side of the room: one door in, one hub out; nothing here knows the board."""
