"""Contacts as other programs write them: versions, encodings, cards of organisations, namesakes, and broken ones.

Most of the files follow public reports about other programs: khard 99 and 183, vobject (skarim) 152 and 160 (soft line ends of
quoted-printable), py-vobject 111, esmska 158 (a card of an organisation alone), org-vcard 5 and 21 (encodings of a line, cards
without a name), nextcloud/contacts 1275 (a name twice), FolkerKinzel/VCards 4 (eight bits).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.visits.calendars import Match, import_contacts, match_contacts, namesake_sentences, read_contacts
from desktop.workspace import Workspace

FILES = Path(__file__).parents[2] / "data" / "contacts"
MORE = "One card holds more than a contact here can (further numbers, postal addresses, notes, photos): left out."
ORGANISATION = "One card names an organisation and no person: imported as a contact of this name."
NAMELESS = "One card has no name: its e-mail address or number stands for it."
WINDOWS_1252 = "The file does not say in which encoding it is: read as Windows-1252."


def person(name: str, email: str = "", telephone: str = "", role: str = "", *languages: str) -> dict[str, Any]:
    texts = {"name": name, "role": role, "email": email, "telephone": telephone}
    return {key: text for key, text in texts.items() if text} | {f"languages/{code}": True for code in languages}


CASES: list[tuple[str, list[dict[str, Any]], list[str]]] = [
    ("quoted_printable.vcf", [person("Людмила Сидоренко", "l.sydorenko@example.org", "+380440000001")], []),
    ("windows_1252.vcf", [person("Hélène Lefèvre", "helene@example.org")], [WINDOWS_1252]),
    ("organisation_only.vcf",
     [person("Civil Protection Office Kilifi", "office@example.org", "+254 000 111"),
      person("onlymail@example.org", "onlymail@example.org"), person("Ana Lima")], [ORGANISATION, NAMELESS]),
    ("namesakes.vcf", [person("Van An Nguyen", "", "+84000001"), person("Van An Nguyen", "", "+84000002")], []),
    # Encodings and lines
    ("phone_quoted_printable.vcf", [person("Водоканал Одесса", "", "+70000000000")], []),
    ("quoted_printable_cut.vcf", [person("Zoë", "", "+31600000001"), person("José", "", "+34900000002")], [MORE]),
    ("base64.vcf", [person("Łukasz Żak", "l@example.org"), person("Олена", "", "+380440000002")],
     ["2 cards hold more than a contact here can (further numbers, postal addresses, notes, photos): left out."]),
    ("raw_charset.vcf", [person("Ірина Коваль", "", "+380440000003"), person("山田太郎", "", "+81300000001")], []),
    ("windows_1251.vcf",
     [person("Сергій Коваленко", "s@example.org", "",
             "Начальник відділу, Міська рада Одеси, Відділ надзвичайних ситуацій")],
     ["The file does not say in which encoding it is: read as Windows-1251."]),
    ("mixed_encodings.vcf",
     [person("Åsa Öberg", "asa@example.org"), person("Åsa Öberg", "", "+46700000001")], [WINDOWS_1252]),
    ("utf16.vcf", [person("Nguyễn Văn An", "an@example.org")], []),
    ("folded_in_a_letter.vcf", [person("Відділ", "", "", "Управління" * 6 + " Київ")], []),
    ("wrapped_without_blank.vcf", [person("Jo Reed", "jo@example.org")],
     [MORE, "One line of the file was not understood: left out."]),
    ("lower_case.vcf", [person("Tomás Ñuñez", "t@example.org")], []),
    # Who it is
    ("version_4.vcf", [person("Ana Lima", "ana@example.org", "+258-84-000-001", "", "pt", "en")], [MORE]),
    ("groups.vcf", [person("Rui Costa", "rui@example.org", "+258840000002")],
     ["2 cards are groups or things and no people: left out."]),
    ("company.vcf",
     [person("Zubařka s.r.o.", "", "+420777111222"), person("Zubařka", "", "+420777111333"),
      person("+420777111444", "", "+420777111444")],
     ["2 cards name an organisation and no person: imported as contacts of these names.", NAMELESS]),
    ("nothing_to_keep.vcf", [person("Ana Lima")],
     ["2 cards have neither a name nor an address or number: left out."]),
    ("duplicate_names.vcf", [person("John Smith", "john@example.org", "+31611111111")],
     ["2 cards are of people who stand in the file already: joined.", MORE]),
    ("one_switchboard.vcf",
     [person("Wanjiru Kamau", "w.kamau@example.org", "+254 20 000 000"),
      person("Wanjiru Kamau", "wanjiru2@example.org", "+25420000000")], []),
    ("same_card_twice.vcf", [person("Grace Achieng", "grace@example.org", "+254700000001")],
     ["One card is of somebody who stands in the file already: joined."]),
    ("exchange_addresses.vcf",
     [person("Karim Haddad", "karim@example.org", "+9611000002",
             "Engineer\nDuty officer, Municipality; east, Risk, unit")], [MORE]),
    ("agent.vcf", [person("Chief Engineer Banda", "", "+265999000002")], [MORE]),
    ("name_in_another_order.vcf",
     [person("山田太郎", "yamada@example.org"), person("Dr. Kovács Béla", "", "+36200000001")], []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "people", "problems"), CASES, ids=[case[0] for case in CASES])
def test_who_is_in_a_file(name: str, people: list[dict[str, Any]], problems: list[str]) -> None:
    read = read_contacts(FILES / name)
    assert [each.values for each in read.contacts] == people
    assert read.problems == problems


@pytest.mark.parametrize(
    ("name", "said"),
    [("bad_cut.vcf", "was cut short"), ("bad_wrong_end.vcf", "is broken"), ("bad_zeros.vcf", "is broken")],
)
def test_a_broken_file_is_refused_whole(name: str, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        read_contacts(FILES / name)


def test_the_same_name_alone_is_a_question(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    for values in (
        {"name": "Ana Lima", "email": "ANA@example.org"},
        {"name": "VAN AN NGUYEN", "telephone": "+84 000 001"},
        {"name": "Hélène Lefevre"},
    ):
        desk.journal.create("person", values)
    read = read_contacts(FILES / "namesakes.vcf")
    matches = match_contacts(desk, read.contacts)
    assert list(matches.values()) == [Match.KNOWN, Match.NAMESAKE], "the number is the same, however it is written"
    assert namesake_sentences(matches) == [
        "One new contact has the same name as somebody else: check whether they are the same person."
    ]
    assert import_contacts(desk, read.contacts, "namesakes.vcf") == 1
    assert set(match_contacts(desk, read.contacts).values()) == {Match.KNOWN}
    for name, match in (
        ("version_4.vcf", Match.KNOWN), ("windows_1252.vcf", Match.NAMESAKE), ("utf16.vcf", Match.NEW),
    ):  # fmt: skip
        assert set(match_contacts(desk, read_contacts(FILES / name).contacts).values()) == {match}, name
    both = Workspace.create(tmp_path / "other.focal", home=tmp_path / "home")
    assert set(match_contacts(both, read.contacts).values()) == {Match.NAMESAKE}
    assert import_contacts(both, read.contacts, "namesakes.vcf") == 2


def test_the_record_of_a_card_without_identifier_does_not_tell_name_and_address(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Ana Prueba\nEMAIL:ana@example.org\nEND:VCARD\n")
    (contact,) = read_contacts(path).contacts
    made: list[str] = []
    for name in ("one", "two"):
        desk = Workspace.create(tmp_path / f"{name}.focal", home=tmp_path / name)
        assert import_contacts(desk, [contact], "a.vcf") == 1 and import_contacts(desk, [contact], "a.vcf") == 0
        with desk.reading() as conn:
            made += [row[0] for row in conn.exec_driver_sql("SELECT id FROM person")]
        desk.close()
    assert len(made) == 2 and len({*made, contact.id}) == 3
