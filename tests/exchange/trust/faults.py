"""Faults to be planted into the program, each with the attack that finds it: slips that would let one speak for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import signed_packages
from desktop.exchange.identity import introductions
from desktop.exchange.packages import proof_verifier
from desktop.exchange.partners import rights
from desktop.workspace.changes import change_log, erasure_decisions, erasures, shared_change
from desktop.workspace.erasure import blanking
from desktop.workspace.merge import incoming, same_number_changes
from tests.exchange.trust import test_attacks as attacks
from tests.exchange.trust import test_introductions as introducing
from tests.exchange.trust import test_record_identity as identity
from tests.exchange.trust import test_relays as relays

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Fault:
    """One fault: how it is planted, and which attack succeeds then."""

    plant: Callable[[Patch], None]
    attack: Callable[..., None]
    how: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the attack is called with, beside its fixtures."""


def mark_not_compared(patch: Patch) -> None:
    patch.setattr(same_number_changes.Versions, "_stored", lambda self, no, id: [[self.number(id[0]), id[1]]])


def blanked_taken_without_an_erasure_in_force(patch: Patch) -> None:
    patch.setattr(incoming.Receiver, "_in_force", lambda *_told: True)


def salt_kept(patch: Patch) -> None:
    right = blanking.blank_proof
    patch.setattr(
        blanking, "blank_proof", lambda proof, *told, **named: replace(right(proof, *told, **named), salt=proof.salt)
    )


def unproven_change_of_a_proven_replica(patch: Patch) -> None:
    patch.setattr(incoming, "is_proven", lambda _id: False)


def type_clash_refuses(patch: Patch) -> None:
    right = incoming.Receiver._may_come_in

    def may_come_in(self: incoming.Receiver, change: Any) -> bool:
        asked = "SELECT 1 FROM stored_change WHERE record_id = ? AND type <> ?"
        if self._conn.exec_driver_sql(asked, (change.record_id, change.type)).fetchone() is not None:
            raise UserFacingError("another type")
        return right(self, change)

    patch.setattr(incoming.Receiver, "_may_come_in", may_come_in)


def signature_not_compared(patch: Patch) -> None:
    patch.setattr(proof_verifier, "signature_fits", lambda *_told: True)


def key_of_another_replica(patch: Patch) -> None:
    class Every:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    patch.setattr(proof_verifier, "replica_id", lambda *_told: Every())


def values_beside_the_digest(patch: Patch) -> None:
    patch.setattr(shared_change.SharedChange, "signed_wholly", True)


def right_of_who_brings_it(patch: Patch) -> None:
    patch.setattr(rights, "_erasing", lambda _conn: defaultdict(lambda: erasure_decisions.DECIDED))


def own_package_decides_everything(patch: Patch) -> None:
    right = rights.rights_of

    def rights_of(conn: Any, verdict: Any, *told: Any) -> Any:
        return erasure_decisions.VOUCHED if verdict.trust is rights.Trust.OWN else right(conn, verdict, *told)

    patch.setattr(signed_packages, "rights_of", rights_of)


def a_strangers_erasure_is_in_force(patch: Patch) -> None:
    patch.setattr(erasure_decisions.Decision, "only_of", lambda *_told: erasures.EVERYBODY)


def an_erasure_is_erased(patch: Patch) -> None:
    def blanked(self: Any, change: Any, replica_no: int) -> Any:
        whole, fields = self._whole(change.type, change.record_id, replica_no), self._fields_of(change, replica_no)
        if not whole and not fields:
            return change
        named = None if whole else fields
        values, replaces = erasures.blank(change.record_id, change.values, change.replaces, named)
        proof = erasures.blank_proof(change.proof, change, values) if change.proof is not None else None
        return replace(change, values=values, replaces=replaces, proof=proof)

    patch.setattr(erasures.Erasures, "blanked", blanked)


def any_answer_lets_all_in(patch: Patch) -> None:
    right = incoming.receive
    patch.setattr(incoming, "receive", lambda writing, changes, *_rights: right(writing, changes))


def second_version_dropped(patch: Patch) -> None:
    right = incoming.Receiver._take_proven

    def take_proven(self: Any, change: Any) -> None:
        if not self._versions.of(change.replica, change.seq):
            right(self, change)

    patch.setattr(incoming.Receiver, "_take_proven", take_proven)


def sums_not_compared(patch: Patch) -> None:
    patch.setattr(signed_packages, "surely_held", lambda _conn, partner: partner.seen)


def frozen_comes_through_others(patch: Patch) -> None:
    right = incoming.Receiver.__init__

    def init(self: Any, *told: Any, **named: Any) -> None:
        right(self, *told, **named)
        self._frozen = set[str]()

    patch.setattr(incoming.Receiver, "__init__", init)


