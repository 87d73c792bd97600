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
        "nb",
        "nbre",
        "nro",
        "qtd",
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
              "intitulé du projet", "intitulé de la formation", "nom de la formation", "nombre de la actividad",
              "denominación", "dénomination", "designação", "nome da atividade", "título da atividade", "nome da ação",
              "evento título", "título do projeto", "ação", "acción", "nombre del taller", "nome do curso",
              "treinamento", "capacitação", "activity or project", "project or programme", "activité ou projet"),
    "kind": ("kind of activity", "activity kind", "nature", "category", "catégorie", "categoría", "categoria",
             "tipo de atividade",
             "nature de l'activité", "natureza da atividade", "tipo de ação", "tipo de acción", "tipo de proyecto",
             "tipo de projeto", "project type", "type de projet", "tipo de evento", "event type", "type of event",
             "type of training", "type de formation", "modalidade"),
    "status": ("project status", "status of activity", "activity state", "statut du projet", "état de l'activité",
               "estado de la actividad", "estado del proyecto", "situação", "estado da atividade", "progress status",
               "état d'avancement", "avancement", "situação do projeto", "status do projeto", "estado de avance",
               "estado de ejecución", "estado de execução", "implementation status", "current status", "statut actuel",
               "estado actual", "situação atual", "phase du projet", "activity stage", "estágio"),
    "summary": ("activity description", "project description", "short description", "description du projet",
                "descripción del proyecto", "descrição", "resumo", "details", "détails", "detalles",
                "descrição do projeto", "descrição da atividade", "objetivos", "objectifs", "objectives",
                "objetivo geral", "objectif général", "objetivo general", "general objective", "project summary",
                "résumé du projet", "resumen del proyecto", "resumo do projeto", "purpose", "background", "contexte",
                "contexto", "brief description", "activity summary", "description general", "general description",
                "description générale"),
    "start": ("date from", "date start", "starting date", "start of activity", "begin date", "beginning", "commencement date",
              "date open", "opening date", "project start", "project start date", "activity start date", "from date",
              "date commencement", "date du début", "début de l'activité", "date de démarrage", "démarrage", "date d'ouverture",
              "fecha desde", "desde", "fecha comienzo", "comienzo", "fecha de apertura", "du",
              "data de início", "data início", "data inicial", "início", "fecha inicial",
              "data de começo", "data de abertura", "início da atividade", "início do projeto", "inicio del proyecto",
              "début du projet", "date début", "date de lancement", "launch date", "fecha de arranque",
              "fecha de realización", "data de realização", "date de réalisation", "date of activity", "date of event",
              "event date", "activity date", "date de l'activité", "fecha de la actividad", "data da atividade",
              "data do evento", "training date", "planned start date", "actual start date", "commence date",
              "effective date", "data inicial prevista", "first day", "premier jour", "primer día", "primeiro dia"),
    "end": ("date to", "date end", "ending date", "end of activity", "finish", "finish date", "completion date", "closing date",
            "date closed", "date until", "project end", "project end date", "activity end date", "to date", "date finished",
            "date d'achèvement", "date de clôture", "fin de l'activité", "date finale", "au",
            "fecha hasta", "hasta", "fecha de cierre", "fecha de término", "fecha de finalización", "finalización",
            "data de fim", "data fim", "data final", "data de término", "fim",
            "data de conclusão", "data de encerramento", "fim da atividade", "fim do projeto", "conclusão",
            "término do projeto", "fin del proyecto", "fin du projet", "date fin", "date d'arrêt",
            "fecha de conclusión", "fecha término", "expected end date", "planned end date", "actual end date",
            "expiry date", "closure date", "date de fin prévue", "fecha de fin prevista", "data final prevista", "last day",
            "dernier jour", "último día", "último dia"),
    "country": ("países", "nation", "country of activity", "pays d'intervention", "pays de mise en œuvre", "nom du pays",
                "país de ejecución",
                "code iso", "iso code", "country iso", "iso3", "iso 3", "iso2", "iso 2",
                "país de execução", "país de realização", "país beneficiario", "pays bénéficiaire",
                "beneficiary country", "country of implementation", "implementation country", "pays de mise en oeuvre",
                "nome do país", "nombre del país", "host country", "pays hôte", "country or territory",
                "pays ou territoire"),
    "municipality": ("municipality", "city town", "town city", "locality", "venue", "site", "commune", "localité", "ciudad",
                     "cidade", "município", "localidade", "local",
                     "local de realização", "lugar de realización", "lieu de réalisation", "lieu de l'activité",
                     "lugar de la actividad", "local da atividade", "cidade ou município", "city or municipality",
                     "ville ou commune", "ciudad o municipio", "project location", "localisation", "localización",
                     "localização", "ubicación", "locality name", "settlement", "place of implementation",
                     "activity location", "event location", "training venue", "prefeitura"),
    "coordinates": ("gps", "gps coordinates", "geolocation", "coordonnées gps", "coordenadas gps",
                    "coordenadas geográficas", "coordonnées géographiques", "geographic coordinates", "geopoint",
                    "geo point", "latitude longitude", "lat long", "lat lng"),
    "targets": ("sdg goal", "sdg number", "sustainable development goal", "objectif de développement durable",
                "objetivo de desarrollo sostenible", "objetivo de desenvolvimento sustentável",
                "sdg target number", "related sdg", "sdg alignment", "odd concerné", "cible odd", "cibles odd",
                "meta ods", "metas ods", "ods relacionado", "ods vinculado",
                "objetivos de desenvolvimento sustentável", "objetivos de desarrollo sostenible",
                "objectifs de développement durable", "sustainable development goals", "sendai", "sendai target",
                "cible de sendai", "meta de sendai", "sendai framework"),
    "hazards": ("hazard type", "type of hazard", "risk", "type d'aléa", "tipo de amenaza", "ameaça", "perigo", "disaster type",
                "ameaças", "perigos", "riscos", "risques", "riesgos", "risks", "tipo de ameaça", "tipo de desastre",
                "type de risque", "type de catastrophe", "disaster", "desastre", "catastrophe"),
    "languages": ("language of activity", "working language", "langue de travail", "idioma de trabajo", "língua",
                  "idioma da atividade", "langue de l'activité", "idioma de la actividad", "línguas",
                  "idiomas de trabajo", "langues de travail", "training language", "languages used", "langues utilisées",
                  "idiomas utilizados", "línguas utilizadas"),
    "methods": ("metodología", "methodology", "méthodologie", "metodologia"),
    "audience": ("target audience", "audience", "beneficiary group", "groupe cible", "grupo meta", "público meta",
                 "público objetivo", "population cible", "población meta", "público-alvo", "type of participants",
                 "destinatário", "públicos", "groupe d'âge", "beneficiary type", "type de bénéficiaires",
                 "tipo de beneficiarios", "tipo de beneficiário", "target population", "targeted audience"),
    "participants_total": ("participants", "participant", "attendees", "attendance", "trainees", "people trained",
                           "beneficiaries",
                           "people reached", "persons reached", "participantes", "asistentes", "beneficiarios", "bénéficiaires",
                           "personnes formées", "personas capacitadas", "nombre de personnes", "número de personas",
                           "número de pessoas", "pessoas",
                           "total de participantes", "total participants", "nombre total de participants",
                           "número total de participantes", "nº de participantes", "participantes total",
                           "beneficiários", "pessoas alcançadas", "pessoas formadas", "pessoas beneficiadas",
                           "personas beneficiadas", "personas formadas", "personnes bénéficiaires", "people benefited",
                           "people attended", "number trained", "total trained", "direct beneficiaries",
                           "bénéficiaires directs", "beneficiarios directos", "beneficiários diretos", "effectif",
                           "total beneficiaries"),
    "participants_women": ("women", "women participants", "female participants", "participants women", "participants female",
                           "women reached", "participantes femmes", "femmes participantes", "participantes mujeres",
                           "mujeres participantes", "mulheres", "f participants", "participants f",
                           "participantes mulheres", "mulheres participantes", "nombre de femmes", "número de mujeres",
                           "número de mulheres", "number of women", "total women", "total femmes", "females",
                           "femininos", "feminino", "femenino", "féminin", "female beneficiaries", "women trained",
                "femmes formées", "mujeres capacitadas", "mulheres formadas", "of whom women", "of which women",
                "including women", "dont femmes", "de las cuales mujeres", "de los cuales mujeres", "das quais mulheres"),
    "participants_men": ("men", "men participants", "male participants", "participants men", "participants male", "men reached",
                         "participants hommes", "participantes hombres", "hombres participantes", "homens", "m participants",
                         "participants m",
                         "participantes homens", "homens participantes", "nombre d'hommes", "número de hombres",
                         "número de homens", "number of men", "total men", "total hommes", "males", "masculino",
                         "masculin", "male beneficiaries", "men trained", "hommes formés", "hombres capacitados",
                "homens formados"),
    "results": ("achievements", "outputs", "key results", "results achieved", "principaux résultats", "résultats obtenus",
                "logros", "resultados obtenidos", "resultado",
                "resultados alcançados", "realizações", "réalisations", "produits", "produtos", "productos", "impact",
                "impacto", "deliverables", "livrables"),
    "lessons": ("lessons", "lessons learnt", "leçons apprises", "lecciones aprendidas", "lições aprendidas",
                "enseignements tirés", "leçons tirées", "lecciones", "lições", "aprendizajes", "aprendizados"),
    "links": ("web page", "web link", "page web", "página web", "more information", "ligação",
              "website", "web site", "site web", "sitio web", "sítio web", "url", "link", "lien", "liens", "enlace",
              "enlaces", "hyperlink", "ligações", "página da web", "más información", "plus d'informations",
              "mais informações"),
    "people": ("responsable", "responsible", "responsável", "responsible person", "person responsible", "person in charge",
               "personne responsable", "persona responsable", "pessoa responsável", "encargado", "encargada", "facilitador",
               "facilitadora", "facilitator", "facilitateur", "facilitatrice"),
    "private_note": ("remarks", "comments", "observations", "remarques", "commentaires", "observaciones", "comentarios",
                     "observações", "comentários"),
    "source_id": ("activity identifier", "project identifier", "project id", "activity number", "project number",
                  "activity code", "reference number", "ref", "reference",
                  "record id", "code projet", "code du projet", "id projet", "référence", "numéro de projet",
                  "código de proyecto", "id proyecto", "referencia", "código da atividade", "código do projeto",
                  "identificador", "identifiant", "nº do projeto", "número do projeto", "número de proyecto",
                  "n° projet", "code activité", "id atividade", "id activité", "id actividad", "grant number",
                  "contract number", "numéro de contrat", "unique id", "identifiant unique"),
}  # fmt: skip

