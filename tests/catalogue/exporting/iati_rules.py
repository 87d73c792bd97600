"""The rules of a standard beyond its schema, as IATI writes them down in `standard.json` (see IATI-Rulesets/SPEC)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

_EXTERNAL = frozenset(("ORG-ID-PREFIX",))
"""Prefixes that stand in a registry and not in the file."""


def broken_rules(document: Any, ruleset: dict[str, Any]) -> list[str]:
    """`id: message` of each rule that some element of the document breaks."""
    found: dict[str, None] = {}
    for place, rules in ruleset.items():
        for element in document.xpath(place):
            for name, rule in rules.items():
                found.update(dict.fromkeys(_broken(element, name, rule)))
    return list(found)


def _broken(element: Any, name: str, rule: dict[str, Any], one: str = "") -> Iterator[str]:
    if name == "loop":
        for value in dict.fromkeys(_values(element, [rule["foreach"]])) if "foreach" in rule else ():
            yield from _inner(element, rule["do"], value)
        for each in rule.get("cases", ()):
            for value in dict.fromkeys(_values(element, [each["foreach"]])):
                yield from _inner(element, each["do"], value)
        return
    for case in rule["cases"]:
        case = _filled(case, one)
        if "condition" in case and not element.xpath(f"boolean({case['condition']})"):
            continue
        if not _CHECKS[name](element, case):
            about = case["ruleInfo"]
            yield f"{about['id']}: {about['message']}"


def _inner(element: Any, rules: dict[str, Any], value: str) -> Iterator[str]:
    for name, rule in rules.items():
        yield from _broken(element, name, rule, value)


def _filled(case: Any, one: str) -> Any:
    if isinstance(case, str):
        return case.replace("$1", one)
    if isinstance(case, list):
        return [_filled(each, one) for each in case]
    if isinstance(case, dict):
        return {key: _filled(each, one) for key, each in case.items()}
    return case


def _values(element: Any, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        matches = element.xpath(path)
        for match in matches if isinstance(matches, list) else [matches]:
            found.append(match if isinstance(match, str) else (match.text or ""))
    return found


def _one_or_all(element: Any, case: dict[str, Any]) -> bool:
    if element.xpath(case["one"]):
        return True
    everything = {
        "lang": ".//narrative[not(@xml:lang)]", "sector": "transaction[not(sector)]", "currency": ".//value[not(@currency)]",
        "recipient-country": "transaction[not(recipient-country) and not(recipient-region)]",
    }  # fmt: skip
    lacking = everything.get(case["all"], f"transaction[not({case['all']})]")
    if element.xpath(lacking):
        return False
    return bool(element.xpath(".//narrative")) if case["all"] == "lang" else True


def _startswith(element: Any, case: dict[str, Any]) -> bool:
    prefixes = [each for each in case["prefix"] if each not in _EXTERNAL]
    if not prefixes:
        return True
    beginnings = [f"{each}{case.get('separator', '')}" for each in _values(element, prefixes)]
    return all(any(value.startswith(each) for each in beginnings) for value in _values(element, case["paths"]))


def _in_order(element: Any, case: dict[str, Any]) -> bool:
    less, more = _values(element, [case["less"]]), _values(element, [case["more"]])
    return not less or not more or less[0] <= more[0]


def _not_later(element: Any, case: dict[str, Any]) -> bool:
    now = datetime.now(UTC).isoformat()
    return all(each[:19] <= now for each in _values(element, [case["date"]]))


def _in_a_year(element: Any, case: dict[str, Any]) -> bool:
    start, end = _values(element, [case["start"]]), _values(element, [case["end"]])
    if not start or not end:
        return True
    return (datetime.fromisoformat(end[0]) - datetime.fromisoformat(start[0])).days <= 366


def _sums_up(element: Any, case: dict[str, Any]) -> bool:
    numbers = [Decimal(each) for each in _values(element, case["paths"])]
    return sum(numbers, Decimal(0)) == Decimal(str(case["sum"]))


def _in_range(element: Any, case: dict[str, Any]) -> bool:
    return all(case.get("min", -1e9) <= float(each) <= case.get("max", 1e9) for each in _values(element, case["paths"]))


_CHECKS: dict[str, Callable[[Any, dict[str, Any]], bool]] = {
    "atleast_one": lambda element, case: bool(_values(element, case["paths"])),
    "no_more_than_one": lambda element, case: len(_values(element, case["paths"])) <= 1,
    "unique": lambda element, case: len(set(found := _values(element, case["paths"]))) == len(found),
    "startswith": _startswith,
    "one_or_all": _one_or_all,
    "date_now": _not_later,
    "date_order": _in_order,
    "between_dates": lambda element, case: True,
    "time_limit": _in_a_year,
    "regex_matches": lambda element, case: all(
        re.search(case["regex"], each) for each in _values(element, case["paths"])
    ),
    "no_spaces": lambda element, case: all(each == each.strip() for each in _values(element, case["paths"])),
    "strict_sum": _sums_up,
    "range": _in_range,
    "if_then": lambda element, case: (
        not element.xpath(f"boolean({case['if']})") or bool(element.xpath(f"boolean({case['then']})"))
    ),
}
