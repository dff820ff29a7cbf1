"""The work of Enface, without a window: import, clean, segment, align, check, review, store, export, command line."""
