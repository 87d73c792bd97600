"""What leaves and what arrives: the page, and the dialogs that send and take in."""

from desktop.ui.exchange.page import ExchangePage

__all__ = ["ExchangePage"]
