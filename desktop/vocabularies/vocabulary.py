"""One vocabulary in memory: its terms, its tree, and how a text finds a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop.i18n import LANGUAGES, current_language
from desktop.vocabularies.folding import fold, key

_BY_LABEL = frozenset({"countries", "currencies", "languages", "time_zones"})

_NUMBER = r"(\d{1,2}(?:\.[\da-d]{1,2}){0,2})"
_SDG_WORDS = (
    r"(?:sustainable development goal|objectif de developpement durable|objetivo de desarrollo sostenible|sdg|odd|ods"
    r"|goal|objectif|objetivo|target|cible|meta|indicator|indicateur|indicador|un|the)s?"
)
_PREFIXED_CODE = re.compile(rf"(?:{_SDG_WORDS}[\s:#-]*){{1,4}}(?:no\.?\s*)?{_NUMBER}(?!\w|\.\d|\.[a-d]\b)")
""" "ODS 11.5", "Target 11.5: fewer deaths", "SDG11 Sustainable cities"."""
_NUMBERED_TEXT = re.compile(rf"{_NUMBER}\s*[:.)–—-]\s+[^\W\d]")
""" "11.5 - Fewer deaths", "11. Sustainable cities", but not "1.5 million" or "3 - 4"."""
_PARTED_NUMBER = re.compile(r"\d+(?: \w{1,2})+")
_UNDOTTED = re.compile(r"[^\w.]")
""" "3.4" is a code, "3 - 4" and "3,4" are not."""
_SENDAI_WORDS = r"(?:global )?(?:target|cible|meta|indicator|indicateur|indicador)(?: mondiale?| mundial)?"
_SENDAI_CODE = re.compile(
    rf"(?:sendai|sfdrr)(?: framework)?[\s,:#-]+(?:{_SENDAI_WORDS}|priority|priorite|prioridad)?\s*"
    r"([a-g](?:-\d)?|p?[1-4])(?=\s*(?:[:.,;)–—]|$))"
)
""" "Sendai target E", "Sendai P2", "SFDRR E-2: ...", but not "Sendai a framework"."""
_BARE_CODES = re.compile(rf"(?:[\s,;|/&]+(?:and |et |y )?{_NUMBER}(?![\w%]))+\W*$")
""" "…, 13.1" after a code, and nothing else."""
_CODE_OF_SENDAI = re.compile(rf"{_SENDAI_WORDS} ([a-g](?:-\d)?)\b.*\b(?:sendai|sfdrr)")
""" "Target E of the Sendai Framework", "Meta E (Sendái)"."""


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary, with its place in the tree and its words."""

    code: str
    parent: str
    """The code above, "" at the root; it may be a code of another vocabulary (a country's region)."""
    labels: Mapping[str, str] = field(compare=False)
    """A short label by language: en, fr and es, never empty."""
    colour: str = ""
    """The official colour as "#E5243B", or ""."""
    level: str = ""
    """What kind of term it is in its tree: goal, target, indicator, priority, type, cluster ..."""
    aliases: tuple[str, ...] = ()
    """Other ways of writing it, met in the files of others."""
    related: tuple[str, ...] = ()
    """Codes of another system that measure the same (a Sendai indicator: the SDG indicators that it feeds)."""
    retired: bool = False
    """An own term that is offered no more; the records that have it keep it."""

    def label(self, language: str | None = None) -> str:
        """The label in this language, or in the one spoken now; English where that one is not known."""
        return self.labels.get(language or current_language()) or self.labels["en"]


