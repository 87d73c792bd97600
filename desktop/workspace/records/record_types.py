"""The records of Focal Desk, described field by field."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.workspace.records.forum_record_types import FORUM_TYPES
from desktop.workspace.records.goal_record_types import GOAL_TYPES
from desktop.workspace.records.matching_record_types import MATCHING_TYPES
from desktop.workspace.records.record_description import Field, FieldKind, RecordType, Section, Words
from desktop.workspace.records.visit_record_types import VISIT_TYPES

K = FieldKind

ACTIVITY = RecordType(
    name="activity",
    label=N_("Activity"),
    plural=N_("Activities"),
    title="title",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="when", label=N_("When and where")),
        Section(key="who", label=N_("Who")),
        Section(key="targets", label=N_("Targets")),
        Section(key="reach", label=N_("People reached")),
        Section(key="results", label=N_("Results")),
        Section(key="more", label=N_("Links and files")),
        Section(key="source", label=N_("Source")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=40, shown=True,
              headings=("activity", "activity title", "name", "activité", "titre", "intitulé", "nom", "actividad",
                        "título", "nombre", "project title", "titre du projet", "título del proyecto"),
              hashtags=("#activity", "#activity+name", "#activity+title")),
        Field(name="kind", kind=K.CHOICE, label=N_("Kind"), facet=1, section="what", vocabulary="kinds", required=True,
              sortable=True, column=16, shown=True,
              headings=("type", "activity type", "type d'activité", "genre", "tipo", "tipo de actividad"),
              hashtags=("#activity+type",)),
        Field(name="block", kind=K.CHOICE, label=N_("Learning block"), section="what", printed=False, vocabulary="blocks", column=18,
              headings=("block", "bloc", "bloc d'apprentissage", "bloque", "bloque de aprendizaje")),
        Field(name="status", kind=K.CHOICE, label=N_("Status"), facet=2, section="what", vocabulary="statuses", required=True,
              sortable=True, column=12, shown=True,
              headings=("activity status", "state", "activity status code", "statut", "état", "estado", "situación"),
              hashtags=("#status", "#status_id", "#status+code")),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True, words=Words.TEXT,
              required=True,
              headings=("description", "abstract", "résumé", "résumen", "resumen", "descripción", "synopsis", "objective",
                        "objectif", "objetivo"),
              hashtags=("#description", "#activity+description")),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), section="what", printed=False, vocabulary="languages", column=12,
              headings=("language", "langue", "langues", "idioma", "idiomas", "default language"),
              hashtags=("#language",)),
        Field(name="start", kind=K.DATE, label=N_("Start"), facet=3, until="end", section="when", required=True, sortable=True, column=11,
              shown=True, help=N_("A year alone, a month or a day"),
              headings=("start date", "date", "begin", "from", "début", "date de début", "inicio", "fecha de inicio",
                        "fecha", "start actual", "year", "année", "año"),
              hashtags=("#date+start", "#x_activity_start_date", "#period_date+start")),
        Field(name="end", kind=K.DATE, label=N_("End"), until="end", section="when", sortable=True, column=11,
              help=N_("A year alone, a month or a day"),
              headings=("end date", "to", "until", "fin", "date de fin", "fecha de fin", "fecha final", "end actual",
                        "término"),
              hashtags=("#date+end", "#x_activity_end_date", "#period_date+end")),
        Field(name="country", kind=K.CHOICE, label=N_("Country"), facet=4, section="when", vocabulary="countries", required=True,
              sortable=True, column=16, shown=True,
              headings=("pays", "país", "recipient country", "recipient country code", "country code", "code pays",
                        "código de país"),
              hashtags=("#country", "#country_id", "#country+code", "#country+name")),
        Field(name="municipality", kind=K.TEXT, label=N_("Municipality or place"), place=("country", "coordinates"), section="when", words=Words.PLACE,
              sortable=True, column=20, shown=True,
              headings=("city", "municipality", "place", "location", "town", "ville", "commune", "municipalité", "lieu",
                        "ciudad", "municipio", "lugar", "localidad"),
              hashtags=("#loc", "#loc+name", "#adm3", "#adm2")),
        Field(name="coordinates", kind=K.COORDINATES, label=N_("Coordinates"), section="when", printed=False,
              headings=("coordinates", "latitude longitude", "lat lon", "coordonnées", "coordenadas"),
              hashtags=("#geo+coord",)),
        Field(name="organisations", kind=K.LINKED, label=N_("Organisations"), facet=8, section="who", target="organisation",
              vocabulary="organisation_roles", words=Words.ORGANISATION, column=26, shown=True,
              headings=("organisation", "organization", "partners", "lead organisation", "partenaires", "organisations",
                        "organisation chef de file", "organización", "organizaciones", "socios"),
              hashtags=("#org", "#org+name")),
        Field(name="people", kind=K.LINKED, label=N_("People"), section="who", printed=False, target="person", vocabulary="person_roles",
              headings=("people", "contact", "contacts", "contact person", "contact name", "focal point", "personnes",
                        "personne de contact", "personne contact", "nom du contact", "point focal", "personas", "contacto",
                        "persona de contacto", "nombre de contacto", "punto focal", "trainer", "formateur", "formador"),
              hashtags=("#contact", "#contact+name")),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=5, section="targets", vocabulary="targets",
              weights="target_weights", required=True, column=22, shown=True,
              headings=("target", "sdg", "sdgs", "sdg target", "sdg targets", "sendai target", "goal", "odd", "cible",
                        "cibles", "ods", "meta", "metas"),
              hashtags=("#indicator+sdg", "#sdg", "#activity+sdg", "#indicator+sendai", "#activity+sendai")),
        Field(name="hazards", kind=K.CODES, label=N_("Hazards"), facet=6, section="targets", vocabulary="hazards", column=16,
              headings=("hazard", "aléa", "aléas", "amenaza", "amenazas", "peligro"), hashtags=("#cause", "#cause+hazard", "#crisis+type")),
        Field(name="essentials", kind=K.CODES, label=N_("Ten Essentials"), section="targets", vocabulary="essentials",
              column=14, headings=("essential", "essentials", "dix points essentiels", "diez aspectos esenciales")),
        Field(name="modules", kind=K.CODES, label=N_("Modules"), facet=7, section="targets", vocabulary="modules", column=14,
              headings=("module", "learning module", "módulo", "módulos")),
        Field(name="methods", kind=K.CODES, label=N_("Methods"), section="targets", vocabulary="methods", column=16,
              headings=("method", "méthode", "méthodes", "método", "métodos", "modality", "modalité", "modalidad"),
              hashtags=("#modality",)),
        Field(name="audience", kind=K.TEXT, label=N_("Audience"), section="reach", words=Words.TEXT, column=20,
              headings=("public", "target group", "public cible", "público", "destinatarios"),
              hashtags=("#beneficiary", "#beneficiary+type")),
        Field(name="participants_total", kind=K.INTEGER, label=N_("Participants"), section="reach", sortable=True,
              column=10, shown=True,
              headings=("participants", "total participants", "people reached", "reached", "personnes atteintes",
                        "nombre de participants", "participantes", "personas alcanzadas", "achieved"),
              hashtags=("#reached", "#beneficiary+num", "#reached+total")),
        Field(name="participants_women", kind=K.INTEGER, label=N_("Women"), section="reach", column=8,
              headings=("women", "female", "femmes", "mujeres"), hashtags=("#reached+f", "#reached+women")),
        Field(name="participants_men", kind=K.INTEGER, label=N_("Men"), section="reach", column=8,
              headings=("men", "male", "hommes", "hombres"), hashtags=("#reached+m", "#reached+men")),
        Field(name="participants_other", kind=K.INTEGER, label=N_("Other"), section="reach", column=8,
              headings=("other", "autres", "otras personas"), hashtags=("#reached+other",)),
        Field(name="local_governments", kind=K.INTEGER, label=N_("Local governments reached"), section="reach", column=10,
              headings=("local governments", "municipalities reached", "collectivités locales", "gobiernos locales")),
        Field(name="results", kind=K.LONG_TEXT, label=N_("Results"), section="results", words=Words.TEXT,
              headings=("result", "outcome", "outcomes", "résultats", "resultados"), hashtags=("#output", "#outcome")),
        Field(name="lessons", kind=K.LONG_TEXT, label=N_("Lessons"), section="results", words=Words.TEXT,
              headings=("lesson", "lessons learnt", "lessons learned", "leçons", "enseignements", "lecciones")),
        Field(name="replicability", kind=K.LONG_TEXT, label=N_("Replicability"), section="results", words=Words.TEXT,
              headings=("replicable", "transferability", "reproductibilité", "replicabilidad")),
        Field(name="platform", kind=K.TEXT, label=N_("Course platform"), section="results", printed=False, words=Words.TEXT, column=16,
              headings=("platform", "plateforme", "plataforma")),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more",
              headings=("link", "url", "website", "site web", "lien", "liens", "enlace", "enlaces", "sitio web"),
              hashtags=("#meta+url", "#contact+url")),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more", printed=False),
        Field(name="source", kind=K.TEXT, label=N_("Source"), section="source", column=16,
              headings=("data source", "fuente"), hashtags=("#meta+source",)),
        Field(name="source_id", kind=K.TEXT, label=N_("Identifier in the source"), section="source", column=16,
              headings=("identifier", "id", "iati identifier", "iati-identifier", "activity id", "project code", "code",
                        "identifiant", "identificador", "código"),
              hashtags=("#activity_id", "#activity+id", "#activity+code", "#meta+id")),
        Field(name="licence", kind=K.TEXT, label=N_("Licence"), section="source",
              headings=("license", "licence", "licencia"), hashtags=("#meta+license",)),
        Field(name="left_source", kind=K.DATE, label=N_("No longer in the source since"), section="source"),
        Field(name="source_data", kind=K.SOURCE, label=N_("Source data"), section="source"),
        Field(name="private_source_data", kind=K.SOURCE, label=N_("Source data that stays on this desk"),
              section="private", private=True),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip

RUN = RecordType(
    name="run",
    label=N_("Course run"),
    plural=N_("Course runs"),
    title="name",
    part_of="activity",
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Activity"), target="activity"),
        Field(name="name", kind=K.TEXT, label=N_("Run")),
        Field(name="start", kind=K.DATE, label=N_("Start"), until="end"),
        Field(name="end", kind=K.DATE, label=N_("End"), until="end"),
        Field(name="enrolled", kind=K.INTEGER, label=N_("Enrolled")),
        Field(name="active", kind=K.INTEGER, label=N_("Active")),
        Field(name="completed", kind=K.INTEGER, label=N_("Completed")),
        Field(name="certified", kind=K.INTEGER, label=N_("Certified")),
        Field(name="learner_questions", kind=K.LONG_TEXT, label=N_("What learners asked"), printed=False),
        Field(name="learner_counts", kind=K.LONG_TEXT, label=N_("Counts by week and group"), printed=False),
        Field(name="learner_lists", kind=K.TEXT, label=N_("Lists that were counted"), printed=False, private=True),
    ),
)  # fmt: skip

CERTIFICATE = RecordType(
    name="certificate",
    label=N_("Trainer's certificate"),
    plural=N_("Trainers' certificates"),
    title="name",
    part_of="activity",
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Activity"), target="activity"),
        Field(name="person", kind=K.REFERENCE, label=N_("Trainer"), target="person"),
        Field(name="name", kind=K.TEXT, label=N_("Certificate")),
        Field(name="module", kind=K.CHOICE, label=N_("Module"), vocabulary="modules"),
        Field(name="issued", kind=K.DATE, label=N_("Issued")),
        Field(name="valid_until", kind=K.DATE, label=N_("Valid until")),
    ),
)  # fmt: skip
"""That somebody may train others, from the training in which they became a trainer."""

EVALUATION = RecordType(
    name="evaluation",
    label=N_("Evaluation"),
    plural=N_("Evaluations"),
    title="name",
    part_of="activity",
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Activity"), target="activity"),
        Field(name="name", kind=K.TEXT, label=N_("Evaluation")),
        Field(name="day", kind=K.DATE, label=N_("Day")),
        Field(name="forms", kind=K.INTEGER, label=N_("Forms")),
        Field(name="answer_counts", kind=K.LONG_TEXT, label=N_("Answers counted"), printed=False),
        Field(name="exact_counts", kind=K.LONG_TEXT, label=N_("Answers counted, with small numbers"), printed=False,
              private=True),
        Field(name="sheet", kind=K.TEXT, label=N_("Sheet that was counted"), printed=False, private=True),
    ),
)  # fmt: skip
"""The forms of one evaluation of a training, counted: `answer_counts` as they may leave, without small numbers."""

MODULE = RecordType(
    name="module",
    label=N_("Learning module"),
    plural=N_("Learning modules"),
    title="title",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="content", label=N_("Content")),
        Section(key="version", label=N_("Version")),
        Section(key="more", label=N_("Links and files")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=40, shown=True),
        Field(name="code", kind=K.CHOICE, label=N_("Named in activities as"), facet=1, section="what",
              vocabulary="modules", sortable=True, column=26, shown=True,
              help=N_("Which trainings and courses used it follows from this")),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True, words=Words.TEXT,
              required=True),
        Field(name="publisher", kind=K.REFERENCE, label=N_("Published by"), facet=3, section="what",
              target="organisation", column=22),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), facet=2, section="what", vocabulary="languages",
              column=12, shown=True),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=4, section="content", vocabulary="targets",
              column=20),
        Field(name="units", kind=K.LONG_TEXT, label=N_("Units"), section="content", words=Words.TEXT,
              help=N_("One a line")),
        Field(name="hours", kind=K.INTEGER, label=N_("Hours"), section="content", column=8, shown=True),
        Field(name="audience", kind=K.TEXT, label=N_("Audience"), section="content", words=Words.TEXT, column=20),
        Field(name="version", kind=K.TEXT, label=N_("Version"), section="version", column=10, shown=True),
        Field(name="published", kind=K.DATE, label=N_("Published"), section="version", sortable=True, column=11),
        Field(name="history", kind=K.LONG_TEXT, label=N_("Earlier versions"), section="version", words=Words.TEXT),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more", printed=False),
        Field(name="licence", kind=K.TEXT, label=N_("Licence"), section="more"),
        Field(name="source_id", kind=K.TEXT, label=N_("Identifier in the source"), section="more"),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip

ORGANISATION = RecordType(
    name="organisation",
    label=N_("Organisation"),
    plural=N_("Organisations"),
    title="name",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="membership", label=N_("Membership")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="name", kind=K.TEXT, label=N_("Name"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=40, shown=True),
        Field(name="kind", kind=K.CHOICE, label=N_("Kind"), facet=2, section="what", vocabulary="organisation_kinds",
              sortable=True, column=16, shown=True),
        Field(name="country", kind=K.CHOICE, label=N_("Country"), facet=3, section="what", vocabulary="countries",
              sortable=True, column=16, shown=True),
        Field(name="municipality", kind=K.TEXT, label=N_("Municipality or place"), place=("country",), section="what", words=Words.PLACE,
              column=20),
        Field(name="population", kind=K.INTEGER, label=N_("Population"), section="what", sortable=True, column=12),
        Field(name="belongs_to", kind=K.REFERENCE, label=N_("Belongs to"), facet=4, section="what",
              target="organisation", column=20, shown=True),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), facet=5, section="what", vocabulary="languages",
              column=12),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="what"),
        Field(name="membership", kind=K.CHOICE, label=N_("Membership"), facet=1, section="membership",
              vocabulary="memberships", sortable=True, column=14, shown=True),
        Field(name="member_since", kind=K.DATE, label=N_("Member since"), section="membership", column=12),
        Field(name="source_id", kind=K.TEXT, label=N_("Identifier in the source"), section="membership"),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip

PERSON = RecordType(
    name="person",
    label=N_("Person"),
    plural=N_("People"),
    title="name",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="name", kind=K.TEXT, label=N_("Name"), section="what", required=True, words=Words.TITLE,
              sortable=True, column=40, shown=True),
        Field(name="role", kind=K.TEXT, label=N_("Role"), section="what", words=Words.TEXT, column=24, shown=True),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Organisation"), facet=2, section="what",
              target="organisation", column=26, shown=True),
        Field(name="email", kind=K.TEXT, label=N_("E-mail"), section="what", words=Words.TEXT, column=24, shown=True),
        Field(name="telephone", kind=K.TEXT, label=N_("Telephone"), section="what", column=16),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), facet=3, section="what", vocabulary="languages",
              column=12),
        Field(name="sex", kind=K.CHOICE, label=N_("Sex"), section="what", vocabulary="sexes",
              help=N_("Only where the person gave it: for groups that are mixed fairly")),
        Field(name="consent", kind=K.CHOICE, label=N_("Consent to share"), facet=1, section="what",
              vocabulary="consents", required=True, sortable=True, column=18, shown=True, help=N_("Until the person consents, none of this leaves "
                                                                                                  "the desk")),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip

OWN_TERM = RecordType(
    name="term",
    label=N_("Network term"),
    plural=N_("Network terms"),
    title="label",
    fields=(
        Field(name="vocabulary", kind=K.CHOICE, label=N_("List"), vocabulary="own_vocabularies", required=True),
        Field(name="label", kind=K.TEXT, label=N_("Name"), required=True, translated=True),
        Field(name="broader", kind=K.TEXT, label=N_("Under the code")),
        Field(name="aliases", kind=K.TEXT, label=N_("Other names")),
        Field(name="state", kind=K.CHOICE, label=N_("State"), vocabulary="term_states"),
    ),
)
"""What a network adds to a vocabulary: its code in records is `own:` and the id of this record."""

DISTINCTION = RecordType(
    name="distinction",
    label=N_("Not the same"),
    plural=N_("Not the same"),
    title="record_type",
    fields=(
        Field(name="record_type", kind=K.TEXT, label=N_("Kind of record"), required=True),
        Field(name="first", kind=K.TEXT, label=N_("First record"), required=True),
        Field(name="second", kind=K.TEXT, label=N_("Second record"), required=True),
    ),
)
"""Somebody said that two records, by their ids, are not the same though they look it. Its own id follows from theirs."""

REPORT_TEMPLATE = RecordType(
    name="report_template",
    label=N_("Report template"),
    plural=N_("Report templates"),
    title="name",
    fields=(
        Field(name="name", kind=K.TEXT, label=N_("Name"), required=True, sortable=True, column=40, shown=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary")),
        Field(name="version", kind=K.INTEGER, label=N_("Version of its format")),
        Field(name="content", kind=K.SOURCE, label=N_("Content")),
    ),
)
"""Which blocks a report has, in which order: JSON, see `catalogue/report_templates.py`."""

RECORD_TYPES: dict[str, RecordType] = {
    each.name: each
    for each in (
        ACTIVITY,
        RUN,
        ORGANISATION,
        PERSON,
        *VISIT_TYPES,
        OWN_TERM,
        *FORUM_TYPES,
        *MATCHING_TYPES,
        *GOAL_TYPES,
        DISTINCTION,
        MODULE,
        CERTIFICATE,
        EVALUATION,
        REPORT_TEMPLATE,
    )
}

PEOPLE = tuple(kind.name for kind in RECORD_TYPES.values() if "consent" in kind.by_name)
"""Record types that are about one human being, who may want to be forgotten."""


NAMING = ("name", "email", "telephone")
"""Fields of these that say who it is."""


def is_person(type: str) -> bool:
    """Is a record of this type about one human being?"""
    return type in PEOPLE
