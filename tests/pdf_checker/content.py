"""A walk through the content streams: what is shown, in which font and colour, and inside of which marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.pdf_checker.document import Document, Page, Stream
from tests.pdf_checker.structure import Element
from tests.pdf_checker.syntax import InlineImage, Operator, read_values

if TYPE_CHECKING:
    from tests.pdf_checker.fonts import Font

OPERATORS = frozenset((
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC",
    "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "k", "K", "l", "m", "M", "MP", "n", "q", "Q", "re",
    "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr",
    "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
))  # fmt: skip
"""Operators of PDF 1.7 (PDF 32000-1, annex A)."""

_FILLS = frozenset(("f", "F", "f*", "b", "b*", "B", "B*"))
_STROKES = frozenset(("S", "s", "b", "b*", "B", "B*"))
_SIMPLE_COLOURS = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_DEFAULTS = {"DeviceGray": "DefaultGray", "DeviceRGB": "DefaultRGB", "DeviceCMYK": "DefaultCMYK"}
_SHORT_COLOURS = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_DEEPEST_FORM = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: its tag, its properties, and the element that it belongs to."""

    tag: str
    properties: dict[str, Any]
    element: Element | None


@dataclass(slots=True)
class FontUse:
    """How a font is used: the codes shown with it."""

    entries: dict[str, Any]
    place: str
    visible: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    """Codes shown in text rendering mode 3, that is not at all."""
    without_text: set[int] = field(default_factory=set)
    """Codes shown where no ActualText stands for them."""


@dataclass(slots=True)
class FormUse:
    """How often a form XObject is drawn, and whether it holds numbered marked content."""

    entries: Stream
    place: str
    drawn: int = 0
    numbered: bool = False


