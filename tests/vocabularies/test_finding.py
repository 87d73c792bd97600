"""How a text finds a term: exactly (import, command line) and while typing (pickers)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.i18n import set_language
from desktop.vocabularies import fold, load, names
from desktop.vocabularies.folding import key


@pytest.mark.parametrize("name", names())
def test_each_code_label_and_alias_finds_its_term(name: str) -> None:
    vocabulary = load(name)
    for term in vocabulary:
        assert vocabulary.find(term.code) is term
        assert vocabulary.find(f" {term.code.lower()} ") is term
        for alias in term.aliases:
            assert vocabulary.find(alias.upper()) is term, alias
        for language in LANGUAGES:
            label = term.label(language)
            found = vocabulary.find(label, language)
            assert found is not None
            assert found is term or found.label(language) == label, label  # SDG indicators that stand twice


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("countries", "Ivory Coast", "CI"), ("countries", "COTE D'IVOIRE", "CI"), ("countries", "Costa de Marfil", "CI"),
        ("countries", "Turkey", "TR"), ("countries", "TÜRKIYE", "TR"), ("countries", "Turquía", "TR"),
        ("countries", "DR Congo", "CD"), ("countries", "Congo, Dem. Rep.", "CD"), ("countries", "RDC", "CD"),
        ("countries", "Congo", "CG"), ("countries", "Republic of the Congo", "CG"), ("countries", "SLE", "SL"),
        ("countries", "404", "KE"), ("countries", "ken", "KE"), ("countries", "États-Unis", "US"),
        ("countries", "EE. UU.", "US"), ("countries", "UK", "GB"), ("countries", "U.K.", "GB"),
        ("countries", "Swaziland", "SZ"), ("countries", "Burma", "MM"), ("countries", "Cap-Vert", "CV"),
        ("countries", "Lao People's Democratic Republic", "LA"), ("countries", "Iran, Islamic Republic of", "IR"),
        ("countries", "Sao Tome & Principe", "ST"), ("countries", "St. Lucia", "LC"), ("countries", "Palestina", "PS"),
        ("languages", "français", "fr"), ("languages", "FRENCH", "fr"), ("languages", "Francés", "fr"),
        ("languages", "fra", "fr"), ("languages", "العربية", "ar"), ("languages", "中文", "zh"), ("languages", "አማርኛ", "am"),
        ("languages", "हिन्दी", "hi"), ("languages", "русский", "ru"), ("languages", "Kiswahili", "sw"),
        ("languages", "Castellano", "es"),
        ("kinds", "Workshop", "workshop"), ("kinds", "taller", "workshop"), ("kinds", "Atelier de formation", "workshop"),
        ("kinds", "Learning forum", "conference"), ("kinds", "colloque", "conference"), ("kinds", "Simulacro", "exercise"),
        ("kinds", "evacuation drill", "exercise"), ("kinds", "MOOC", "mooc"),
        ("kinds", "VLR", "voluntary_local_review"), ("kinds", "training of trainers", "training_of_trainers"),
        ("kinds", "Formation de formateurs", "training_of_trainers"), ("kinds", "Peer-to-Peer event", "peer_event"),
        ("statuses", "Ongoing", "under_way"), ("statuses", "en cours", "under_way"), ("statuses", "Finalizado", "completed"),
        ("statuses", "Pipeline/identification", "planned"), ("statuses", "Post-completion", "completed"),
        ("statuses", "Under Way", "under_way"), ("statuses", "UNDER_WAY", "under_way"), ("statuses", "annulé", "cancelled"),
        ("organisation_roles", "Funding", "funder"), ("organisation_roles", "Partenaire de mise en œuvre", "implementer"),
        ("organisation_roles", "partenaire de mise en oeuvre", "implementer"), ("target_weights", "main", "principal"),
        ("essentials", "Essential 4", "MCR:E04"), ("essentials", "E04", "MCR:E04"), ("essentials", "E4", "MCR:E04"),
        ("modules", "Module 3", "UCLG:SDG-3"), ("modules", "Resilience Learning Module II", "UCLG:RES-II"),
        ("sections", "CEMR", "UCLG:EUROPE"), ("sections", "Mercociudades", "UCLG:LATAM"),
        ("methods", "world cafe", "world_cafe"), ("methods", "Jeu de rôle", "role_play"),
        ("hazards", "Flood", "HIP:MH0600"), ("hazards", "inondations", "HIP:MH0600"), ("hazards", "MH0007", "HIP:MH0604"),
        ("hazards", "MH0604", "HIP:MH0604"), ("hazards", "EQ", "HIP:GH0101"), ("hazards", "huracán", "HIP:MH0309"),
        ("hazards", "COVID-19", "HIP:BI0205"), ("hazards", "feu de forêt", "HIP:EN0205"), ("hazards", "sequía", "HIP:MH0401"),
        ("hazards", "Landslides", "HIP:GH0300"), ("hazards", "epidemic", "HIP:BI01"), ("regions", "West Africa", "011"),
        ("targets", "11.5", "SDG:11.5"), ("targets", "SDG 11.5.2", "SDG:11.5.2"), ("targets", "ODD 11", "SDG:11"),
        ("targets", "ODS11 Ciudades", "SDG:11"), ("targets", "Goal 13: Climate action", "SDG:13"),
        ("targets", "Target 11.b", "SDG:11.b"), ("targets", "SDG target 11.5: fewer deaths", "SDG:11.5"),
        ("targets", "Cible 11.5. Réduire", "SDG:11.5"), ("targets", "11.5 – Fewer deaths", "SDG:11.5"),
        ("targets", "11. Sustainable cities", "SDG:11"), ("targets", "Sendai target E", "SFDRR:E"),
        ("targets", "Sendái meta E", "SFDRR:E"), ("targets", "Sendai P2", "SFDRR:P2"), 
        ("targets", "Sendai priority 2", "SFDRR:P2"), ("targets", "Objetivo de Desarrollo Sostenible 11", "SDG:11"),
        ("targets", "UN SDG target no. 11.5", "SDG:11.5"), ("targets", "Sustainable Development Goals: 6", "SDG:6"),
        ("targets", "SFDRR E-2", "SFDRR:E-2"), ("targets", "Sendai Framework, Target G", "SFDRR:G"),
        ("targets", "Target E of the Sendai Framework", "SFDRR:E"), ("targets", "Priority 4", "SFDRR:P4"),
        ("targets", "Meta E", "SFDRR:E"),
    ],
)  # fmt: skip
def test_what_tables_hold_is_understood(name: str, text: str, code: str) -> None:
    found = load(name).find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("countries", ""), ("countries", "  "), ("countries", "Atlantis"), ("countries", "K"), ("countries", "?"),
        ("kinds", "trainin"), ("statuses", "9"),
        ("targets", "SDG 18"), ("targets", "Target 11.5.23"), ("targets", "Goal 110"), ("targets", "1.5 million people"),
        ("targets", "3 - 4"), ("targets", "1,5"), ("targets", "11/5/2"), ("targets", "11.55 - x"),
        ("targets", "Sendai is a framework"), ("targets", "Sendai a framework"),
        ("targets", "Sendai city"), ("targets", "SDG"), ("targets", "Target 1.5 °C of warming, 11.99"),
        ("targets", "x" * 5000), ("targets", "SDG " * 2000), ("countries", "\x00"), ("countries", "🙂"),
    ],
)  # fmt: skip
def test_what_means_nothing_here_finds_nothing(name: str, text: str) -> None:
    found = load(name).find(text)
    if text.startswith("Target 1.5 °C"):
        assert found is not None and found.code == "SDG:1.5"  # said so, even if another thing was meant
    else:
        assert found is None


def test_where_two_languages_give_one_word_to_two_things_the_language_decides() -> None:
    """The table's language counts before the official order."""
    assert load("languages").find("Mongol", "fr") is load("languages")["mn"]
    for language in LANGUAGES:
        for term in load("sendai"):
            assert load("sendai").find(term.label(language), language) is term


