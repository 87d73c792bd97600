"""The checker of PDF/UA-1 and PDF/A-3: it finds nothing in a file that is right, and each planted fault."""

from __future__ import annotations

import pytest

from tests.pdf_checker import check_pdf, faults, table
from tests.pdf_checker.good_file import good_file
from tests.pdf_checker.table import Rule

GROUPS = {
    name.lower(): getattr(table, name)
    for name in ("FILE", "GRAPHICS", "FONTS", "ANNOTATIONS", "METADATA", "STRUCTURE", "ATTACHMENTS")
}


@pytest.mark.parametrize("level", ["A", "U", "B"])
def test_a_file_in_which_everything_is_right_breaks_no_rule(level: str) -> None:
    assert check_pdf(good_file(), level) == []


def test_a_signature_over_the_whole_file_breaks_no_rule() -> None:
    assert check_pdf(faults.signed()(good_file())) == []


def test_the_table_has_every_rule_of_both_standards() -> None:
    names = {name for rule in table.RULES for name in rule.names}
    assert len([name for name in names if name.startswith("UA ")]) == 106
    assert len([name for name in names if name.startswith("A ")]) == 155
    assert [rule.ids for rule in table.RULES if (rule.fault is None) == (not rule.why)] == []


@pytest.mark.parametrize("group", GROUPS)
def test_each_planted_fault_is_found_by_its_rule_alone(group: str) -> None:
    wrong: list[str] = []
    for rule in GROUPS[group]:
        if rule.fault is not None:
            found = {each.rule for each in check_pdf(rule.fault(good_file()), rule.levels[0])}
            if found != _expected(rule):
                wrong.append(f"{rule.ids}: {sorted(found)}")
    assert wrong == []


def _expected(rule: Rule) -> set[str]:
    return {*rule.names, *filter(None, rule.also.split(", "))}