@dataclass(slots=True)
class Content:
    """What was found; places are words such as "page 3"."""

    unknown_operators: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    artifacts_inside: list[str] = field(default_factory=list)
    tagged_in_artifacts: list[str] = field(default_factory=list)
    marks: list[tuple[str, Mark, bytes | None]] = field(default_factory=list)
    """(place, mark, language known from around it)."""
    text_without_language: list[str] = field(default_factory=list)
    fonts: dict[int, FontUse] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    """Family of device colours -> first place."""
    spaces: list[Any] = field(default_factory=list)
    """Colour spaces that are arrays."""
    overprinted: list[str] = field(default_factory=list)
    deepest: int = 0
    intents: list[tuple[str, Any]] = field(default_factory=list)
    graphics_states: dict[int, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    images: dict[int, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    inline_images: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    forms: dict[int, FormUse] = field(default_factory=dict)
    other_objects: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    inherited_resources: list[str] = field(default_factory=list)
    transparent_pages: set[int] = field(default_factory=set)
    numbers: list[tuple[str, float]] = field(default_factory=list)
    """Numbers of content streams that are very large or very near to zero."""
    long_values: list[tuple[str, bytes | str]] = field(default_factory=list)
    hex_remarks: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _State:
    fill: Any = "DeviceGray"
    stroke: Any = "DeviceGray"
    font: dict[str, Any] | None = None
    mode: int = 0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0


@dataclass(frozen=True, slots=True)
class _Source:
    """A content stream: where its resources and the elements of its marked content are found."""

    place: str
    page: Page | None
    resources: dict[str, Any]
    explicit: bool
    stream_number: Any
    judged: bool
    """Does its content have to be tagged or an artifact? That of a page has, appearances and patterns have not."""
    form: FormUse | None = None


def walk(document: Document) -> Content:
    """Walk through all pages, the forms and patterns they draw, and the appearances of annotations."""
    walker = _Walker(document)
    for page in document.pages:
        own = document.get(page.entries, "Resources")
        resources = own if isinstance(own, dict) else document.dictionary(page.inherited, "Resources")
        source = _Source(
            str(page), page, resources, isinstance(own, dict), document.get(page.entries, "StructParents"), True
        )
        if document.get(page.entries, "Group", "S") == "Transparency":
            walker.found.transparent_pages.add(page.number)
        parts = [each.data for each in document.array(page.entries, "Contents") if isinstance(each, Stream)]
        walker.run(b"\n".join(parts), source, _State(), (), 0)
    for page, annotation in document.annotations:
        for each in _appearances(document, annotation):
            own = document.get(each, "Resources")
            source = _Source(f"annotation on {page}", page, own or {}, isinstance(own, dict), None, False)
            walker.run(each.data, source, _State(), (), 0)
    return walker.found


def _appearances(document: Document, annotation: dict[str, Any]) -> list[Stream]:
    todo = list(document.dictionary(annotation, "AP").values())
    found: list[Stream] = []
    while todo:
        each = document.resolve(todo.pop())
        if isinstance(each, Stream):
            found.append(each)
        elif isinstance(each, dict):
            todo += each.values()
    return found


class _Walker:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.structure = document.structure
        self.found = Content()
        self._patterns: set[int] = set()

    def run(self, data: bytes, source: _Source, state: _State, marks: tuple[Mark, ...], depth: int) -> None:
        """Go through one content stream."""
        operands: list[Any] = []
        saved: list[_State] = []
        remarks: list[str] = []
        own = len(marks)
        for each in read_values(data, remarks):
            if isinstance(each, InlineImage):
                self._inline_image(each, source, marks)
                operands.clear()
                continue
            if not isinstance(each, Operator):
                operands.append(each)
                if isinstance(each, int | float):
                    if each and not 1e-30 < abs(each) < 1e9:
                        self.found.numbers.append((source.place, each))
                elif isinstance(each, bytes | str) and len(each) > 127:
                    self.found.long_values.append((source.place, each))
                continue
            match each:
                case "q":
                    saved.append(state)
                    self.found.deepest = max(self.found.deepest, len(saved))
                case "Q":
                    state = saved.pop() if saved else state
                case "BMC" | "BDC":
                    marks = (*marks, self._mark(each, operands, source, marks))
                case "EMC":
                    marks = marks[:-1] if len(marks) > own else marks
                case "Tf" if operands:
                    font = self._resource(source, "Font", operands[0])
                    state = replace(state, font=font if isinstance(font, dict) else None)
                case "Tr" if operands and isinstance(operands[0], int):
                    state = replace(state, mode=operands[0])
                case "Tj" | "'" | '"' if operands:
                    self._text([operands[-1]], source, state, marks)
                case "TJ" if operands and isinstance(operands[0], list):
                    self._text(operands[0], source, state, marks)
                case "Do" if operands:
                    self._draw(self._resource(source, "XObject", operands[0]), source, state, marks, depth)
                case "sh" if operands:
                    self._content_item(source, marks)
                    self._space(self.document.get(self._resource(source, "Shading", operands[0]), "ColorSpace"), source)
                case "gs" if operands:
                    state = self._graphics_state(self._resource(source, "ExtGState", operands[0]), source, state)
                case "ri" if operands:
                    self.found.intents.append((source.place, operands[0]))
                case "rg" | "g" | "k":
                    state = replace(state, fill=_SIMPLE_COLOURS[each])
                case "RG" | "G" | "K":
                    state = replace(state, stroke=_SIMPLE_COLOURS[each.lower()])
                case "cs" if operands:
                    state = replace(state, fill=self._named_space(operands[0], source))
                case "CS" if operands:
                    state = replace(state, stroke=self._named_space(operands[0], source))
                case "scn" | "SCN" if operands and isinstance(operands[-1], str):
                    self._pattern(self._resource(source, "Pattern", operands[-1]), source, depth)
                case _ if each in _FILLS or each in _STROKES:
                    self._content_item(source, marks)
                    self._paint(each in _FILLS, each in _STROKES, source, state)
                case _ if each not in OPERATORS:
                    self.found.unknown_operators.append(f"{source.place}: {each}")
                case _:
                    pass
            operands = []
        self.found.hex_remarks += [(source.place, each) for each in remarks]

    # Marks -----------------------------------------------------------------------------------------------------------

    def _mark(self, operator: str, operands: Sequence[Any], source: _Source, marks: tuple[Mark, ...]) -> Mark:
        tag = str(operands[0]) if operands else ""
        properties: Any = operands[1] if operator == "BDC" and len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = self._resource(source, "Properties", properties)
        properties = properties if isinstance(properties, dict) else {}
        mcid = self.document.get(properties, "MCID")
        element = self.structure.of_content(source.stream_number, mcid)
        mark = Mark(tag, properties, element)
        if mcid is not None and source.form is not None:
            source.form.numbered = True
        if source.judged:
            if tag == "Artifact" and any(each.element for each in marks):
                self.found.artifacts_inside.append(source.place)
            if element is not None and any(each.tag == "Artifact" for each in marks):
                self.found.tagged_in_artifacts.append(source.place)
        if properties:
            self.found.marks.append((source.place, mark, _language(marks) or (element and element.language)))
        return mark

    def _content_item(self, source: _Source, marks: tuple[Mark, ...]) -> None:
        if source.judged and not any(each.element is not None or each.tag == "Artifact" for each in marks):
            self.found.unmarked.append(source.place)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _text(self, parts: Sequence[Any], source: _Source, state: _State, marks: tuple[Mark, ...]) -> None:
        shown = b"".join([each for each in parts if isinstance(each, bytes)])
        if not shown:
            return
        self._content_item(source, marks)
        if state.mode != 3:
            self._paint(state.mode in (0, 2, 4, 6), state.mode in (1, 2, 5, 6), source, state)
        if source.judged and self.document.language is None and _language(marks) is None:
            self.found.text_without_language.append(source.place)
        if state.font is None:
            return
        use = self.found.fonts.get(id(state.font))
        if use is None:
            use = self.found.fonts[id(state.font)] = FontUse(state.font, source.place)
        font: Font = self.document.font(state.font)
        codes = font.codes(shown)
        (use.hidden if state.mode == 3 else use.visible).update(codes)
        if not any("ActualText" in each.properties or (each.element and _has_text(each.element)) for each in marks):
            use.without_text.update(codes)

    def _paint(self, fills: bool, strokes: bool, source: _Source, state: _State) -> None:
        for wanted, space, overprint in (
            (fills, state.fill, state.overprint_fill),
            (strokes, state.stroke, state.overprint_stroke),
        ):
            if wanted:
                self._space(space, source)
                if overprint and state.overprint_mode == 1 and self._is_cmyk_profile(space):
                    self.found.overprinted.append(source.place)

    def _is_cmyk_profile(self, space: Any) -> bool:
        return isinstance(space, list) and space[:1] == ["ICCBased"] and self.document.get(space, 1, "N") == 4

    def _draw(self, drawn: Any, source: _Source, state: _State, marks: tuple[Mark, ...], depth: int) -> None:
        if not isinstance(drawn, Stream):
            return
        subtype = self.document.get(drawn, "Subtype")
        if subtype == "Image":
            self._content_item(source, marks)
            self._image(drawn, source)
        elif subtype == "Form":
            use = self.found.forms.setdefault(id(drawn), FormUse(drawn, source.place))
            use.drawn += 1
            if self.document.get(drawn, "Group", "S") == "Transparency":
                self._transparent(source)
            if depth < _DEEPEST_FORM:
                own = self.document.get(drawn, "Resources")
                inside = replace(
                    source,
                    resources=own if isinstance(own, dict) else source.resources,
                    explicit=isinstance(own, dict),
                    stream_number=self.document.get(drawn, "StructParents"),
                    form=use,
                )
                self.run(drawn.data, inside, state, marks, depth + 1)
        else:
            self.found.other_objects.append((source.place, drawn))

    def _image(self, image: dict[str, Any], source: _Source) -> None:
        if id(image) in self.found.images:
            return
        self.found.images[id(image)] = (source.place, image)
        if "ColorSpace" in image:
            self._space(self.document.get(image, "ColorSpace"), source)
        if "Intent" in image:
            self.found.intents.append((source.place, self.document.get(image, "Intent")))
        for key in ("SMask", "Mask"):
            below = self.document.get(image, key)
            if isinstance(below, Stream):
                self._image(below, source)
                if key == "SMask":
                    self._transparent(source)

    def _inline_image(self, image: InlineImage, source: _Source, marks: tuple[Mark, ...]) -> None:
        self._content_item(source, marks)
        self.found.inline_images.append((source.place, image.entries))
        space = image.entries.get("CS", image.entries.get("ColorSpace"))
        if isinstance(space, str):
            self._space(self._named_space(_SHORT_COLOURS.get(space, space), source), source)

    def _pattern(self, pattern: Any, source: _Source, depth: int) -> None:
        if not isinstance(pattern, dict) or id(pattern) in self._patterns or depth >= _DEEPEST_FORM:
            return
        self._patterns.add(id(pattern))
        if isinstance(pattern, Stream):
            own = self.document.get(pattern, "Resources")
            inside = replace(source, resources=own or {}, explicit=isinstance(own, dict), judged=False)
            self.run(pattern.data, inside, _State(), (), depth + 1)
        else:
            self._space(self.document.get(pattern, "Shading", "ColorSpace"), source)

    # Colours ---------------------------------------------------------------------------------------------------------

    def _named_space(self, name: Any, source: _Source) -> Any:
        if name in _DEFAULTS or name == "Pattern":
            return name
        found = self._resource(source, "ColorSpace", name)
        return found if found is not None else name

    def _space(self, space: Any, source: _Source) -> None:
        space = self.document.resolve(space)
        if isinstance(space, str):
            default = _DEFAULTS.get(space)
            if default is not None and self.document.get(source.resources, "ColorSpace", default) is None:
                self.found.colours.setdefault(space, source.place)
        elif isinstance(space, list) and space and not any(space is each for each in self.found.spaces):
            self.found.spaces.append(space)
            family = self.document.resolve(space[0])
            below = {"Indexed": 1, "Separation": 2, "DeviceN": 2, "Pattern": 1}.get(str(family))
            if below is not None and len(space) > below:
                self._space(space[below], source)

    # Graphics state --------------------------------------------------------------------------------------------------

    def _graphics_state(self, entries: Any, source: _Source, state: _State) -> _State:
        if not isinstance(entries, dict):
            return state
        get: Callable[..., Any] = self.document.get
        self.found.graphics_states[id(entries)] = (source.place, entries)
        if "RI" in entries:
            self.found.intents.append((source.place, get(entries, "RI")))
        see_through = any(get(entries, key) not in (None, 1, 1.0) for key in ("ca", "CA"))
        mixed = get(entries, "BM") not in (None, "Normal", "Compatible")
        if see_through or mixed or get(entries, "SMask") not in (None, "None"):
            self._transparent(source)
        stroke = bool(get(entries, "OP")) if "OP" in entries else state.overprint_stroke
        fill = bool(get(entries, "op")) if "op" in entries else bool(get(entries, "OP") or state.overprint_fill)
        mode = get(entries, "OPM") if "OPM" in entries else state.overprint_mode
        state = replace(state, overprint_fill=fill, overprint_stroke=stroke, overprint_mode=mode)
        font = get(entries, "Font", 0)
        return replace(state, font=font) if isinstance(font, dict) else state

    def _transparent(self, source: _Source) -> None:
        if source.page is not None:
            self.found.transparent_pages.add(source.page.number)

    def _resource(self, source: _Source, group: str, name: Any) -> Any:
        found = self.document.get(source.resources, group, str(name))
        if found is not None and not source.explicit:
            self.found.inherited_resources.append(f"{source.place}: {name}")
        return found


def _language(marks: Sequence[Mark]) -> bytes | None:
    for each in reversed(marks):
        found = each.properties.get("Lang")
        if isinstance(found, bytes):
            return found
        if each.element is not None and each.element.language is not None:
            return each.element.language
    return None


def _has_text(element: Element) -> bool:
    at: Element | None = element
    while at is not None:
        if "ActualText" in at.entries:
            return True
        at = at.parent
    return False