@pytest.mark.parametrize(
    ("name", "text", "language", "first"),
    [
        ("targets", "11.5", "en", ["SDG:11.5", "SDG:11.5.1", "SDG:11.5.2"]),
        ("targets", "sdg 13", "en", ["SDG:13", "SDG:13.1"]),
        ("hazards", "floo", "en", ["HIP:MH0600"]),
        ("hazards", "inonda", "fr", ["HIP:MH0600"]),
        ("hazards", "crue", "fr", ["HIP:MH0603", "HIP:MH0604"]),
        ("hazards", "ola cal", "es", ["HIP:MH0501", "HIP:MH0708"]),
        ("hazards", "heat", "en", ["HIP:MH0501", "HIP:MH0708"]),
        ("hazards", "hurricane", "en", ["HIP:MH0309"]),
        ("countries", "ke", "en", ["KE"]),
        ("countries", "guin", "en", ["GN", "GW", "GQ", "PG"]),
        ("countries", "ivory", "en", ["CI"]),
        ("countries", "alemania", "en", ["DE"]),
        ("countries", "emi", "es", ["AE"]),
        ("methods", "peer", "en", ["peer_review", "peer_exchange"]),
        ("essentials", "4", "en", ["MCR:E04"]),
    ],
)  # fmt: skip
def test_search_shows_the_likeliest_first(name: str, text: str, language: str, first: list[str]) -> None:
    assert [term.code for term in load(name).search(text, language)][: len(first)] == first


