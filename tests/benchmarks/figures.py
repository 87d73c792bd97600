"""Figures and the heat map of targets beside bare SQL of the same; and a frame of the map with 20,000 places."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from contextlib import closing

from desktop.figures import Period, Selection, read_figures
from desktop.figures.coverage import read_coverage
from desktop.figures.places import Place, Places
from desktop.workspace import Workspace
from tests.benchmarks.table import Line, Setting, milliseconds, most_of

_TURNS = 5
_LONGEST = 500.0
"""ms that figures and heat map may take, on a thread."""
_FRAME = 16.0
_BARE_FIGURES = (
    "SELECT count(*), count(*) FILTER (WHERE status = 'completed'), count(*) FILTER (WHERE status IN ('idea', 'planned')),"
    " count(*) FILTER (WHERE kind IN ('mooc', 'online_course', 'webinar')), sum(participants_total),"
    " count(participants_total), sum(participants_women), count(participants_women), sum(participants_men),"
    " sum(local_governments), count(DISTINCT country), count(DISTINCT country || ' ' || municipality_key)"
    " FROM activity WHERE listed = 1{when}",
    "SELECT count(DISTINCT substr(m.code, instr(m.code, ':') + 1)) FROM activity a CROSS JOIN activity_member m"
    " ON m.record_no = a.no WHERE a.listed = 1 AND +m.field = 'organisations'{when}",
    "SELECT count(*) FROM (SELECT 1 FROM activity a CROSS JOIN activity_member m ON m.record_no = a.no WHERE a.listed = 1"
    " AND +m.field = 'organisations'{when} GROUP BY a.no HAVING count(DISTINCT substr(m.code, instr(m.code, ':') + 1)) > 1)",
    "SELECT count(DISTINCT m.code) FROM activity a CROSS JOIN activity_member m ON m.record_no = a.no WHERE a.listed = 1"
    " AND +m.field = 'targets'{when}",
)
_BARE_MAP = (
    "SELECT m.code, a.year, count(*) FROM activity a CROSS JOIN activity_member m ON m.record_no = a.no WHERE a.listed = 1"
    " AND +m.field = 'targets' AND coalesce(a.status, '') NOT IN ('idea', 'cancelled') GROUP BY 1, 2"
)
_YEAR = " AND start < '2020~' AND coalesce(\"end\", start) || '~' > '2020'"


def figures(setting: Setting) -> list[Line]:
    """All figures, those of a year, the heat map 169 x 20, and frames of the map."""
    with (
        closing(Workspace.open(setting.workspace, home=setting.home, read_only=True)) as workspace,
        closing(sqlite3.connect(f"file:{setting.workspace}?mode=ro", uri=True)) as conn,
    ):

        def bare(when: str) -> None:
            for sql in _BARE_FIGURES:
                conn.execute(sql.format(when=when)).fetchall()

        year = Selection(period=Period("2020", "2020"))
        jobs = (
            ("all figures", lambda: read_figures(workspace), lambda: bare("")),
            ("figures of a year", lambda: read_figures(workspace, year), lambda: bare(_YEAR)),
            ("heat map 169 x 20", lambda: read_coverage(workspace), lambda: conn.execute(_BARE_MAP).fetchall()),
        )
        lines: list[Line] = []
        for what, ours, theirs in jobs:
            pairs = [(milliseconds(ours), milliseconds(theirs)) for _turn in range(2 if setting.small else _TURNS)]
            best = min(mine for mine, _bare in pairs), min(other for _mine, other in pairs)
            lines.append(Line(what, *best, limit=1.5, most=_LONGEST))
    return [*lines, _frames(setting)]


def _frames(setting: Setting) -> Line:
    """20,000 places on the map, dragged: what painting costs Qt's thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.ui.background import Background
    from desktop.ui.overview.map_view import MapView, View

    app = QApplication.instance() or QApplication([])
    chance, background = random.Random(1), Background()
    count = 2_000 if setting.small else 20_000
    places = tuple(Place(chance.uniform(-60, 75), chance.uniform(-180, 180), 1) for _each in range(count))
    view = MapView(background)
    view.resize(820, 330)
    view.show()
    view.show_places(Places(Selection(), places, {}, {}, 0, count))
    waiting = QEventLoop()
    QTimer.singleShot(3_000, waiting.quit)
    waiting.exec()
    took: list[float] = []
    for step in range(60):
        view.show_view(View(0.02 * step, 0.01 * step, 4.0))
        began = time.thread_time()
        view.grab()
        took.append((time.thread_time() - began) * 1000)
    view.close()
    background.close()
    del app
    return Line(f"map of {count:,} places: a frame, p95", most_of(took), most=_FRAME)
