"""Shared by all tests: the window is drawn offscreen unless a platform is asked for."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
