"""Selective revert: one changeset is taken back on its own, whenever, and what is newer stays.

What still stands as the changeset left it goes back. A text edited since is merged three ways where the edits stand
well apart. Everything else is listed for a person with the reason, and is not touched.
"""

from app.review.revert.plan import edit_of, plan
from app.review.revert.planned import Item, Kind, Reason, RevertPlan, What
from app.review.revert.saying import change_sentence, summary

__all__ = ["Item", "Kind", "Reason", "RevertPlan", "What", "change_sentence", "edit_of", "plan", "summary"]
