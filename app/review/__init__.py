"""The verbs of a person, built as edits over the store: edit, state, clean, flag, dismiss, replace, re-link."""
