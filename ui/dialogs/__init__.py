"""What the window asks and tells: the start page, the dialogs. Each is given theme and words, and knows no globals."""
