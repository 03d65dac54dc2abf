"""What people may do in the room, one function a verb; every door calls these."""
