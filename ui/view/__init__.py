"""The review grid, its editor and the reading view: custom views that lay out only what is seen."""
