"""The plan of a year on paper."""

from desktop.reports.plan.plan_report import PlanOptions, PlanResult, write_plan

__all__ = ["PlanOptions", "PlanResult", "write_plan"]
