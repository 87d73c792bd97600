"""What is decided about a need and an offer: the host is asked, the match is accepted and becomes a visit, or declined.

The record of a match has an id that follows from its need and its offer. Two desks that decide about the same two write the
same record: where they decide differently, that is a conflict which somebody sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.matching.points import ACCEPTED, ASKED, DECLINED
from desktop.visits.field_values import text_of
from desktop.visits.templates import new_visit
from desktop.workspace import Record, Value, Workspace, record_id_from
from desktop.workspace.records.matching_record_types import MATCHING

USUAL_APPROACH = "learning_exchange"
_TITLE = 160  # characters
_SETS = ("targets", "hazards")


def pair_id(need: str, offer: str) -> str:
    """The id of the match of a need and an offer, the same on every desk."""
    return record_id_from(f"match:{need}:{offer}")


def ask(workspace: Workspace, pairs: Sequence[tuple[str, str]], matching: str = "") -> None:
    """Note that the hosts of these pairs (need, offer) were asked; one action. Raises UserFacingError."""
    read = [_read(workspace, need, offer) for need, offer in pairs]
    with workspace.journal.group("edit"):
        for need, offer in read:
            _write(workspace, need, offer, {"state": ASKED, "reason": None}, matching)


def decline(workspace: Workspace, need_id: str, offer_id: str, reason: str, matching: str = "") -> None:
    """Note that a pair will not meet, and why: it is not proposed again. Raises UserFacingError without a reason."""
    reason = reason.strip()
    if not reason:
        raise UserFacingError(
            _("A match is declined with a reason."), kept=_("Nothing was changed."),
            todo=_("Write in a few words why, so that nobody proposes it again."),
        )  # fmt: skip
    need, offer = _read(workspace, need_id, offer_id)
    _stop_if_accepted(workspace, need, offer)
    with workspace.journal.group("edit"):
        _write(workspace, need, offer, {"state": DECLINED, "reason": reason}, matching)


def reopen(workspace: Workspace, need_id: str, offer_id: str) -> None:
    """Take back that a host was asked, or that a match was declined: it may be proposed again."""
    need, offer = _read(workspace, need_id, offer_id)
    _stop_if_accepted(workspace, need, offer)
    with workspace.journal.group("edit"):
        workspace.journal.edit(
            pair_id(need.id, offer.id), {"state": None, "reason": None, "decided": None}, type="pair"
        )  # fmt: skip


def accept(workspace: Workspace, pairs: Sequence[tuple[str, str]], matching: str = "") -> list[str]:
    """Make a visit of each pair (need, offer), with both sides, what it is about and its question; one action, undone as
    one. Returns the ids of the visits. Raises UserFacingError where a need or an offer is gone, or has a visit already.
    """
    read = [_read(workspace, need, offer) for need, offer in pairs]
    made: list[str] = []
    for need, offer in read:
        _stop_if_accepted(workspace, need, offer)
    visits = [(need, offer, *_visit_of(workspace, need, offer)) for need, offer in read]
    journal = workspace.journal
    with journal.group("create"):
        for need, offer, approach, values, question in visits:
            visit = new_visit(workspace, approach, values)
            journal.create("question", {"parent": visit, **question})
            journal.edit(need.id, {"state": "matched"}, type="need")
            _write(workspace, need, offer, {"state": ACCEPTED, "reason": None, "visit": visit}, matching)
            made.append(visit)
    return made


def _read(workspace: Workspace, need_id: str, offer_id: str) -> tuple[Record, Record]:
    need, offer = workspace.record(need_id, "need"), workspace.record(offer_id, "offer")
    if need is None or not need.listed:
        raise UserFacingError(_("This need is not here any more."), kept=_("Nothing was changed."))
    if offer is None or not offer.listed:
        raise UserFacingError(_("This offer is not here any more."), kept=_("Nothing was changed."))
    return need, offer


def _stop_if_accepted(workspace: Workspace, need: Record, offer: Record) -> None:
    known = workspace.record(pair_id(need.id, offer.id), "pair")
    visit = workspace.record(text_of(known.values, "visit"), "visit") if known is not None and known.listed else None
    if (
        known is not None
        and known.listed
        and known.values.get("state") == ACCEPTED
        and visit is not None
        and visit.listed
    ):
        raise UserFacingError(
            _("This match has a visit already: “{title}”.").format(title=visit.title), kept=_("Nothing was changed."),
            todo=_("Cancel or delete the visit first."),
        )  # fmt: skip


def _write(workspace: Workspace, need: Record, offer: Record, values: dict[str, Value], matching: str) -> None:
    id, journal = pair_id(need.id, offer.id), workspace.journal
    title = f"{need.title} – {offer.title}"
    values = {
        "title": title if len(title) <= _TITLE else f"{title[:_TITLE]}…", "need": need.id, "offer": offer.id,
        "decided": f"{date.today():%Y-%m-%d}", **values,
    }  # fmt: skip
    if matching:
        values["matching"] = matching
    known = workspace.record(id, "pair")
    if known is not None and known.binned:
        journal.restore([id], "pair")
    journal.create("pair", values, id=id)


def _visit_of(workspace: Workspace, need: Record, offer: Record) -> tuple[str, dict[str, Value], dict[str, Value]]:
    """The template, the visit's values and its question."""
    sides = {
        role: workspace.record(text_of(each.values, "organisation"), "organisation")
        for role, each in (("host", offer), ("visitor", need))
    }
    host, visitor = sides["host"], sides["visitor"]
    names = {role: each.title for role, each in sides.items() if each is not None}
    approaches = [each for each in need.members("approaches") if each in offer.members("approaches")]
    summary = text_of(need.values, "summary")
    values: dict[str, Value] = {
        "stage": "agreed",
        "title": _("{visitor} visits {host}: {title}").format(**names, title=need.title)
        if len(names) == 2 else need.title,
        "purpose": summary or need.title,
        "host_brief": summary,
    }  # fmt: skip
    for role, side in sides.items():
        if side is not None:
            values[f"organisations/{role}:{side.id}"] = True
    if host is not None:
        values |= {name: host.values.get(name) for name in ("country", "municipality")}
    for role, each in (("host_contact", offer), ("visitor_contact", need)):
        if contact := text_of(each.values, "contact"):
            values[f"people/{role}:{contact}"] = True
    for each in (offer, need):  # how much a target matters, the need says last
        for name, value in each.values.items():
            if name.partition("/")[0] in _SETS:
                values[name] = value
    spoken = [_spoken(each, side) for each, side in ((need, visitor), (offer, host))]
    both = [code for code in spoken[0] if code in spoken[1]]
    values |= {f"languages/{code}": True for code in both or [*spoken[0], *spoken[1]]}
    if not both:
        values["interpretation"] = _("To be arranged")
    if activity := text_of(offer.values, "activity"):
        values[f"practices/shown:{activity}"] = True
    asked = workspace.record(text_of(need.values, "question"), "question")
    question: dict[str, Value] = {
        "question": asked.title if asked is not None and asked.title else need.title, "why": summary,
        "asked_by": names.get("visitor"), "position": 0,
    }  # fmt: skip
    kept: dict[str, Value] = {name: value for name, value in values.items() if value not in (None, "")}
    asks: dict[str, Value] = {name: value for name, value in question.items() if value not in (None, "")}
    return approaches[0] if approaches else USUAL_APPROACH, kept, asks


def _spoken(record: Record, side: Record | None) -> list[str]:
    return sorted(record.members("languages") or (side.members("languages") if side is not None else ()))


def save_matching(workspace: Workspace, values: dict[str, Value], id: str = "") -> str:
    """Keep a matching with its weights and limits; returns its id. Raises UserFacingError without a name."""
    if not str(values.get("name") or "").strip():
        raise UserFacingError(_("A matching needs a name."), kept=_("Nothing was changed."))
    known = {name: value for name, value in values.items() if name in MATCHING.by_name}
    if id:
        workspace.journal.edit(id, known, type="matching")
        return id
    return workspace.journal.create("matching", {name: value for name, value in known.items() if value is not None})
