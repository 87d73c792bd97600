"""Own terms: the words that a network adds to the lists to choose from."""

from desktop.ui.terms.dialog import OwnTermsDialog

__all__ = ["OwnTermsDialog"]
