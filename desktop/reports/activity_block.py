"""One activity as it stands in a report: title, when and where, targets, people reached, results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.reports import look
from desktop.reports.figures import number_of, root_of, text_of
from desktop.reports.paper import Flow, height_of
from desktop.reports.text import Line, Style, fit, wrap
from desktop.reports.wording import listed, say_dates, say_number
from desktop.vocabularies import load
from desktop.words import _, current_language, ngettext, pgettext
from desktop.workspace import Record

_LABEL_ROOM = 92.0
_CHIP_PADDING = 4.0
_CHIP_HEIGHT = 10.6
_CHIP_ROW = 14.6
_DOT = " · "
_TEXTS = ("results", "lessons", "replicability")
_LISTS = ("hazards", "essentials", "modules", "methods")
_RUN_COUNTS = ("enrolled", "active", "completed", "certified")


@dataclass(frozen=True)
class Around:
    """What an activity's record does not hold itself."""

    organisations: Mapping[str, str]
    """Names by id."""
    runs: Sequence[Record] = ()


def title_of(record: Record) -> str:
    """The title in the language spoken now where there is one."""
    return " ".join((text_of(record, f"title/{current_language()}") or record.title).split())


def draw_activity(flow: Flow, record: Record, around: Around, key: str) -> None:
    """Write one activity, on as many pages as it takes; `key` names its place for bookmarks."""
    sheet, fonts = flow.sheet, flow.document.fonts
    title = wrap(fonts, title_of(record), look.TITLE, sheet.room)
    meta = wrap(fonts, _meta(record), look.META, sheet.room)
    flow.space(11)
    flow.need(min(height_of(title) + height_of(meta) + 46, sheet.depth))
    flow.document.mark(key, flow.page, flow.y + 8)
    if not flow.fresh:
        flow.page.rule(sheet.left, flow.y + 4, sheet.room, look.FAINT, 0.5)
    flow.space(3)
    flow.lines(title, sheet.left, sheet.room)
    flow.lines(meta, sheet.left, sheet.room)
    _targets(flow, record)
    summary = text_of(record, f"summary/{current_language()}") or text_of(record, "summary")
    if summary and " ".join(summary.split()) != title_of(record):
        flow.space(2)
        flow.lines(wrap(fonts, summary, look.BODY, sheet.room), sheet.left, sheet.room)
    fields = record.kind.by_name
    rows = [(_("Organisations"), _organisations(record, around)), (_("People reached"), _reached(record))]
    rows.append((_(fields["audience"].label), text_of(record, "audience")))
    rows += [(_("Course runs"), "\n".join(_run(run) for run in around.runs))]
    rows += [(_(fields[name].label), text_of(record, name)) for name in _TEXTS]
    rows += [(_(fields[name].label), _labels(record, name)) for name in _LISTS]
    prose = {_(fields[name].label) for name in _TEXTS}
    for label, words in rows:
        if words:
            _row(flow, label, words, look.BODY if label in prose else look.ROW)
    _links(flow, record, _(fields["links"].label))
    if source := _source(record):
        # One line of small worth is not carried to the next page by itself.
        _row(flow, _(fields["source"].label), source, hang=look.ROW.leading)


def _meta(record: Record) -> str:
    country, place = text_of(record, "country"), text_of(record, "municipality")
    where = [place] if place else []
    where += [load("countries").label(country)] if country else []
    said = [
        load("kinds").label(text_of(record, "kind")) if text_of(record, "kind") else "",
        load("statuses").label(text_of(record, "status")) if text_of(record, "status") else "",
        say_dates(text_of(record, "start"), text_of(record, "end")),
        listed(where),
    ]
    return _DOT.join(each for each in said if each) or _("Kind, date and place not given")


def _row(flow: Flow, label: str, words: str, style: Style = look.ROW, hang: float = 0) -> None:
    """A label at the left, its words beside it."""
    sheet, fonts = flow.sheet, flow.document.fonts
    width = sheet.room - _LABEL_ROOM
    _labelled(flow, label, wrap(fonts, words, style, width), hang)


def _labelled(flow: Flow, label: str, lines: list[Line], hang: float = 0) -> None:
    sheet, fonts = flow.sheet, flow.document.fonts
    if not lines:
        return
    flow.space(2)
    flow.need(look.BODY.leading * min(len(lines), 2) - hang)
    names = wrap(fonts, label, look.LABEL, _LABEL_ROOM - 8)[:2]
    for at, name in enumerate(names):
        base = flow.y - look.LABEL.leading * (at + 0.5) - look.LABEL.size * 0.36
        flow.page.text(name, sheet.left, base)
    flow.lines(lines, sheet.left + _LABEL_ROOM, sheet.room - _LABEL_ROOM, hang)
    if len(names) > len(lines):
        flow.space(look.LABEL.leading * (len(names) - len(lines)))


