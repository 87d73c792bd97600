"""Checks by subject. A check is a function that yields the places, in words, where a rule is broken."""
