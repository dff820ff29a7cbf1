"""What views read: rows made for drawing, tables of findings, terms, revisions and proposals."""
