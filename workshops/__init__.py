"""The room: who is here, what may be done, what has happened, the live socket."""
