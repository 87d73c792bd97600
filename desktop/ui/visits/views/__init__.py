"""Visits otherwise than as a list: a board by stage, a calendar, a timeline. The same search finds what they show."""
