"""Courses: their runs in numbers, and lists of learners that are counted into them."""

from desktop.ui.learning.page import LearningPage

__all__ = ["LearningPage"]
