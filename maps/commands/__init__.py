"""What people may do on a board, one function a verb; every door calls these."""
