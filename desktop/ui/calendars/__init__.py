"""Calendars and contacts: how they leave for other programs, and what comes back from them."""
