"""What speaks for a bead. Each module gives features of beads or of boundaries; their weights are learnt together."""
