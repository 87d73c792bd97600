"""The programme of a visit: three days with two tracks, fourteen with two hundred sessions, an empty one, its tabs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.programme import ProgrammeEditor
from desktop.workspace import Value
from tests.benchmarks.programme import sessions
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_conflicts import settle
from tests.pictures.scenes_window import desk_window
from tests.ui.conflicts.apart import Apart

_folders: list[TemporaryDirectory[str]] = []

_WORDS = {
    "en": (
        "How Durban lives with its rivers", "Town hall", "Welcome and what we want to be able to do afterwards", "Coffee",
        "How the city maps its floods, street by street", "Early warning by radio and by neighbours", "Lunch",
        "Bus to the Umgeni", "Walk along the river with the people who live there", "Dinner at the market",
        "What we take home", "Night watch at the flood post", "Room of the council", "Gate of the park",
    ),
    "fr": (
        "Comment Durban vit avec ses rivières", "Hôtel de ville",
        "Accueil, et ce que nous voulons savoir faire ensuite", "Pause café",
        "Comment la ville cartographie ses inondations, rue par rue", "L’alerte précoce par la radio et les voisins",
        "Déjeuner", "Bus vers l’Umgeni", "Marche le long de la rivière avec celles et ceux qui y vivent",
        "Dîner au marché", "Ce que nous emportons", "Garde de nuit au poste d’alerte", "Salle du conseil",
        "Entrée du parc",
    ),
    "es": (
        "Cómo vive Durban con sus ríos", "Ayuntamiento", "Bienvenida y lo que queremos saber hacer después",
        "Pausa de café", "Cómo la ciudad cartografía sus inundaciones, calle por calle",
        "Alerta temprana por radio y por los vecinos", "Almuerzo", "Autobús al Umgeni",
        "Recorrido a pie por el río con quienes viven allí", "Cena en el mercado", "Lo que nos llevamos",
        "Guardia nocturna en el puesto de alerta", "Sala del consejo", "Entrada del parque",
    ),
}  # fmt: skip


def _three_days(desk: Desk) -> str:
    """A visit of three days with 24 sessions, one of them over midnight."""
    words = _WORDS[desk.settings.language or "en"]
    title, hall, welcome, coffee, maps, radio, lunch, bus, walk, dinner, home, night, room, gate = words
    journal = desk.workspace.journal
    visit = journal.create("visit", {
        "title": title, "start": "2027-05-04", "end": "2027-05-06", "stage": "preparing", "approach": "study_visit",
        "time_zone": "Africa/Johannesburg", "municipality": "Durban", "country": "ZA",
    })  # fmt: skip
    rows: list[tuple[str, int, str, str, str, str]] = []
    for day in (1, 2, 3):
        rows += [
            (f"{day} 09:00", 75, welcome if day == 1 else f"{home} ({day})", "ceremony" if day == 1 else "", hall, ""),
            (f"{day} 10:15", 20, coffee, "break", "", ""),
            (f"{day} 10:35", 85, maps, "", room, "A"),
            (f"{day} 10:35", 60, radio, "", gate, "B"),
            (f"{day} 12:15", 60, lunch, "meal", hall, ""),
            (f"{day} 13:20", 25, bus, "travel", "", ""),
            (f"{day} 13:50", 130, walk, "site_visit", gate, ""),
            (f"{day} 22:30" if day == 2 else f"{day} 17:30", 210 if day == 2 else 90, night if day == 2 else dinner,
             "site_visit" if day == 2 else "free", "", ""),
        ]  # fmt: skip
    with journal.group("create"):
        for at, minutes, name, kind, place, track in rows:
            values: dict[str, Value] = {
                "parent": visit, "at": at, "minutes": minutes, "title": name, "kind": kind or "session", "place": place,
                "track": track, "leads": "" if kind else "José Ramos" if track == "B" else "Amina Otieno",
            }  # fmt: skip
            journal.create("session", {name: value for name, value in values.items() if value != ""})
    return visit


def _fourteen_days(desk: Desk) -> str:
    journal = desk.workspace.journal
    visit = journal.create(
        "visit", {"title": "Two weeks of work shadowing", "start": "2027-05-03", "end": "2027-05-16", "stage": "agreed"}
    )
    with journal.group("create"):
        for each in sessions():
            at = f"{each.day} {each.start // 60:02}:{each.start % 60:02}"
            journal.create("session", {
                "parent": visit, "at": at, "minutes": each.minutes, "title": each.title, "kind": each.kind,
                "track": each.track, "place": each.place,
            })  # fmt: skip
    return visit


def _empty(desk: Desk) -> str:
    title = _WORDS[desk.settings.language or "en"][0]
    return desk.workspace.journal.create("visit", {"title": title, "stage": "idea"})


def window_on(desk: Desk, make: Callable[[Desk], str]) -> tuple[MainWindow, ProgrammeEditor]:
    """A window with the programme that `make` writes."""
    own = own_desk(desk)
    visit = make(own)
    window = desk_window(own)
    window.show()
    settle(own)
    assert window.view is not None
    window.view.show_programme(visit)
    settle(own)
    page = window.view.page("programme")
    assert page is not None
    QTest.qWait(250)
    settle(own)
    return window, page


def shown(make: Callable[[Desk], str], then: Callable[[ProgrammeEditor], object] = lambda _page: None):
    """A scene of a programme, after something was done in it."""

    def scene(desk: Desk) -> QWidget:
        window, page = window_on(desk, make)
        then(page)
        settle(page._desk)
        QTest.qWait(150)
        settle(page._desk)
        return window

    return scene


def _drag(page: ProgrammeEditor) -> None:
    canvas = page.canvas
    session = next(each for each in canvas.model.sessions.values() if each.kind == "travel" and each.day == 2)
    begin = canvas.rects_of([session.id])[0].center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view = canvas.viewport()
    for kind, place in (
        (QEvent.Type.MouseButtonPress, begin), (QEvent.Type.MouseMove, begin + QPointF(90, 40).toPoint()),
        (QEvent.Type.MouseMove, begin + QPointF(240, 120).toPoint()),
    ):  # fmt: skip
        QApplication.sendEvent(
            view, QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), left, left, none)
        )


def _write_line(page: ProgrammeEditor) -> None:
    page.write_line()
    page.line.line.setText("d3 16:15-17:00 World café @Town hall /A")


def _all_of_it(page: ProgrammeEditor) -> None:
    page.canvas.fit()


def _methods(page: ProgrammeEditor) -> None:
    page.apply_method()


def _warnings(page: ProgrammeEditor) -> None:
    page.side.show_tab(1)


def _night(page: ProgrammeEditor) -> None:
    """From the evening of the second day into the third."""
    page.canvas.zoom(page.canvas.step - 1)
    page.canvas.verticalScrollBar().setValue(page.canvas.verticalScrollBar().maximum())


def _contested(page: ProgrammeEditor) -> None:
    """A session that was moved on two desks."""
    workspace = page._desk.workspace
    folder = TemporaryDirectory(prefix="focal-apart-")
    _folders.append(folder)
    apart = Apart(workspace, Path(folder.name))
    apart.meet()
    lunch = next(each for each in page.model.sessions.values() if each.kind == "meal" and each.day == 2)
    apart.there.journal.edit(lunch.id, {"at": "3 08:00"})
    workspace.journal.edit(lunch.id, {"at": "2 12:30"})
    apart.meet()
    apart.there.close()
    settle(page._desk)
    page.model.go_to(lunch.id)


def _template(desk: Desk) -> QWidget:
    window, page = window_on(desk, _empty)
    page.use_template()
    dialog = page.dialog
    settle(page._desk)
    window.hide()
    return dialog


def _steps(page: ProgrammeEditor) -> None:
    """A method in a long session."""
    walk = next(each for each in page.model.sessions.values() if each.kind == "site_visit" and each.day == 1)
    page.model.go_to(walk.id)
    page._apply("field_walk")


def _keys(desk: Desk) -> QWidget:
    window, page = window_on(desk, _three_days)
    page.show_keys()
    dialog = page.dialog
    window.hide()
    return dialog


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "programme-3-days": shown(_three_days),
    "programme-14-days": shown(_fourteen_days, _all_of_it),
    "programme-14-days-near": shown(_fourteen_days),
    "programme-empty": shown(_empty),
    "programme-dragging": shown(_three_days, _drag),
    "programme-line": shown(_three_days, _write_line),
    "programme-methods": shown(_three_days, _methods),
    "programme-warnings": shown(_three_days, _warnings),
    "programme-night": shown(_three_days, _night),
    "programme-conflict": shown(_three_days, _contested),
    "programme-steps": shown(_three_days, _steps),
    "programme-template": _template,
    "programme-keys": _keys,
}
