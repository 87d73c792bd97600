"""Reports by template: what each block draws, and how they are written into one PDF."""

from desktop.reports.templates.blocks import BLOCKS, ReportBlock
from desktop.reports.templates.template_report import TemplateReportOptions, TemplateReportResult, write_template_report

__all__ = ["BLOCKS", "ReportBlock", "TemplateReportOptions", "TemplateReportResult", "write_template_report"]
