"""What the machine has to say of a translation: checks so quiet that people leave them on."""

from app.check.keys import finding_key
from app.check.model import Check, CheckContext, CheckRow, Lengths
from app.check.registry import CHECKS
from app.check.run import Results, fit_context, ledger, run_checks, run_document, run_row_checks
from app.check.spelling import Speller

__all__ = [
    "CHECKS",
    "Check",
    "CheckContext",
    "CheckRow",
    "Lengths",
    "Results",
    "Speller",
    "finding_key",
    "fit_context",
    "ledger",
    "run_checks",
    "run_document",
    "run_row_checks",
]
