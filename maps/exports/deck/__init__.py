"""The parts of a slide deck: measures, paper, and the slides by what they show."""
