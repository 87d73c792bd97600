"""Documents of the program as PDF/UA-1 and PDF/A-3. `python -m tests.soak documents` does it for all of them at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pdf_checker import check_pdf
from tests.reports.every_document import write_documents


@pytest.mark.parametrize("content", ["empty", "arabic"])
def test_every_document_breaks_no_rule(tmp_path: Path, content: str) -> None:
    found = [
        f"{path.name}: {each}" for path in write_documents(tmp_path, content) for each in check_pdf(path.read_bytes())
    ]
    assert found == []
