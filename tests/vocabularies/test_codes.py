"""What each vocabulary holds: counts, checksums of its codes, three languages, whole trees, no word with two meanings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.vocabularies import load, names
from desktop.vocabularies.folding import key
from desktop.workspace import RECORD_TYPES

SHARED = Path(__file__).parents[3] / "shared" / "data" / "vocabularies"
CODES = {
    "agreements": (2, "8daa3c979ada0d18f00bb45d8edefd64f9f50d868f03c055266cba9ba2e90d26"),
    "answer_states": (4, "28064a5bffc934c6839c61d54f24e9d52104e4aebd73cdde9e79cf86066902c7"),
    "approaches": (6, "c7752116ad071b04e3073d2a6c9c86dc6fa359ee38d98c67c159450e1e0b583c"),
    "ballot_kinds": (2, "41f0e77d3c3d3cf0cde225d944564b48c13a581be443bd196887413f3ee8b6d0"),
    "blocks": (3, "2cf0d08ca5283037484c2bafc7d1c5d78fdd9ceaaa413cb816375f63bf0a1954"),
    "budget_kinds": (11, "5277614318df94de596fcae3f980b86f82cd2d69792a36c84c9b245af202e24f"),
    "call_subjects": (4, "8556d3bbba5c13bc13c30ec41bdbcb3f2592b0b72bf9bc55cca8bcb5ca89f7cd"),
    "commitment_states": (5, "fdc4f75dd17ffc87716d68e99e5609fc0fe1725df424be0145ee804377509115"),
    "consents": (3, "a1c83b22b5ded17d304e571cf931ea28e9feaea6c8e3811628d7de57080d714f"),
    "countries": (250, "f76389e44b4b31efdf0b96046c4d438cf5d9ebd811fec9b9de55f78a86216486"),
    "currencies": (154, "3bb71aa162e2aba776a29e254ff11a7baa4313bef8d99481865e9f409e4e761c"),
    "distance_rules": (2, "477027eb08593e096de7c5e376df8f064f0d5060fb730e89c4a975b6bf89c1de"),
    "distances": (2, "423db5c850e249aac91d978c9f55791325991a4d88ca88de172a243dbef84a3c"),
    "due_from": (2, "3350b4ef19fe9020a80b312b91b6a55d3e1657cb4a9dba9ee6d56bdfb579b60b"),
    "essentials": (10, "a9e08c777be70c11d87f24c248a6952e06ceb7acaec4babc569014d49fd5dbe0"),
    "experience_levels": (3, "5318c1c7a84627e58fa2cb4be43eac8b6ecee6dc50eadb07b13315dfcbfed4d4"),
    "figures": (27, "151706a5eb39eee189c117f4789437dc926daa2466be3ae98ffdd9308d4d99b0"),
    "finding_kinds": (4, "92e66ab28b53dbf79f2b5ea8377f2a10fb8238754e87dbfba08f5f25595d9191"),
    "follow_up_answers": (4, "2c1a09f761baae9306080c10d866952464e4e7df0e742aa2418b06eeef015fd1"),
    "forum_roles": (5, "b327c4d479e270affbab1b1423d1a6d1b68f80a220d138ec5767c59644b3d199"),
    "hazards": (331, "4f6be3685e04b566b13ca7fab933db8e48cd33f84d4ca6d81ebacbdc23f3526e"),
    "indicator_roles": (3, "ebe1847ab385d6a82346e37ff632e1e74ece5c8325a452949205dffaaf15755c"),
    "kinds": (15, "f12cd230e938a10bb0064e029ef20cd2106ea9ba43162ed12b38609fa273e533"),
    "language_rules": (3, "14822c17a558d6e33d4da9fd5fd0c7db8cd6652ac1f535f608f184ab52c243e0"),
    "languages": (183, "a42b5597a8828243f180e5544c81a05fc4e8eae122a947b88072c6a831d590fe"),
    "matching_sides": (2, "8cff17d26932cbbb8a6134d0adb0f243086c0d0d9a7e4de14ab862328910053a"),
    "memberships": (3, "a05a9128374940f97f754dbca5ce7ae3a3af4e646cc1a063bf102f34a6f886ac"),
    "methods": (40, "35bbda3154c5a3386f11f1d5cc7bf436a3fdb36028bb0406507eb9902bdb269e"),
    "modules": (6, "40a1a8b2b42dbdd99737ff5997f0157ecd223326094a8270f461553f560001cb"),
    "need_states": (4, "4f930c36ae55b3c16fb6b01d0fd4dabc481163b53105cd07758f7f079284010f"),
    "organisation_kinds": (7, "0409f213723bb251bbfd7012b119a644578cae58620b58d31cccb7ba331eea3d"),
    "organisation_roles": (6, "38711d8ef4c0f19442175461e932bd63952ca1ecdca33a57c807956b956986b8"),
    "own_vocabularies": (7, "fed0407cd0ff6fa7efdb012bf855e2f66ebc207ff11b6c19b29c3665a7256ae4"),
    "pair_states": (3, "eae36260feef302e64da27658fd98dda8b256d0aefd7bf60080cdd87aa7cae1c"),
    "participant_roles": (10, "fc4d5b01a1cb4daf2cb9247e613b343e2e4593a8a0cb0f8f9e4325b8cd40fbc5"),
    "person_roles": (5, "e3a98f82c0d920f9b78cc2aa6053cec5d88ce16849098ba60dbdb028f82b0587"),
    "practice_roles": (2, "ac0e0c07deb6c7009324233b46568f9e09ead35d57539572a811f93fb346d10f"),
    "question_roles": (1, "0e9a00021fd17ef66bb63d2ebc481514a10fff522fa295a0c370cbd61dba385b"),
    "regions": (31, "5429aca05846af0ac1ace1bb36faec99574515f422456fe31b9e09910cfa1e68"),
    "sections": (9, "ec78798ec1e41b892e69f76405b224fcb4f660293c5773a85e73daac768fce71"),
    "sendai": (49, "37295765bbefa851093575add143608b576392e88224b88a5e96fed0eb943e2e"),
    "session_kinds": (7, "8ead99821431312efad70169173035ff499c95369e4ebc6c643c1ec1500c7265"),
    "session_person_roles": (6, "ccc6451fbd1327758ad6ae90732516d954c8ed760f39f969558fa3bdbe09c97e"),
    "sexes": (3, "a6e381706f1cee44648de5b49437abc39a8cacdac7d0245ef68ad874dc72f3bc"),
    "sides": (3, "621fdabc06a9dd42da05682a7d6a6ae586864d8564c44a36c9d1117db00648a6"),
    "statuses": (5, "d2c819061835e7e796d45120787ff5453726e39a1e196be3137cb9d041274f99"),
    "target_weights": (2, "4c0f77ba6dcec68c7e09dcfe1030bf5649ff6fd6656a08784b2dbb37e995858b"),
    "task_phases": (6, "7c579d0ca2d9abdcaa25e13d980800622bb223cdcdea0e4720072f74365addc4"),
    "task_states": (4, "9f1a918df804456b3a5544871b952a555c34c7bef87d68007e4ce374830bb870"),
    "term_states": (2, "1266f8fcf22b82561b4ec2ddb725bb4bdb7f941fddee91dfcc44ca2204923f6d"),
    "themes": (24, "6e72a836c3f5a172db0980209bfa5acd8137dcb0acd4e3c707e0d3671b2028b4"),
    "time_zones": (419, "619822fe8255ee6f0449996f1f5a4f5a604b7a21df5785dac28f976b848bbd36"),
    "topic_roles": (3, "445c3aa5cab5ea20e75367cb2e1049f29dc306e0473cb9ed91d1f7a6d294331a"),
    "topic_states": (3, "5f41e6b074e5899e40a6fadabfe7ca33b372938876567ed40b56a5b867fc480f"),
    "visit_person_roles": (10, "2a4c491b9f7344896f81029820ed5c2e946286d2055aecb024f90baaff0201b6"),
    "visit_roles": (5, "11dc33917d9a58e46f6032f0752f9eee1cee4672c6bd72b6389a9bbc2eab3277"),
    "visit_stages": (9, "04fe1f02d7f2f6354a1357c46eb5cb904455197ddb35dce4b0e2b5dc8844eb89"),
    "vote_channels": (5, "8aeee7da182f3311571460e09756d513d406f60f3198b2bb35a22dc3ebeac65b"),
    "voting_methods": (3, "b84709c236e37dd993c0af1f52a3a1e48f6861212412ade4b7ef177e5fd81c98"),
}
"""By name: how many codes, and the sha256 of all of them, sorted, one a line. (The SDG have a test of their own.)"""
TREES = {"hazards": 3, "regions": 4, "sdg": 3, "sendai": 2, "targets": 3}
"""How deep the vocabularies are that are trees."""


def test_all_vocabularies_are_known() -> None:
    assert set(names()) == CODES.keys() | {"sdg", "targets"}
    assert list(names()) == sorted(names())


@pytest.mark.parametrize("name", CODES)
def test_codes_are_these_and_no_others(name: str) -> None:
    codes = sorted(term.code for term in load(name))
    assert (len(codes), sha256("\n".join(codes).encode()).hexdigest()) == CODES[name]


@pytest.mark.parametrize("name", names())
def test_every_term_has_short_labels_in_three_languages(name: str) -> None:
    for term in load(name):
        assert tuple(term.labels) == LANGUAGES
        for label in term.labels.values():
            assert label == " ".join(label.split(" ")).strip() and 0 < len(label) <= 90, term
            assert label[0].isupper() or label[0].isdigit(), term
            assert label[-1] not in ".;,:" and "'" not in label, term


@pytest.mark.parametrize("name", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_label(name: str, language: str) -> None:
    labels = Counter(key(term.label(language)) for term in load(name))
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("name", CODES)
def test_no_alias_is_idle_or_has_two_meanings(name: str) -> None:
    """Neither said twice, nor a label or code already, its own or that of another term."""
    meant = {}
    for term in load(name):
        for word in (term.code, term.code.partition(":")[2], *term.labels.values()):
            meant[key(word)] = term.code
    for term in load(name):
        for alias in term.aliases:
            assert alias == alias.strip() != ""
            assert key(alias) not in meant, f"{term.code}: {alias} is {meant[key(alias)]} already"
            meant[key(alias)] = term.code


@pytest.mark.parametrize("name", names())
def test_trees_have_no_orphans(name: str) -> None:
    vocabulary = load(name)
    depth = max(len(vocabulary.path(term.code)) for term in vocabulary)
    assert depth == TREES.get(name, 1)
    below = [root.code for root in vocabulary.children()]
    for code in below:
        below.extend(child.code for child in vocabulary.children(code))
    assert sorted(below) == sorted(term.code for term in vocabulary)


def test_every_country_has_a_region_of_the_world() -> None:
    regions = load("regions")
    for country in load("countries"):
        assert regions.path(country.parent)[0].code == "001", country.code
        assert not any(child.parent == country.parent for child in regions), country.code
    assert [len(load("countries").children(code)) for code in ("014", "035", "061", "010")] == [22, 11, 10, 1]


def test_every_country_answers_to_its_three_official_codes() -> None:
    for country in load("countries"):
        assert any(re.fullmatch("[A-Z]{3}", alias) for alias in country.aliases), country.code
        assert country.code == "XK" or any(re.fullmatch(r"\d{3}", alias) for alias in country.aliases), country.code


def test_what_the_fields_name_is_there() -> None:
    wanted = {
        name
        for kind in RECORD_TYPES.values()
        for field in kind.fields
        for name in (field.vocabulary, field.weights)
        if name
    }
    assert wanted <= set(names())


def test_targets_are_the_sdg_and_sendai() -> None:
    assert list(load("targets")) == [*load("sdg"), *load("sendai")]
    assert all(load("targets")[term.code] is term for term in load("sendai"))


def test_hazards_number_by_type_cluster_and_profile() -> None:
    hazards = load("hazards")
    assert Counter(term.level for term in hazards) == {"type": 8, "cluster": 42, "hazard": 281}
    for term in hazards:
        assert re.fullmatch(r"HIP:(BI|CH|EN|ET|GH|MH|SO|TL)(\d\d){0,2}", term.code)
        assert term.code.startswith(term.parent)
    profiles = Counter(term.code[4:6] for term in hazards if term.level == "hazard")
    assert profiles == {"MH": 53, "ET": 10, "GH": 25, "EN": 24, "CH": 27, "BI": 83, "TL": 50, "SO": 9}


def test_the_first_edition_of_the_hazards_is_understood() -> None:
    """The 302 numbers of 2020, but the twelve that have no equal today."""
    counts = {"MH": 60, "ET": 9, "GH": 35, "EN": 24, "CH": 25, "BI": 88, "TL": 53, "SO": 8}
    old = [f"{kind}{number:04}" for kind, count in counts.items() for number in range(1, count + 1)]
    lost = [code for code in old if load("hazards").find(code) is None]
    assert len(old) == 302 and len(lost) == 12
    assert all(load("hazards")[f"HIP:{code}"].aliases == () for code in ("MH0708", "ET0206", "BI0220"))  # new in 2025


def test_sendai_has_its_levels() -> None:
    assert Counter(term.level for term in load("sendai")) == {"priority": 4, "target": 7, "indicator": 38}
    assert [len(load("sendai").children(f"SFDRR:{target}")) for target in "ABCDEFG"] == [3, 5, 6, 8, 2, 8, 6]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not here")
def test_sendai_is_the_official_list() -> None:
    with (SHARED / "sendai_codes.csv").open(encoding="utf-8", newline="") as file:
        official = {
            (
                row["level"],
                f"SFDRR:{row['code']}",
                f"SFDRR:{row['parent']}" if row["parent"] else "",
                tuple(f"SDG:{code}" for code in (row["related_sdg_indicators"] or "").split()),
            )
            for row in csv.DictReader(file)
        }
    assert {(term.level, term.code, term.parent, term.related) for term in load("sendai")} == official