def blocked_is_let_in(patch: Patch) -> None:
    patch.setattr(signed_packages, "refuse_blocked", lambda *_told: None)


def older_format_is_let_in(patch: Patch) -> None:
    patch.setattr(signed_packages, "refuse_older_format", lambda *_told: None)


def name_of_an_action_is_shared(patch: Patch) -> None:
    patch.setattr(incoming, "another_group", lambda name, _what: name)


def number_of_an_action_moves_with_a_fork(patch: Patch) -> None:
    def name(self: Any, no: int, id: str, mine: int, replica_no: int, replica: str) -> str:
        asked = "SELECT min(seq) FROM change WHERE group_no = ? AND replica_no = ?"
        return f"{replica}:{self._conn.exec_driver_sql(asked, (no, replica_no)).scalar()}" if mine else id

    patch.setattr(change_log.GroupNames, "name", name)


def what_a_stranger_erased_is_forgotten_here_too(patch: Patch) -> None:
    patch.setattr(blanking, "EVERYBODY", type("Every", (), {"__eq__": lambda *_told: True, "__hash__": None})())


def one_sided_introduction(patch: Patch) -> None:
    patch.setattr(introductions.Introduction, "fits", introductions.Introduction.fits_new)


def no_end_of_bad_signatures(patch: Patch) -> None:
    patch.setattr(proof_verifier, "MOST_BAD", 10_000)


FAULTS: dict[str, Fault] = {
    each.plant.__name__: each
    for each in (
        Fault(
            mark_not_compared,
            attacks.test_what_replaces_numbers_not_written_yet_displaces_nothing,
            {"marks": "guessed"},
        ),
        Fault(
            blanked_taken_without_an_erasure_in_force,
            attacks.test_a_change_without_what_a_request_names_waits_and_comes_whole,
        ),
        Fault(salt_kept, relays.test_what_was_erased_leaves_nothing_to_prove_or_guess_it_with),
        Fault(
            unproven_change_of_a_proven_replica,
            attacks.test_a_change_in_anothers_name_is_left_out_and_shuts_nobody_out,
            {"how": "before proofs"},
        ),
        Fault(
            type_clash_refuses,
            identity.test_both_records_of_an_id_live_whichever_came_first,
            {"type": "template"},
        ),
        Fault(
            signature_not_compared,
            attacks.test_a_change_in_anothers_name_is_left_out_and_shuts_nobody_out,
            {"how": "her key"},
        ),
        Fault(
            key_of_another_replica,
            attacks.test_a_change_in_anothers_name_is_left_out_and_shuts_nobody_out,
            {"how": "own key"},
        ),
        Fault(
            values_beside_the_digest,
            relays.test_an_erased_change_says_nothing_that_is_not_signed,
            {"how": "a value more"},
        ),
        Fault(right_of_who_brings_it, relays.test_the_right_of_who_brings_an_erasure_is_not_of_who_wrote_it),
        Fault(own_package_decides_everything, relays.test_a_copy_of_this_desk_decides_nothing_here),
        Fault(a_strangers_erasure_is_in_force, attacks.test_a_strangers_erasure_is_a_request_and_nothing_goes),
        Fault(an_erasure_is_erased, relays.test_an_erasure_is_not_erased_in_whatever_order_it_comes),
        Fault(any_answer_lets_all_in, relays.test_what_waits_for_one_request_does_not_come_in_with_another),
        Fault(second_version_dropped, attacks.test_two_versions_of_one_number_are_both_there_and_shut_nobody_out),
        Fault(sums_not_compared, attacks.test_a_difference_under_the_same_numbers_heals_with_the_next_package),
        Fault(
            frozen_comes_through_others,
            attacks.test_what_comes_of_a_frozen_key_waits_whoever_brings_it_and_comes_in_once_it_is_allowed,
        ),
        Fault(
            blocked_is_let_in,
            attacks.test_what_comes_of_a_frozen_key_waits_whoever_brings_it_and_comes_in_once_it_is_allowed,
        ),
        Fault(older_format_is_let_in, attacks.test_who_has_updated_sends_nothing_older),
        Fault(
            name_of_an_action_is_shared,
            relays.test_an_action_under_one_number_with_two_labels_is_passed_on_as_it_was,
        ),
        Fault(
            number_of_an_action_moves_with_a_fork,
            relays.test_an_action_that_a_copy_forked_in_its_middle_stays_proven,
        ),
        Fault(
            what_a_stranger_erased_is_forgotten_here_too,
            relays.test_what_a_stranger_erases_of_their_own_takes_nothing_that_is_remembered_here,
        ),
        Fault(one_sided_introduction, introducing.test_what_one_side_alone_says_is_refused, {"how": "one side"}),
        Fault(no_end_of_bad_signatures, attacks.test_a_flood_of_bad_signatures_ends_early),
    )
}
"""Each by the name of what it does wrong."""
