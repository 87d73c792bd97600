"""Learners' lists of course platforms, counted only: who learns is read, counted and not kept. No Qt, no SQL."""
