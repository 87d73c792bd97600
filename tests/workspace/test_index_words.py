"""The index folds texts in one way, whether SQLite's tokenizer does it or the desk."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.workspace.maintenance.migrate import migrate
from desktop.workspace.search_index.full_text import TOKENIZER
from desktop.workspace.search_index.index_words import fold_word, further_words, index_text, is_plain
from desktop.workspace.storage.connections import writing_engine

_BEFORE = Path(__file__).parent.parent / "data" / "released" / "0009.focal"


def test_texts_that_the_tokenizer_gets_as_they_are_become_the_same_words() -> None:
    texts = [text for code in range(1, 0x2200) if is_plain(text := f"a{chr(code)}b")]
    assert len(texts) > 300
    with closing(sqlite3.connect(":memory:")) as conn:
        words: list[dict[int, list[str]]] = []
        for name, those in (("plain", texts), ("folded", [*map(index_text, texts)])):
            conn.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(text, tokenize='{TOKENIZER}')")
            conn.execute(f"CREATE VIRTUAL TABLE {name}_words USING fts5vocab({name}, 'instance')")
            conn.executemany(f"INSERT INTO {name} VALUES (?)", [(text,) for text in those])
            found: dict[int, list[str]] = {}
            for doc, word in conn.execute(f"SELECT doc, term FROM {name}_words ORDER BY doc, offset"):
                found.setdefault(doc, []).append(word)
            words.append(found)
    assert words[0] == words[1]


def test_only_words_that_need_it_stand_once_more() -> None:
    assert further_words(["Côte d’Ivoire – «Ébola»", None, "Plain"], whole=True) is None
    assert further_words(["Plain Łódź ąę", "Бочу", "Łódź на Strasse-Straße"], whole=False) == "lodz strasse"
    assert further_words(["Plain Łódź ąę", "Бочу"], whole=True) == "plain lodz ae"


def test_a_file_of_the_version_before_is_searched_in_every_script(tmp_path: Path) -> None:
    path = tmp_path / "old.focal"
    shutil.copyfile(_BEFORE, path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE activity SET title = 'Ćwiczenia w Łodzi', country = 'PL' WHERE no = 1")
    engine = writing_engine(path)
    with engine.begin() as conn:
        migrate(conn)
        rows = conn.exec_driver_sql("SELECT no, title_indexed FROM activity WHERE title_indexed IS NOT NULL").fetchall()
        assert [tuple(row) for row in rows] == [(1, "cwiczenia w lodzi")]
        for words in ("lodzi", "ƻplƻ", "ƻsdgƻ11ƻ5ƻ"):
            asked = "SELECT rowid FROM activity_fts WHERE activity_fts MATCH ?"
            assert conn.exec_driver_sql(asked, (f'"{words}"',)).scalar() == 1
    engine.dispose()


def test_latin_letters_fold_alone_as_among_others() -> None:
    """What Latin-1 has is folded in a faster way, which a letter beyond it takes back."""
    for code in range(256):
        sign = chr(code)
        assert fold_word(f"É{sign}a") + "o" == fold_word(f"É{sign}aő"), sign
