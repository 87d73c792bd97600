"""Everyday headings: singular or plural, in any order, with the little words and "name of", "number of" around them."""

from __future__ import annotations

from functools import lru_cache

from desktop.exchange.columns.heading_folding import fold_heading

_LITTLE = frozenset(
    [
        "a",
        "al",
        "an",
        "and",
        "as",
        "at",
        "by",
        "d",
        "da",
        "das",
        "de",
        "del",
        "des",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "et",
        "for",
        "in",
        "l",
        "la",
        "las",
        "le",
        "les",
        "los",
        "o",
        "of",
        "os",
        "por",
        "pour",
        "the",
        "y",
    ]
)
_NAME = frozenset(
    [
        "name",
        "names",
        "nom",
        "noms",
        "nombre",
        "nombres",
        "nome",
        "nomes",
        "title",
        "titre",
        "titulo",
        "label",
        "libelle",
    ]
)
_NUMBER = frozenset(
    [
        "number",
        "numbers",
        "no",
        "nr",
        "num",
        "nombre",
        "numero",
        "numeros",
        "n",
        "total",
        "totals",
        "totaux",
        "totales",
        "totais",
        "count",
        "qty",
        "quantity",
    ]
)

NAMED = frozenset(("title", "country", "municipality", "organisations", "people", "hazards", "languages"))
"""Fields of which a heading may say "name"."""

EVERYDAY: dict[str, tuple[str, ...]] = {
    "title": (
        "activity", "project", "programme", "program", "training", "course", "event", "workshop", "intervention", "initiative",
        "activity name", "title of activity",
        "activité", "projet", "formation", "atelier", "événement", "intitulé de l'activité", "titre de l'activité",
        "actividad", "proyecto", "curso", "taller", "evento", "título de la actividad",
        "título", "nome", "atividade", "projeto", "formação", "oficina", "iniciativa",
    ),
    "kind": ("kind of activity", "activity kind", "category", "catégorie", "categoría", "categoria", "tipo de atividade"),
    "status": ("project status", "status of activity", "activity state", "statut du projet", "état de l'activité",
               "estado de la actividad", "estado del proyecto", "situação", "estado da atividade", "progress status"),
    "summary": ("activity description", "project description", "short description", "description du projet",
                "descripción del proyecto", "descrição", "resumo", "details", "détails", "detalles"),
    "start": ("date from", "date start", "starting date", "start of activity", "begin date", "beginning", "commencement date",
              "date open", "opening date", "project start", "project start date", "activity start date", "from date",
              "date commencement", "date du début", "début de l'activité", "date de démarrage", "démarrage", "date d'ouverture",
              "fecha desde", "desde", "fecha comienzo", "comienzo", "fecha de apertura", "du",
              "data de início", "data início", "data inicial", "início", "fecha inicial"),
    "end": ("date to", "date end", "ending date", "end of activity", "finish", "finish date", "completion date", "closing date",
            "date closed", "date until", "project end", "project end date", "activity end date", "to date", "date finished",
            "date d'achèvement", "date de clôture", "fin de l'activité", "date finale", "au",
            "fecha hasta", "hasta", "fecha de cierre", "fecha de término", "fecha de finalización", "finalización",
            "data de fim", "data fim", "data final", "data de término", "fim"),
    "country": ("países", "nation", "country of activity", "pays d'intervention", "pays de mise en œuvre", "nom du pays",
                "país de ejecución",
                "code iso", "iso code", "country iso", "iso3", "iso 3", "iso2", "iso 2"),
    "municipality": ("municipality", "city town", "town city", "locality", "venue", "site", "commune", "localité", "ciudad",
                     "cidade", "município", "localidade", "local"),
    "coordinates": ("gps", "gps coordinates", "geolocation", "coordonnées gps", "coordenadas gps"),
    "targets": ("sdg goal", "sdg number", "sustainable development goal", "objectif de développement durable",
                "objetivo de desarrollo sostenible", "objetivo de desenvolvimento sustentável"),
    "hazards": ("hazard type", "type of hazard", "risk", "type d'aléa", "tipo de amenaza", "ameaça", "perigo", "disaster type"),
    "languages": ("language of activity", "working language", "langue de travail", "idioma de trabajo", "língua"),
    "methods": ("metodología", "methodology", "méthodologie", "metodologia"),
    "audience": ("target audience", "audience", "beneficiary group", "groupe cible", "grupo meta", "público meta",
                 "público objetivo", "population cible", "población meta", "público-alvo", "type of participants"),
    "participants_total": ("participants", "participant", "attendees", "attendance", "trainees", "people trained",
                           "beneficiaries",
                           "people reached", "persons reached", "participantes", "asistentes", "beneficiarios", "bénéficiaires",
                           "personnes formées", "personas capacitadas", "nombre de personnes", "número de personas",
                           "número de pessoas", "pessoas"),
    "participants_women": ("women", "women participants", "female participants", "participants women", "participants female",
                           "women reached", "participantes femmes", "femmes participantes", "participantes mujeres",
                           "mujeres participantes", "mulheres", "f participants", "participants f"),
    "participants_men": ("men", "men participants", "male participants", "participants men", "participants male", "men reached",
                         "participants hommes", "participantes hombres", "hombres participantes", "homens", "m participants",
                         "participants m"),
    "results": ("achievements", "outputs", "key results", "results achieved", "principaux résultats", "résultats obtenus",
                "logros", "resultados obtenidos", "resultado"),
    "lessons": ("lessons", "lessons learnt", "leçons apprises", "lecciones aprendidas", "lições aprendidas"),
    "links": ("web page", "web link", "page web", "página web", "more information", "ligação"),
    "source_id": ("activity identifier", "project identifier", "project id", "activity number", "project number",
                  "activity code", "reference number", "ref", "reference",
                  "record id", "code projet", "code du projet", "id projet", "référence", "numéro de projet",
                  "código de proyecto", "id proyecto", "referencia", "código da atividade", "código do projeto"),
}  # fmt: skip

