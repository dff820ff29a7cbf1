"""``python -m ui``: the window alone."""

import sys
from pathlib import Path

from app.settings import load_settings, settings_path
from app.words import load_words
from ui.main import run

sys.exit(run([Path(name) for name in sys.argv[1:]], load_words(load_settings(settings_path()).language)))
