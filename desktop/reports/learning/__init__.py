"""Reports on learning: trainers with what they reached, and the evaluation form of a training."""

from desktop.reports.learning.evaluation_sheet import EvaluationFormOptions, write_evaluation_form
from desktop.reports.learning.trainers_report import TrainersOptions, TrainersResult, write_trainers_report

__all__ = [
    "EvaluationFormOptions",
    "TrainersOptions",
    "TrainersResult",
    "write_evaluation_form",
    "write_trainers_report",
]
