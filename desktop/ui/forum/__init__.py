"""The page of the Learning Forum."""

from desktop.ui.forum.page import ForumPage

__all__ = ["ForumPage"]
