"""What few need is loaded by those who need it: a start does not wait for keys and PDFs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_keys_and_pdfs_are_loaded_only_where_they_are_used() -> None:
    script = (
        "import sys, desktop.cli, desktop.reports, desktop.exchange.signed_packages\n"
        "print([name for name in ('cryptography', 'pikepdf', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_list_is_shown_without_what_writes_and_migrates() -> None:
    """SQLAlchemy takes longer to load than all that is needed up to the first rows."""
    script = (
        "import sys, desktop.app, desktop.catalogue, desktop.ui.main_window, desktop.ui.workspace_view\n"
        "from desktop.ui.pages import PAGES, load_class\n"
        "for page in PAGES:\n"
        "    if page.counter: load_class(page.counter)\n"
        "import desktop.workspace.changes.erasure_decisions\n"
        "print([name for name in ('sqlalchemy', 'alembic', 'desktop.values.dates') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
