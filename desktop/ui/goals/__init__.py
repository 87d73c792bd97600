"""What is aimed for: goals with how far they are, and values of indicators over time."""

from desktop.ui.goals.pages import GoalsPage, IndicatorsPage

__all__ = ["GoalsPage", "IndicatorsPage"]
