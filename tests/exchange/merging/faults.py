"""Faults to be planted into the program: what people suffered from in other programs, and slips one could make here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.exchange.packages import package_writer
from desktop.workspace.changes import change_log as changes
from desktop.workspace.changes import clock, erasures
from desktop.workspace.changes import have_sets as havesets
from desktop.workspace.changes import record_state as state
from desktop.workspace.editing import edit_session as stays
from desktop.workspace.editing import undo
from desktop.workspace.merge import deleted_before_sharing
from desktop.workspace.merge import incoming as receiving
from desktop.workspace.privacy import author_names as naming
from desktop.workspace.privacy import consent
from desktop.workspace.projection import rebuilding as settling
from desktop.workspace.storage import replica_choice

Plant = Callable[[pytest.MonkeyPatch], None]


def _everywhere(patch: pytest.MonkeyPatch, old: Any, new: Any) -> None:
    """Put `new` wherever a module of the program knows `old`, under whatever name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("desktop."):
            for key, value in list(vars(module).items()):
                if value is old:
                    patch.setattr(module, key, new)


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    right = state.derive

    def derive(edits: Any) -> state.RecordState:
        found = right(edits)
        for heads in found.heads.values():
            del heads[:-1]
        return found

    _everywhere(patch, right, derive)


def shown_is_what_came_last(patch: pytest.MonkeyPatch) -> None:
    right = changes.edit_from_row

    def edit_from_row(row: Any, replicas: Any) -> state.Edit:
        edit = right(row, replicas)
        return replace(edit, rank=(int(row[0]), *edit.rank[1:]))

    _everywhere(patch, right, edit_from_row)


def delete_wins_over_unseen_edits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(state.RecordState, "marked_deleted", property(lambda self: self.choices("deleted") == [True]))


def delete_knows_only_itself(patch: pytest.MonkeyPatch) -> None:
    def replaced(found: state.RecordState, values: Any) -> Any:
        return {name: [head.change for head in found.heads[name]] for name in sorted(values) if found.heads.get(name)}

    _everywhere(patch, state.replaced, replaced)


def removed_wins_over_added(patch: pytest.MonkeyPatch) -> None:
    right = state.RecordState.choices

    def choices(self: state.RecordState, name: str) -> Any:
        found = right(self, name)
        return [*found[1:], None] if "/" in name and None in found else found

    patch.setattr(state.RecordState, "choices", choices)


def numbers_used_again_after_a_restore(patch: pytest.MonkeyPatch) -> None:
    right = replica_choice.choose_replica

    def choose_replica(connection: Any, path: Any, home: Any, signer: Any = None) -> str:
        known = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'replica'").scalar()
        return (
            str(known) if known and replica_choice._note_path(home, known).exists() else right(connection, path, home)
        )

    _everywhere(patch, right, choose_replica)


def a_copy_writes_under_the_same_name(patch: pytest.MonkeyPatch) -> None:
    right = replica_choice.choose_replica

    def choose_replica(connection: Any, path: Any, home: Any, signer: Any = None) -> str:
        known = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'replica'").scalar()
        return str(known or right(connection, path, home))

    _everywhere(patch, right, choose_replica)


