"""How finished maps are set on paper: templates for typst, and what they are given."""
