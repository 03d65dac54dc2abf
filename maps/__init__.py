"""The board: stages, touchpoints and notes, and what leaves and enters it as files."""
