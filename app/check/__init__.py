"""What the machine has to say of a translation: checks so quiet that people leave them on."""

from app.check.keys import finding_key
from app.check.model import Check, CheckContext, CheckRow, Lengths
from app.check.registry import CHECKS
from app.check.rules import Rule
from app.check.run import Results, fit_context, ledger, run_checks, run_document, run_row_checks
from app.check.spelling import Speller
from app.check.tuning import OPTIONS, Option, Tuning, load_tuning, read_tuning, write_tuning

__all__ = [
    "CHECKS",
    "OPTIONS",
    "Check",
    "CheckContext",
    "CheckRow",
    "Lengths",
    "Option",
    "Results",
    "Rule",
    "Speller",
    "Tuning",
    "finding_key",
    "fit_context",
    "ledger",
    "load_tuning",
    "read_tuning",
    "run_checks",
    "run_document",
    "run_row_checks",
    "write_tuning",
]
