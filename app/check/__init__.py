"""What the machine has to say of a translation: checks so quiet that people leave them on."""

from app.check.keys import finding_key
from app.check.model import Check, CheckContext, CheckRow, Lengths
from app.check.registry import CHECKS
from app.check.run import fit_context, ledger, run_checks, run_row_checks, run_with_ledger

__all__ = [
    "CHECKS",
    "Check",
    "CheckContext",
    "CheckRow",
    "Lengths",
    "finding_key",
    "fit_context",
    "ledger",
    "run_checks",
    "run_row_checks",
    "run_with_ledger",
]
