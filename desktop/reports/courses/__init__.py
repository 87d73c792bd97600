"""Reports on courses: their runs in numbers, and what learners asked."""

from desktop.reports.courses.course_report import CourseReportOptions, CourseReportResult, write_course_report

__all__ = ["CourseReportOptions", "CourseReportResult", "write_course_report"]