def undo_overwrites_what_others_went_on_from(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(undo, "_stands_for", lambda *told: True)


def undo_brings_the_first_value(patch: pytest.MonkeyPatch) -> None:
    def before(mine: Any, name: str, known: Any) -> Any:
        return min(known.values(), key=lambda edit: edit.rank).values.get(name)

    patch.setattr(undo, "_before", before)


def out_of_order_is_dropped(patch: pytest.MonkeyPatch) -> None:
    right = receiving.Receiver.take

    def take(self: receiving.Receiver, coming: Any) -> None:
        known = dict(
            self._conn.exec_driver_sql(
                "SELECT r.id, max(c.seq) FROM change c JOIN replica r ON r.no = c.replica_no GROUP BY r.id"
            ).fetchall()
        )
        kept: list[receiving.SharedChange] = []
        for change in coming:
            if change.seq <= known.get(change.replica, 0) + 1:
                known[change.replica] = max(change.seq, known.get(change.replica, 0))
                kept.append(change)
        right(self, kept)

    patch.setattr(receiving.Receiver, "take", take)


def a_hole_is_claimed(patch: pytest.MonkeyPatch) -> None:
    right = havesets.read_have_set

    def read_have_set(conn: Any, *, private: bool = False) -> Any:
        found = right(conn, private=private)
        return found if private else {replica: [(1, spans[-1][1])] for replica, spans in found.items()}

    _everywhere(patch, right, read_have_set)


def a_circle_ends_elsewhere(patch: pytest.MonkeyPatch) -> None:
    def survivor(self: settling.Projection, kind: Any, record: str, nearer: str) -> str:
        path = [record]
        while nearer and nearer not in path:
            path.append(nearer)
            row = self._conn.exec_driver_sql(f"SELECT merged_into FROM {kind.name} WHERE id = ?", (nearer,)).fetchone()
            nearer = (row[0] if row else None) or ""
        return path[-1]

    patch.setattr(settling.Projection, "survivor", survivor)


def merges_are_not_followed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling.Projection, "_survivors_from", lambda *told: None)


def the_clock_is_carried_along(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, clock.seen_stamp, lambda now, last, theirs: max(last, theirs))


def private_words_are_no_change_of_their_own(patch: pytest.MonkeyPatch) -> None:
    right = changes.ChangeLog.append

    def append(self: Any, *told: Any, private: bool = False) -> Any:
        return right(self, *told)

    patch.setattr(changes.ChangeLog, "append", append)


def people_leave_unasked(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, consent.people_held_back, lambda conn: consent.PeopleHeldBack())


def names_leave_unasked(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, naming.names_held_back, lambda conn: naming.NamesHeldBack())


def what_left_is_rewritten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(changes.ChangeLog, "sealed_seq", lambda self: 0)
    patch.setattr(changes.ChangeLog, "is_proven", lambda self, no: False)


def a_copy_made_while_somebody_types_is_taken_as_final(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stays, "open_edit_session", lambda conn: None)


def a_part_does_not_keep_its_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling.Projection, "_part_lives", lambda *told: False)


def a_selection_is_told_as_all(patch: pytest.MonkeyPatch) -> None:
    right = package_writer.Manifest

    def manifest(**parts: Any) -> Any:
        return right(**{**parts, "whole": True})

    patch.setattr(package_writer, "Manifest", manifest)


def an_unknown_field_is_dropped(patch: pytest.MonkeyPatch) -> None:
    right = receiving.Receiver.take

    def take(self: receiving.Receiver, coming: Any) -> None:
        right(self, (
            replace(change, values={name: value for name, value in change.values.items() if not name.startswith("mood")})
            for change in coming
        ))  # fmt: skip

    patch.setattr(receiving.Receiver, "take", take)


def what_was_erased_comes_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasures.Erasures, "blanked", lambda self, change, replica_no: change)


def what_was_thrown_away_leaves(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, deleted_before_sharing.records_never_shared, lambda conn: set[str]())


FAULTS: dict[str, Plant] = {
    each.__name__: each
    for each in (
        last_writer_wins,
        shown_is_what_came_last,
        delete_wins_over_unseen_edits,
        delete_knows_only_itself,
        removed_wins_over_added,
        numbers_used_again_after_a_restore,
        a_copy_writes_under_the_same_name,
        undo_overwrites_what_others_went_on_from,
        undo_brings_the_first_value,
        out_of_order_is_dropped,
        a_hole_is_claimed,
        a_circle_ends_elsewhere,
        merges_are_not_followed,
        the_clock_is_carried_along,
        private_words_are_no_change_of_their_own,
        people_leave_unasked,
        names_leave_unasked,
        what_left_is_rewritten,
        a_copy_made_while_somebody_types_is_taken_as_final,
        a_part_does_not_keep_its_whole,
        a_selection_is_told_as_all,
        an_unknown_field_is_dropped,
        what_was_erased_comes_again,
        what_was_thrown_away_leaves,
    )
}
"""Each by the name of what it does wrong."""