ORGANISATION_ROLES: dict[str, tuple[str, ...]] = {
    "lead": ("participating organisation", "participating organization", "organisation", "organization",
             "organisme", "organización", "organização",
             "institution", "institución",
             "instituição", "agency", "agence", "agencia", "entity", "lead agency", "organisation responsable",
             "organización responsable", "entidad", "ong", "ngo", "responsible organisation", "responsible agency", "organizer",
             "organiser", "organisateur", "organizador",
             "entidade responsável", "organização responsável", "órgão responsável", "entidade", "órgão",
             "implementing municipality", "organisation name", "nom de l'organisation", "nombre de la organización",
             "nome da organização", "institution responsable", "institución responsable", "instituição responsável",
             "structure", "promotor", "organiza", "organizado por", "organised by", "organized by", "organisé par",
             "entidad organizadora", "entidade organizadora", "organisation organisatrice"),
    "partner": ("partner", "partner organisation", "partner organization", "partenaire", "organisation partenaire", "socio",
                "organización socia", "parceiro", "aliado",
                "parceiros institucionais", "entidade parceira", "organização parceira", "entidad socia", "aliados",
                "other partners", "autres partenaires", "otros socios", "outros parceiros",
                "collaborating organisation"),
    "funder": ("funder", "donor", "funding agency", "funding source", "source of funding", "funded by", "bailleur de fonds",
               "financeur", "source de financement", "donante", "financiador", "fuente de financiamiento", "doador",
               "financiado por", "financé par",
               "fonte de financiamento", "financiador principal", "entidade financiadora", "entidad financiadora",
               "organismo financiador", "fuente de financiación", "fuente de fondos", "donor name", "nom du bailleur",
               "financement", "funding organisation", "sponsor", "cooperante", "financia"),
    "implementer": ("implementing partner", "implementing agency", "implementer", "implementing organisation",
                    "implementing organization", "implemented by", "partenaire de mise en œuvre", "mis en œuvre par",
                    "socio implementador", "ejecutado por", "entidad ejecutora", "agencia ejecutora", "implementador",
                    "órgão executor", "entidade executora", "executor", "implementado por", "agência executora",
                    "organismo ejecutor", "unidad ejecutora", "agence d'exécution", "organisme d'exécution",
                    "maître d'ouvrage", "executing agency", "executing organisation", "implementing organisations",
                    "implementing partners"),
    "host": ("host organisation", "hosted by", "accueilli par", "organización anfitriona",
             "organização anfitriã", "entidade anfitriã", "entidad anfitriona", "organisation hôte", "cidade anfitriã",
             "host city", "ville hôte", "ciudad anfitriona"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def heading_key(heading: str) -> tuple[str, ...]:
    """What two headings of the same meaning have in common: their words, without little ones, in the singular, sorted."""
    words = fold_heading(heading.replace("(", " ").replace(")", " ").replace("'", " ").replace("’", " ")).split()
    kept = [word for word in words if word not in _LITTLE] or words
    return tuple(sorted(_stem(word) for word in kept))


@lru_cache(maxsize=8192)
def shorter_keys(heading: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The heading without words that add nothing: "name" of, "number" of, of the "activity", hazards "covered". Each with the
    key of what is left, where it says so and something is left.
    """
    words = heading_key(heading)
    found: list[tuple[str, tuple[str, ...]]] = []
    for without, fillers in _FILLERS.items():
        rest = tuple(word for word in words if word not in fillers)
        if rest and rest != words:
            found.append((without, rest))
    return tuple(found)


def is_filler(text: str) -> bool:
    """Does a bracket behind a number add nothing: "(number)", "(total)", "(people)"?"""
    return all(word in _ADDS_NOTHING or word.isdigit() for word in heading_key(text))


@lru_cache(maxsize=8192)
def role_of_words(heading: str) -> str:
    """The role that a heading gives to an organisation, where it says nothing but that: "Host institution", "Entidad líder",
    "Structure d'accueil". "" for another heading.
    """
    words = [word for word in heading_key(heading) if word not in _NAME_STEMS]
    if not any(word in _ORGANISATION_STEMS for word in words):
        return ""
    roles = {_ROLE_OF_STEM.get(word, "") for word in words if word not in _ORGANISATION_STEMS}
    return roles.pop() if len(roles) == 1 else ""


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


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words.split())


_NAME_STEMS = frozenset(_stem(word) for word in _NAME)
_NUMBER_STEMS = frozenset(_stem(word) for word in _NUMBER)
_FILLERS = {
    "name": _NAME_STEMS,
    "number": _NUMBER_STEMS | _stems("of which whom including dont cuales quais incl"),
    "activity": _stems("activity activite actividad atividade"),
    "covered": _stems(
        "covered addressed targeted related relevant concerned vise visee vises visees concerne concernee concernes aborde"
        " abordee couvert couverte traite traitee lie liee cubierto cubierta abordado abordada tratado relacionado"
        " relacionada vinculado contemplado coberto coberta tratada"
    ),
}
"""What is left out -> its words."""
_ADDS_NOTHING = _NUMBER_STEMS | _stems("total people person persona personne pessoa all")
_ORGANISATION_STEMS = _stems(
    "organisation organization organizacion organizacao organisme organismo entity entite entidad entidade institution"
    " institucion instituicao agency agence agencia structure estructura estrutura association asociacion associacao"
    " municipality municipalite municipalidad municipio city ville ciudad cidade collectivite commune government gobierno"
    " governo body orgao organo unit unidad unidade ong ngo"
)
_ROLE_OF_STEM = {
    stem: role
    for role, words in {
        "lead": "lead leading lider principal coordinating coordinator coordinador coordinadora coordinateur coordinatrice"
        " coordenador coordenadora responsable responsible responsavel chef file pilote porteur porteuse",
        "partner": "partner partnering partenaire socio socia aliado aliada parceiro parceira associe associee asociado"
        " asociada associado associada collaborating colaborador colaboradora",
        "funder": "funder funding donor donante doador doadora financiador financiadora financeur financement bailleur"
        " fond cooperante sponsor",
        "implementer": "implementer implementing executing execution ejecutor ejecutora executor executora implementador"
        " implementadora mise oeuvre",
        "host": "host hosting hosted accueil hote anfitrion anfitriona anfitriao anfitria receptor receptora acolhimento",
    }.items()
    for stem in _stems(words)
}