ORGANISATION_ROLES: dict[str, tuple[str, ...]] = {
    "lead": ("participating organisation", "participating organization", "organisation", "organization",
             "organisme", "organización", "organização",
             "institution", "institución",
             "instituição", "agency", "agence", "agencia", "entity", "lead agency", "organisation responsable",
             "organización responsable", "entidad", "ong", "ngo", "responsible organisation", "responsible agency", "organizer",
             "organiser", "organisateur", "organizador"),
    "partner": ("partner", "partner organisation", "partner organization", "partenaire", "organisation partenaire", "socio",
                "organización socia", "parceiro", "aliado"),
    "funder": ("funder", "donor", "funding agency", "funding source", "source of funding", "funded by", "bailleur de fonds",
               "financeur", "source de financement", "donante", "financiador", "fuente de financiamiento", "doador",
               "financiado por", "financé par"),
    "implementer": ("implementing partner", "implementing agency", "implementer", "implementing organisation",
                    "implementing organization", "implemented by", "partenaire de mise en œuvre", "mis en œuvre par",
                    "socio implementador", "ejecutado por", "entidad ejecutora", "agencia ejecutora", "implementador"),
    "host": ("host organisation", "hosted by", "accueilli par", "organización anfitriona"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def heading_key(heading: str) -> tuple[str, ...]:
    """What two headings of the same meaning have in common: their words, without little ones, in the singular, sorted."""
    words = fold_heading(heading.replace("(", " ").replace(")", " ").replace("'", " ").replace("’", " ")).split()
    kept = [word for word in words if word not in _LITTLE] or words
    return tuple(sorted(_stem(word) for word in kept))


@lru_cache(maxsize=8192)
def shorter_keys(heading: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The heading without "name of" or "number of": ("name" or "number", key), where it says so and something is left."""
    words = heading_key(heading)
    found: list[tuple[str, tuple[str, ...]]] = []
    for kind, fillers in (("name", _NAME_STEMS), ("number", _NUMBER_STEMS)):
        rest = tuple(word for word in words if word not in fillers)
        if rest and rest != words:
            found.append((kind, rest))
    return tuple(found)


def _stem(word: str) -> str:
    """Singular and plural alike in the four languages; not a word that anybody reads."""
    if len(word) <= 3:
        return word
    if word.endswith("coes"):
        return word[:-4] + "cao"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word.removesuffix("s").removesuffix("e") or word


_NAME_STEMS = frozenset(_stem(word) for word in _NAME)
_NUMBER_STEMS = frozenset(_stem(word) for word in _NUMBER)
