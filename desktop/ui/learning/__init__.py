"""What people learn in: courses with their runs in numbers, modules, and trainings with who trained whom."""

from desktop.ui.learning.modules_page import ModulesPage
from desktop.ui.learning.page import LearningPage
from desktop.ui.learning.trainings_page import TrainingsPage

__all__ = ["LearningPage", "ModulesPage", "TrainingsPage"]