def _targets(flow: Flow, record: Record) -> None:
    """Codes in their colours with their labels, side by side: filled where principal, framed where significant."""
    given = record.members("targets")
    if not given:
        return
    sheet, fonts = flow.sheet, flow.document.fonts
    targets = load("targets")
    places = _target_places()
    flow.space(3)
    flow.need(_CHIP_ROW)
    x, right = sheet.left, sheet.left + sheet.room
    for code in sorted(given, key=lambda code: (given[code] != "principal", places.get(code, len(places)), code)):
        root = root_of(code)
        colour = (targets[root].colour if root else "") or look.SENDAI
        principal = given[code] == "principal"
        style = look.Style(
            look.CHIP.size, look.CHIP.leading, bold=True, colour=look.readable_on(colour) if principal else look.INK
        )
        mark = fit(fonts, _short(code), style, 90)
        chip = mark.width + 2 * _CHIP_PADDING
        label = targets.label(code) if code in targets else ""
        said = fit(fonts, label, look.CHIP_LABEL, sheet.room - chip - 4)
        whole = chip + (4 + said.width if label else 0)
        if x > sheet.left and x + whole > right:
            x = sheet.left
            flow.y -= _CHIP_ROW
            flow.need(_CHIP_ROW)
        middle = flow.y - _CHIP_ROW / 2
        if principal:
            flow.page.area(x, middle - _CHIP_HEIGHT / 2, chip, _CHIP_HEIGHT, colour)
        else:
            flow.page.frame(x + 0.4, middle - _CHIP_HEIGHT / 2 + 0.4, chip - 0.8, _CHIP_HEIGHT - 0.8, colour, 0.8)
        flow.page.text(mark, x + _CHIP_PADDING, middle - look.CHIP.size * 0.36)
        flow.page.text(said, x + chip + 4, middle - look.CHIP_LABEL.size * 0.36)
        x += whole + 12
    flow.y -= _CHIP_ROW
    flow.space(1)


def _target_places() -> Mapping[str, int]:
    found = _PLACES
    if not found:
        found.update({term.code: at for at, term in enumerate(load("targets"))})
    return found


_PLACES: dict[str, int] = {}


def _short(code: str) -> str:
    """What people call a target: "SDG 11.5", "Sendai E"."""
    system, _colon, rest = code.partition(":")
    match system:
        case "SDG":
            return pgettext("a Sustainable Development Goal or target", "SDG {code}").format(code=rest)
        case "SFDRR":
            return pgettext("a Sendai target", "Sendai {code}").format(code=rest)
        case _:
            return code


def _organisations(record: Record, around: Around) -> str:
    by_role: dict[str, list[str]] = {}
    for key in record.members("organisations"):
        role, _colon, id = key.partition(":")
        by_role.setdefault(role, []).append(around.organisations.get(id) or _("Untitled"))
    roles = load("organisation_roles")
    known = [term.code for term in roles]
    order = sorted(by_role, key=lambda role: (known.index(role) if role in known else len(known), role))
    return "\n".join(
        pgettext("field: value", "{field}: {value}").format(
            field=roles.label(role), value=listed(dict.fromkeys(by_role[role]))
        )
        for role in order
    )


def _reached(record: Record) -> str:
    total = number_of(record, "participants_total")
    parts: list[str] = []
    women, men = number_of(record, "participants_women"), number_of(record, "participants_men")
    other = number_of(record, "participants_other")
    if women is not None:
        parts.append(ngettext("{count} woman", "{count} women", women).format(count=say_number(women)))
    if men is not None:
        parts.append(ngettext("{count} man", "{count} men", men).format(count=say_number(men)))
    if other is not None:
        parts.append(ngettext("{count} other", "{count} others", other).format(count=say_number(other)))
    said: list[str] = []
    if total is not None:
        words = ngettext("{count} participant", "{count} participants", total).format(count=say_number(total))
        said.append(f"{words} ({listed(parts)})" if parts else words)
    elif parts:
        said.append(listed(parts))
    reached = number_of(record, "local_governments")
    if reached is not None:
        said.append(
            ngettext("{count} local government", "{count} local governments", reached).format(count=say_number(reached))
        )
    return _DOT.join(said)


def _run(run: Record) -> str:
    said = [text_of(run, "name"), say_dates(text_of(run, "start"), text_of(run, "end"))]
    for name in _RUN_COUNTS:
        number = number_of(run, name)
        if number is not None:
            said.append(
                pgettext("field: value", "{field}: {value}").format(
                    field=_(run.kind.by_name[name].label), value=say_number(number)
                )
            )
    return _DOT.join(each for each in said if each)


def _labels(record: Record, name: str) -> str:
    vocabulary = load(record.kind.by_name[name].vocabulary)
    return listed(vocabulary.label(code) for code in record.members(name))


def _links(flow: Flow, record: Record, label: str) -> None:
    sheet, fonts = flow.sheet, flow.document.fonts
    width = sheet.room - _LABEL_ROOM
    for address, name in record.members("links").items():
        words = name if isinstance(name, str) and name.strip() else address
        lines = wrap(fonts, words, look.LINK, width)
        begun = len(flow.pages)
        _labelled(flow, label, lines)
        if lines and address.startswith(("http://", "https://")) and len(flow.pages) == begun:
            left = sheet.left + _LABEL_ROOM
            flow.page.link(left, flow.y, left + width, flow.y + height_of(lines), address)
        label = ""


def _source(record: Record) -> str:
    said = [text_of(record, "source"), text_of(record, "source_id"), text_of(record, "licence")]
    return _DOT.join(each for each in said if each)
