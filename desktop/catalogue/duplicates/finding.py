"""Pairs of records that are probably one: activities, organisations and people that stand in the catalogue twice.

Records are compared where they share a rare word, never all with all; what is compared is scored between 0 and 100, from
the likeness of the names and from what else speaks for it or against it. Offline, and the same on every desk that holds the
same records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.catalogue.duplicates.name_cores import core_of, name_words
from desktop.errors import Cancelled
from desktop.i18n import N_

if TYPE_CHECKING:
    from desktop.workspace import Workspace

CERTAIN = 100
THRESHOLD = 86
"""From here on a pair is shown."""
TYPES = ("activity", "organisation", "person")
"""Whose duplicates are looked for."""
_RAREST_WORDS = 3
"""Of each name: two records are compared where they share one of them."""
_LARGEST_BLOCK = 400
"""Records that share a word; more of them are told apart by the next rarest word too."""
_POLLED = 5_000
"""Pairs between two looks at `cancelled`."""


class Reason(Enum):
    """Why two records are taken for one; the value is what people read."""

    SAME_NAME = N_("the same name")
    SAME_NAME_BUT_FOR_GENERAL_WORDS = N_("the same name but for words such as “City of”")
    ALIKE = N_("names that are much alike")
    SAME_EMAIL = N_("the same e-mail address")
    SAME_START = N_("the same start")
    SAME_COUNTRY = N_("the same country")
    SAME_PLACE = N_("the same place")
    SAME_ORGANISATION = N_("the same organisation")
    SAME_IDENTIFIER = N_("the same identifier in the source")


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """`kept` is the older of the two records: the one that others would lead to. `score`: 100 is certain."""

    type: str
    kept: str
    other: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    no: int
    id: str
    name: str
    core: str
    country: str = ""
    place: str = ""
    start: str = ""
    email: str = ""
    organisation: str = ""
    identifier: str = ""


def find_duplicates(
    workspace: Workspace,
    type: str,
    *,
    threshold: int = THRESHOLD,
    progress: Callable[[int, int], object] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[DuplicatePair]:
    """The pairs of a type that score at least `threshold`, the likeliest first. Those that somebody said are not the same are
    left out. `progress` is told how many of how many blocks of records are done. Raises Cancelled.
    """
    entries = list(_read(workspace, type))
    apart = _kept_apart(workspace, type)
    found: dict[tuple[int, int], DuplicatePair] = {}
    blocks = _blocks(entries)
    compared = 0
    seen: set[tuple[int, int]] = set()
    for done, block in enumerate(blocks):
        for at, first in enumerate(block):
            for second in block[at + 1 :]:
                compared += 1
                if compared % _POLLED == 0 and cancelled():
                    raise Cancelled
                pair = (first.no, second.no)
                if pair in seen:
                    continue
                seen.add(pair)
                if frozenset((first.id, second.id)) in apart:
                    continue
                score, reasons = _compare(type, first, second)
                if score >= threshold:
                    found[pair] = DuplicatePair(type, first.id, second.id, score, reasons)
        if len(seen) > 2_000_000:
            seen.clear()  # memory stays flat; a pair compared twice is found once
        progress(done + 1, len(blocks))
    if cancelled():
        raise Cancelled
    return sorted(found.values(), key=lambda each: (-each.score, each.kept, each.other))


def _read(workspace: Workspace, type: str) -> Iterator[_Entry]:
    columns = {
        "activity": "title, country, municipality, start, '', '', coalesce(source, '') || ' ' || source_id",
        "organisation": "name, country, municipality, '', '', '', source_id",
        "person": "name, '', '', '', email, organisation, ''",
    }[type]
    with workspace.reading_directly() as conn:
        rows = conn.execute(f"SELECT no, id, {columns} FROM {type} WHERE listed = 1 ORDER BY no").fetchall()
    for no, id, name, country, place, start, email, organisation, identifier in rows:
        words = name_words(str(name or ""))
        if words:
            yield _Entry(
                int(no), str(id), " ".join(words), core_of(words) if type == "organisation" else " ".join(words),
                country or "", " ".join(name_words(place or "")), start or "", (email or "").strip().casefold(),
                organisation or "", (identifier or "").strip(),
            )  # fmt: skip


def _kept_apart(workspace: Workspace, type: str) -> set[frozenset[str]]:
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            "SELECT first, second FROM distinction WHERE listed = 1 AND record_type = ?", (type,)
        ).fetchall()
    return {frozenset((str(first), str(second))) for first, second in rows}


def _blocks(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Groups in which each record is compared with each, by the rarest words of their names, and by address."""
    often = Counter(word for entry in entries for word in set(entry.core.split()))
    groups: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        rarest = sorted(set(entry.core.split()), key=lambda word: (often[word], word))[:_RAREST_WORDS]
        for word in rarest:
            groups[word].append(entry)
            if len(word) > 5:  # a slip of the pen at the end of a word
                groups[f"{word[:5]}…"].append(entry)
        for more in (entry.email, entry.identifier):
            if more:
                groups[f"={more}"].append(entry)
    found: list[list[_Entry]] = []
    for _word, group in sorted(groups.items()):
        found.extend([group] if len(group) <= _LARGEST_BLOCK else _smaller(group))
    return [each for each in found if len(each) > 1]


