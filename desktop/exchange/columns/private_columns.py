"""Columns whose cells had better stay on this desk: how to reach people, who they are, and remarks for one's own use.

Found by their heading in three languages, by their hashtag, and by what stands in their cells. It is a guess: a person
sees it before the import and may decide otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.values.dates import parse_period

CONTACT, INTERNAL = "contact", "internal"

_CONTACT = re.compile(
    r"\b(contacts?|contactos?|coordonnees|telephones?|telefonos?|tel|phones?|telefax|fax|mobile|movil|celular|portable|gsm"
    r"|whats ?app|e ?mails?|mails?|courriels?|correos?|skype|focal points?|points? focal|points? focaux|puntos? focal(es)?"
    r"|person in charge|responsible person|personne responsable|persona responsable|submitted by"
    r"|user ?names?|phone ?number|submitter (name|id)"
    r"|enumerators?|enqueteurs?|encuestador(es)?|entered by|filled in by"
    r"|saisi par|rempli par|elaborado por|llenado por|passports?|passeport|pasaporte|date of birth|birth date"
    r"|date de naissance|fecha de nacimiento|dni|cedula)\b"
)
_OF_PARTICIPANTS = re.compile(
    r"\b(participants?|participantes?|members?|membres?|miembros?|trainees?|attendees?|asistentes?|integrantes?)\b.*"
    r"\b(names?|noms?|prenoms?|surnames?|apellidos?)\Z|\b(names?|nom|noms) (of|du|des|de la|del) (the )?"
    r"(participants?|participantes?|members?|membres?|trainees?|attendees?|asistentes?)\Z"
)
"""Who was there, one by one; in French "nombre" is a number, so the Spanish "nombre" does not count here."""
_NO_CONTACT = re.compile(
    r"\b(contact|contacto) (hours?|time|heures?|horas?)\b|\b(heures?|horas?) de contacto?\b|\b(number|nombre) of contacts\b"
    r"|\bmobile (app|apps|unit|units|team|teams|clinic|clinics)\b"
)
_INTERNAL = re.compile(
    r"\b(internal|internals?|internes?|internos?|internas?|confidential|confidentiel(le)?s?|confidencial(es)?|secret|secreto"
    r"|private|privee?s?|privados?|privadas?|restricted|do not (share|publish|send)|not for (sharing|distribution|publication)"
    r"|staff only|ne pas (partager|diffuser|publier)|usage interne|no (compartir|difundir|publicar)|uso interno)\b"
)
_NO_INTERNAL = re.compile(
    r"\bprivate (sector|partners?|compan(y|ies)|financ\w+)\b|\b(secteurs?|partenaires?) prives?\b"
    r"|\b(sector(es)?|socios?) privados?\b|\binternal(ly)? displace\w+\b"
)
_NAME = re.compile(
    r"(full |first |last |family |given |sur)?names?\Z|noms?( complet| de famille)?\Z|prenoms?\Z|nombres?( completo)?\Z"
    r"|apellidos?\Z|position\Z|function\Z|fonction\Z|cargo\Z"
)
# Each begins with a letter that is rare in other cells, and looks back from it: long texts are searched fast.
_EMAIL = re.compile(r"@(?<=[\w.+-]@)[\w-]+\.[\w.-]*\w")
_PLUS = re.compile(r"\+(?<![\w+]\+)\d[\d\s()./-]{6,}\d")
_DOUBLE_ZERO = re.compile(r"00(?<![\w+]00)\d[\d\s()./-]{6,}\d")
_GROUPED = re.compile(r"\(?\d{1,5}\)?([\s./-]\(?\d{1,5}\)?){1,6}\Z")
_THOUSANDS = re.compile(r"\d{1,3}([\s.]\d{3})+\Z")
_BEGINS_NUMBER = frozenset("(0123456789")
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_SHARE = 0.5
"""The share of a column's cells that must look like telephone numbers, as other numbers may by chance."""


def private_heading(heading: str, hashtag: str = "") -> str:
    """What a column is by its heading: CONTACT, INTERNAL, or "" where it says neither."""
    words = fold_heading(heading.replace("(", " ").replace(")", " "))
    if _INTERNAL.search(_NO_INTERNAL.sub(" ", words)):
        return INTERNAL
    if hashtag.replace(" ", "").lower().startswith("#contact") and "+url" not in hashtag:
        return CONTACT
    if _OF_PARTICIPANTS.search(words):
        return CONTACT
    return CONTACT if _CONTACT.search(_NO_CONTACT.sub(" ", words)) else ""


def guess_private(
    headings: Sequence[str], hashtags: Sequence[str], rows: Sequence[Sequence[str]], read: Sequence[str] = ()
) -> dict[str, str]:
    """Heading -> CONTACT or INTERNAL. `rows`: cells of the first ones. `read`: headings of columns that are read into a
    field, which are not looked at but for their neighbours.
    """
    kinds = [private_heading(*each) for each in zip(headings, hashtags, strict=True)]
    found = {heading: kind for heading, kind in zip(headings, kinds, strict=True) if kind}
    for at, heading in enumerate(headings):
        if heading not in found and heading not in read:
            cells = CellsSeen()
            for row in rows:
                cells.see(row[at])
            beside = CONTACT in (kinds[at - 1] if at else "", kinds[at + 1] if at + 1 < len(kinds) else "")
            if cells.hold_contacts or (beside and _NAME.match(fold_heading(heading))):
                found[heading] = CONTACT
    return {heading: found[heading] for heading in headings if heading in found and heading not in read}


class CellsSeen:
    """What the cells of one column look like, a cell at a time."""

    def __init__(self) -> None:
        self._cells = self._numbers = 0
        self._address = False

    def see(self, text: str) -> None:
        """Look at one more cell."""
        if not text:
            return
        self._cells += 1
        if self._address:
            return
        self._address = bool(
            ("@" in text and _EMAIL.search(text))
            or ("+" in text and _PLUS.search(text))
            or ("00" in text and _DOUBLE_ZERO.search(text))
        )
        self._numbers += (
            not self._address
            and text.lstrip()[:1] in _BEGINS_NUMBER
            and all(_like_telephone(line) for line in text.strip().splitlines())
        )

    @property
    def hold_contacts(self) -> bool:
        """Stands an address or an international number in any of them, or look most of them like telephone numbers?"""
        return self._address or (self._cells > 0 and self._numbers > self._cells * _SHARE)


def _like_telephone(text: str) -> bool:
    """Digits in groups, as a telephone number is written, and nothing else is."""
    if text[:1] not in _BEGINS_NUMBER or not _GROUPED.match(text) or _THOUSANDS.match(text):
        return False
    digits = sum(each.isdigit() for each in text)
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS and parse_period(text) is None