def test_search_speaks_the_language_of_the_window() -> None:
    set_language("es")
    assert load("hazards").search("sequ")[0].code == "HIP:MH0401"
    assert load("hazards")["HIP:MH0401"].label() == load("hazards").label("HIP:MH0401") == "Sequía"
    set_language("fr")
    assert load("hazards").label("HIP:MH0401") == "Sécheresse"
    assert load("hazards").label("HIP:MH0401", "en") == "Drought"


def test_search_for_nothing_gives_all_and_for_nonsense_none() -> None:
    assert load("kinds").search("") == list(load("kinds"))
    assert load("kinds").search("  ?! ") == list(load("kinds"))
    assert load("kinds").search("xyzzy") == []


def test_each_term_is_found_first_by_its_code_and_among_the_first_by_its_label() -> None:
    for name in ("targets", "hazards", "countries"):
        for term in load(name):
            assert load(name).search(term.code)[0] is term
            assert term in load(name).search(term.label("fr"), "fr")[:20]


def test_lists_of_countries_and_languages_go_by_name_in_each_language() -> None:
    assert [term.code for term in load("countries").listed("en")[:3]] == ["AF", "AX", "AL"]
    assert [term.code for term in load("countries").listed("es")[:3]] == ["AF", "AL", "DE"]
    french = [term.code for term in load("countries").listed("fr")]
    assert french.index("EC") < french.index("ES") < french.index("FJ")  # Équateur, Espagne, Fidji
    assert load("kinds").listed("fr") == tuple(load("kinds"))
    assert {*load("languages").listed("es")} == {*load("languages")}


def test_an_unknown_code_is_its_own_label_and_an_unknown_language_speaks_english() -> None:
    assert load("kinds").label("hologram") == "hologram"
    assert load("kinds").get("hologram") is None and "hologram" not in load("kinds")
    with pytest.raises(KeyError):
        load("kinds")["hologram"]
    assert load("kinds").children("hologram") == ()
    assert load("kinds")["project"].label("sw") == "Project"


def test_folding_puts_accents_and_case_aside_and_keeps_words_of_every_script() -> None:
    assert fold("Côte d’Ivoire") == "cote d’ivoire" and fold("ÑANDÚ") == "nandu" and fold("Straße") == "strasse"
    assert key("Côte d’Ivoire") == key("COTE D'IVOIRE") == key("Cote-d-Ivoire")
    assert key("Sœurs") == "soeurs"
    assert key("हिन्दी भाषा").count(" ") == 1 and key("ภาษาไทย") != ""
    assert key("!?…") == ""


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_any_text_may_be_looked_for(text: str) -> None:
    assert key(key(text)) == key(text)
    for name in ("targets", "countries"):
        found = load(name).find(text)
        assert found is None or found.code in load(name)
        load(name).search(text)