class Vocabulary:
    """Terms in their official order, by code, as a tree, and found by what people write. Never changes."""

    def __init__(self, name: str, terms: Iterable[Term]) -> None:
        self.name = name
        self._terms = {term.code: term for term in terms}

    def __repr__(self) -> str:
        return f"Vocabulary({self.name!r}, {len(self)} terms)"

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, code: object) -> bool:
        return code in self._terms

    def __getitem__(self, code: str) -> Term:
        """The term of a code; KeyError where there is none."""
        return self._terms[code]

    def get(self, code: str) -> Term | None:
        """The term of a code, or None."""
        return self._terms.get(code)

    def listed(self, language: str | None = None) -> tuple[Term, ...]:
        """The terms as a list to choose from shows them: in their official order, or by label in this language
        where codes give none that says anything to people (countries, languages)."""
        if self.name not in _BY_LABEL:
            return tuple(self)
        return tuple(sorted(self, key=lambda term: key(term.label(language))))

    def children(self, code: str = "") -> tuple[Term, ...]:
        """The terms right below a code, in order; "" gives the roots. A code without any gives ()."""
        return self._children.get(code, ())

    def path(self, code: str) -> tuple[Term, ...]:
        """The way from the root down to this code, itself included; KeyError where there is no such code."""
        way = [self._terms[code]]
        while (above := self._terms.get(way[-1].parent)) is not None:
            way.append(above)
        return tuple(reversed(way))

    def label(self, code: str, language: str | None = None) -> str:
        """The label of a code; a code that is not known here (a newer one, say) is its own label."""
        term = self._terms.get(code)
        return term.label(language) if term is not None else code

    def find(self, text: str, language: str | None = None) -> Term | None:
        """The one term that this text means: a code, a label in any language or an alias; None if there is none.

        Accents, case and punctuation do not matter. Where two languages give one word to two terms, `language`
        decides, then the official order.
        """
        if (term := self._terms.get(text)) is not None:
            return term
        wanted = key(text)
        if not wanted or (_PARTED_NUMBER.fullmatch(wanted) and _UNDOTTED.search(text.strip())):
            return None
        if language is not None and (term := self._labels(language).get(wanted)) is not None:
            return term
        return self._by_key.get(wanted) or self._by_official_code(text)

    def search(self, text: str, language: str | None = None) -> list[Term]:
        """The terms that a person may mean while typing, best first; "" gives all in their order.

        First the code itself, then codes and labels that begin with the text, then labels that have each word
        of the text as the beginning of a word, then the same among aliases and other languages.
        """
        wanted = key(text)
        if not wanted:
            return list(self)
        words = [f" {word}" for word in wanted.split()]
        found: list[tuple[int, int, Term]] = []
        for place, (term, codes, label, rest) in enumerate(self._searched(language or current_language())):
            if wanted in codes:
                rank = 0
            elif label.startswith(f" {wanted}") or any(code.startswith(wanted) for code in codes):
                rank = 1
            elif all(word in label for word in words):
                rank = 2
            elif all(word in rest for word in words):
                rank = 3
            else:
                continue
            found.append((rank, place, term))
        found.sort(key=lambda each: each[:2])
        return [term for _, _, term in found]

    @cached_property
    def _children(self) -> dict[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for term in self:
            found.setdefault(term.parent, []).append(term)
            if term.parent and term.parent not in self._terms:  # its parent stands in another vocabulary
                found.setdefault("", []).append(term)
        return {code: tuple(terms) for code, terms in found.items()}

    @cached_property
    def _by_key(self) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for term in self:
            for code in _code_keys(term):
                found.setdefault(code, term)
        for language in LANGUAGES:
            for wanted, term in self._labels(language).items():
                found.setdefault(wanted, term)
        for term in self:
            for alias in term.aliases:
                found.setdefault(key(alias), term)
        return found

    def _labels(self, language: str) -> dict[str, Term]:
        if language not in self._label_keys:
            found: dict[str, Term] = {}
            for term in self:
                found.setdefault(key(term.label(language)), term)
            self._label_keys[language] = found
        return self._label_keys[language]

    @cached_property
    def _label_keys(self) -> dict[str, dict[str, Term]]:
        return {}

    def _searched(self, language: str) -> list[tuple[Term, tuple[str, ...], str, str]]:
        if language not in self._search_keys:
            self._search_keys[language] = [
                (
                    term,
                    _code_keys(term),
                    f" {key(term.label(language))}",
                    f" {' '.join(key(each) for each in (*_code_keys(term), *term.labels.values(), *term.aliases))}",
                )
                for term in self
            ]
        return self._search_keys[language]

    @cached_property
    def _search_keys(self) -> dict[str, list[tuple[Term, tuple[str, ...], str, str]]]:
        return {}

    def _by_official_code(self, text: str) -> Term | None:
        """An SDG or Sendai code with words round it, as people write it in tables; of a list of codes, none."""
        folded = fold(text.strip())
        if (found := _PREFIXED_CODE.match(folded) or _NUMBERED_TEXT.match(folded)) is not None:
            code = f"SDG:{found[1]}"
        elif (found := _SENDAI_CODE.match(folded) or _CODE_OF_SENDAI.match(folded)) is not None:
            code = f"SFDRR:P{found[1]}" if found[1].isdecimal() else f"SFDRR:{found[1].upper()}"
        else:
            return None
        end = found.end(1)
        if any(more.search(folded, end) for more in (_PREFIXED_CODE, _SENDAI_CODE)) or _BARE_CODES.match(folded, end):
            return None
        return self._terms.get(code)


def _code_keys(term: Term) -> tuple[str, ...]:
    """The code as it stands, and without the system before its colon: SDG:11.5 and 11.5."""
    whole = key(term.code)
    return (whole, key(term.code.partition(":")[2])) if ":" in term.code else (whole,)