def _smaller(group: Iterable[_Entry]) -> list[list[_Entry]]:
    """Of a word that very many have: those whose whole names begin alike."""
    parts: defaultdict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in group:
        parts[entry.core[:12], entry.country].append(entry)
    return [each[:_LARGEST_BLOCK] for each in parts.values()]


def _compare(type: str, first: _Entry, second: _Entry) -> tuple[int, tuple[Reason, ...]]:
    if type == "organisation":
        return _compare_organisations(first, second)
    return _compare_people(first, second) if type == "person" else _compare_activities(first, second)


def _likeness(first: str, second: str) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))


def _compare_organisations(first: _Entry, second: _Entry) -> tuple[int, tuple[Reason, ...]]:
    if first.country and second.country and first.country != second.country:
        return 0, ()
    if first.name == second.name:
        score, reason = 97.0, Reason.SAME_NAME
    elif sorted(first.core.split()) == sorted(second.core.split()):
        score, reason = 92.0, Reason.SAME_NAME_BUT_FOR_GENERAL_WORDS
    else:
        if first.core.split()[0][:1] != second.core.split()[0][:1] and len(first.core) < 8:
            return 0, ()
        score, reason = _likeness(first.core, second.core) - 4, Reason.ALIKE
    reasons = [reason]
    if first.country and first.country == second.country:
        score += 3
        reasons.append(Reason.SAME_COUNTRY)
    elif reason is Reason.SAME_NAME_BUT_FOR_GENERAL_WORDS:
        score -= 4  # there are several San Josés
    if first.place and first.place == second.place:
        score += 2
        reasons.append(Reason.SAME_PLACE)
    elif first.place and second.place:
        score -= 12
    return _scored(score, reasons)


def _compare_people(first: _Entry, second: _Entry) -> tuple[int, tuple[Reason, ...]]:
    likeness = _likeness(first.name, second.name)
    if first.email and first.email == second.email:
        return _scored(85 + likeness * 0.15, [Reason.SAME_EMAIL])
    if likeness < 90:
        return 0, ()
    score = likeness - 8
    reasons = [Reason.SAME_NAME if likeness == 100 else Reason.ALIKE]
    if first.organisation and first.organisation == second.organisation:
        score += 8
        reasons.append(Reason.SAME_ORGANISATION)
    elif first.organisation and second.organisation:
        score -= 12
    if first.email and second.email:
        score -= 8
    return _scored(score, reasons)


def _compare_activities(first: _Entry, second: _Entry) -> tuple[int, tuple[Reason, ...]]:
    if first.country and second.country and first.country != second.country:
        return 0, ()
    if first.identifier and first.identifier == second.identifier and " " in first.identifier:
        return _scored(CERTAIN, [Reason.SAME_IDENTIFIER])
    if first.start and second.start and not _may_be_equal(first.start, second.start):
        return 0, ()  # last year's edition is another activity
    likeness = _likeness(first.name, second.name)
    score = likeness - 6
    reasons = [Reason.SAME_NAME if likeness == 100 else Reason.ALIKE]
    if first.start and first.start == second.start:
        score += 6
        reasons.append(Reason.SAME_START)
    if first.country and first.country == second.country:
        score += 2
        reasons.append(Reason.SAME_COUNTRY)
    if first.place and first.place == second.place:
        score += 3
        reasons.append(Reason.SAME_PLACE)
    elif first.place and second.place:
        score -= 10
    if likeness < 100 and _numbers(first.name) != _numbers(second.name):
        score -= 15  # module 1 and module 2
    return _scored(score, reasons)


def _may_be_equal(first: str, second: str) -> bool:
    """Two dates, each perhaps only a year or a month."""
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _numbers(name: str) -> list[str]:
    return [word for word in name.split() if word.isdigit() or word in _ROMAN]


_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))


def _scored(score: float, reasons: Sequence[Reason]) -> tuple[int, tuple[Reason, ...]]:
    return max(0, min(CERTAIN, round(score))), tuple(reasons)
