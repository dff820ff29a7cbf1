"""The window: the only place where PySide6 is imported. It shows and asks; it decides nothing."""
