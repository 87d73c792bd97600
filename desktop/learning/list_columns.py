"""What the columns of a learners' list mean, by the headings that platforms write in English, French and Spanish.

Sources of the headings: Moodle's `report/completion`, `report/progress`, `grade/export`, `user` and `mod/customcert` with their
language packs; Open edX's `instructor_task/tasks_helper` (grades, profiles, certificates); Coursera's learner activity report;
the enrolments of FutureLearn's data sets; the meeting and webinar reports of Zoom, the attendance report of Teams. Languages
may be mixed in one list, as they are where a platform is half translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.i18n import N_


class Meaning(Enum):
    """What a column says of a learner."""

    EMAIL = auto()
    USERNAME = auto()
    NUMBER = auto()
    NAME = auto()
    FIRST_NAME = auto()
    LAST_NAME = auto()
    COUNTRY = auto()
    PLACE = auto()  # a country, or a town that says nothing here
    SEX = auto()
    LANGUAGE = auto()
    ORGANISATION = auto()
    ENROLLED = auto()  # when
    ACCESS = auto()  # when last, or in how long; or "never"
    JOINED = auto()  # when a session was entered
    DURATION = auto()
    PROGRESS = auto()  # of 100
    GRADE = auto()
    COMPLETED = auto()  # when, or whether
    CERTIFIED = auto()  # when, or whether, or where the certificate stands
    ROLE = auto()
    ENROLMENT = auto()  # enrolled still, or not any more
    LEFT = auto()  # when the course was left
    CERTIFICATES = auto()  # how many, of a list that counts already
    REPORTED = auto()  # when such a list was made
    SESSION = auto()  # of a session as a whole, not of a learner
    STEP = auto()  # whether one part of the course is completed
    OTHER = auto()  # known, and not counted


_M = Meaning
_IDENTIFIERS = frozenset((_M.EMAIL, _M.USERNAME, _M.NUMBER, _M.NAME, _M.FIRST_NAME, _M.LAST_NAME))

_HEADINGS: dict[Meaning, str] = {
    _M.EMAIL: "email|e mail|email address|user email|mail|e mail address|learner email|adresse de courriel|courriel|"
    "adresse e mail|adresse email|adresse mail|adresse electronique|e mail de l utilisateur|"
    "adresse e mail de l utilisateur|correo|correo electronico|direccion de correo|direccion email|"
    "direccion de correo electronico|email del usuario|e mail del usuario|correo electronico del usuario",
    _M.USERNAME: "username|user name|participant id (upn)|nom d utilisateur|identifiant|identifiant (upn)|"
    "id du participant (upn)|nombre de usuario|usuario|id de participante (upn)|id del participante (upn)",
    _M.NUMBER: "id|user id|student id|learner id|external id|id number|external user key|numero d identification|"
    "numero d etudiant|numero de id|id de usuario|numero de identificacion",
    _M.NAME: "name|full name|name (original name)|user name (original name)|nom d utilisateur (nom d origine)|"
    "nombre de usuario (nombre original)|student name|learner name|learner|participant|attendee|"
    "user full name|nom complet|nom (nom original)|nom (nom d origine)|nom du participant|participante|nombre completo|"
    "nombre (nombre original)|nombre del participante|nom et prenom|nombre y apellidos|nombre apellido(s)|"
    "first name last name|first name surname|prenom nom|prenom nom de famille",
    _M.FIRST_NAME: "first name|prenom|nombre",
    _M.LAST_NAME: "last name|surname|nom|nom de famille|apellido(s)|apellidos|apellido",
    _M.COUNTRY: "country|country code|location country|country region|country region name|pays|pays region|pais|pais region",
    _M.PLACE: "location|localisation|ubicacion|detected country",
    _M.SEX: "sex|gender|sexe|genre|sexo|genero",
    _M.LANGUAGE: "language|preferred language|langue|langue preferee|idioma|idioma preferido|lengua",
    _M.ORGANISATION: "institution|organisation|organization|company|local government|municipality|employer|collectivite|"
    "collectivite locale|commune|entreprise|institucion|organizacion|empresa|gobierno local|municipio",
    _M.ENROLLED: "enrollment date|enrolment date|enrollment time|enrollment ts|enrolled on|date enrolled|"
    "enrolled at|enrolment start|time enrolled|registration time|date d inscription|heure d inscription|inscrit le|"
    "fecha de inscripcion|fecha de matriculacion|hora de inscripcion|inscrito el",
    _M.ACCESS: "last access to course|last access|last course access|last activity|last course activity time|"
    "last activity time|last activity ts|last activity date|dernier acces au cours|dernier acces|derniere activite|"
    "ultimo acceso al curso|ultimo acceso|ultima actividad",
    _M.JOINED: "join time|first join|first join time|heure d arrivee|heure de connexion|premiere connexion|"
    "premiere participation|heure d entree|hora de entrada|hora para unirse|hora de ingreso|primera entrada|primera union",
    _M.DURATION: "duration|duration (minutes)|total duration (minutes)|in meeting duration|time in session (minutes)|"
    "attendance duration|duree|duree (minutes)|duree totale (minutes)|duree de la reunion|duree en reunion|"
    "duree de presence|duracion|duracion (minutos)|duracion total (minutos)|duracion en la reunion|tiempo en la reunion",
    _M.PROGRESS: "progress|overall progress|course progress|completion percentage|progression|progression globale|"
    "avancement|progreso|progreso general|avance",
    _M.GRADE: "grade|final grade|course grade|course total|score|note|note finale|total du cours|calificacion|"
    "nota|nota final|total del curso|calificacion final",
    _M.COMPLETED: "completed|course complete|course completed|completion time|completion ts|completion date|"
    "completed on|time completed|is completed|certificate eligible|passed|acheve|cours acheve|cours termine|termine|"
    "fully participated at|date d achevement|acheve le|termine le|reussi|completado|"
    "curso completo|curso completado|curso finalizado|"
    "finalizado|fecha de finalizacion|completado el|aprobado",
    _M.CERTIFIED: "certified|certificate|certificate delivered|certificate url|course certificate url|"
    "certificate issued|certificate date|date issued|awarded on|date received|purchased statement at|date de reception|"
    "recu le|fecha de recepcion|otorgado el|otorgado en|certifie|certificat|certificat delivre|certificat emis|"
    "date du certificat|certificado|certificado emitido|certificado entregado|fecha del certificado",
    _M.ROLE: "role|roles|rol",
    _M.ENROLMENT: "enrollment status|enrolment status|status|removed from program|statut|estado|estatus|"
    "statut d inscription|estado de la inscripcion",
    _M.LEFT: "unenrolled at",
    _M.CERTIFICATES: "total certificates issued|total issued certificate",
    _M.REPORTED: "date report run|report run date",
    _M.SESSION: "meeting id|topic|webinar id|meeting title|id de reunion|id de la reunion|sujet|tema|actual start time|"
    "titre de la reunion|titulo de la reunion|unique viewers",
    _M.OTHER: "groups|groupes|grupos|city town|city|ville|ciudad|department|departement|departamento|guest|invite|"
    "invitado|leave time|last leave|heure de depart|heure de fin|hora de salida|ultima salida|dernier depart|"
    "year of birth|level of education|mailing address|goals|enrollment mode|last login|date joined|enrollment track|"
    "verification status|certificate type|cohort name|team name|course|course id|courseid|course name|course slug|"
    "university|program name|program slug|enrollment source|estimated learning hours|class start time|class end time|"
    "last downloaded from this course|dernier telechargement depuis ce cours|ultima descarga de este curso|"
    "suspended|learning hours|total estimated learning hours (since enrolled)|collection name|"
    "attended|approval status|is guest|code|codigo|age range|highest education level|employment status|"
    "a assiste|statut d approbation|asistio|estado de aprobacion|es invitado|est invite|"
    "employment area|collection id|week|semaine|semana|recording consent|in waiting room|telephone|phone",
}  # fmt: skip
_BY_HEADING = {words: meaning for meaning, those in _HEADINGS.items() for words in those.split("|")}
_BEGINNINGS = (
    ("course total", _M.GRADE), ("total du cours", _M.GRADE), ("total del curso", _M.GRADE),
    ("experiment group", _M.OTHER), ("certificats delivres", _M.CERTIFIED),
)  # fmt: skip

_STEP_ENDS = ("completion date", "date d achevement", "date d’achevement", "fecha de finalizacion")
"""Moodle: a column for each activity, and beside it one that ends so, with the day."""


@dataclass(frozen=True)
class ListType:
    """A list that a platform writes. `has`: headings of which all are there, in one of the languages each."""

    name: str
    label: str
    has: tuple[str, ...]


LIST_TYPES = (
    ListType("openedx_certificates", N_("Open edX: certificates issued"),
             ("total certificates issued|total issued certificate",)),
    ListType("openedx_grades", N_("Open edX: grade report"), ("certificate eligible", "certificate delivered")),
    ListType("openedx_profiles", N_("Open edX: student profiles"),
             ("username|user name", "year of birth", "level of education")),
    ListType("coursera", N_("Coursera: learner activity"),
             ("enrollment time|enrollment ts", "overall progress|course progress|course certificate url|certificate url")),
    ListType("zoom", N_("Zoom: attendance"),
             ("name (original name)|nom (nom original)|nom (nom d origine)|nombre (nombre original)",)),
    ListType("zoom_webinar", N_("Zoom: webinar attendance"),
             ("user name (original name)|nom d utilisateur (nom d origine)|nombre de usuario (nombre original)",)),
    ListType("futurelearn", N_("FutureLearn: enrolments"), ("learner id", "enrolled at", "fully participated at")),
    ListType("teams", N_("Teams: attendance"),
             ("first join|first join time|premiere participation|premiere connexion|primera entrada|primera union|join time|"
              "heure d arrivee|hora de entrada",
              "in meeting duration|duree de la reunion|duree en reunion|duracion en la reunion|tiempo en la reunion|"
              "attendance duration|duration|duree|duracion")),
    ListType("moodle_certificates", N_("Moodle: certificates issued"),
             ("awarded on|date received|date de reception|recu le|fecha de recepcion|otorgado el|otorgado en",)),
    ListType("moodle_grades", N_("Moodle: grades"),
             ("last downloaded from this course|dernier telechargement depuis ce cours|ultima descarga de este curso",)),
    ListType("moodle_course_completion", N_("Moodle: course completion"),
             ("course complete|cours acheve|cours termine|curso completo|curso completado|curso finalizado",)),
    ListType("moodle_participants", N_("Moodle: participants"),
             ("email address|adresse de courriel|direccion de correo|direccion email|correo electronico|roles",
              "last access to course|dernier acces au cours|ultimo acceso al curso|last access|dernier acces|ultimo acceso")),
)  # fmt: skip
"""In the order in which they are asked: the first that has all of its headings."""
MOODLE_PROGRESS = ListType("moodle_progress", N_("Moodle: activity completion"), ())
PLAIN = ListType("plain", N_("A list of learners"), ())


def meaning_of(heading: str) -> Meaning | None:
    """What a heading says; None for one that is not known."""
    folded = fold_heading(heading)
    known = _BY_HEADING.get(folded)
    if known is None:
        known = next((meaning for beginning, meaning in _BEGINNINGS if folded.startswith(beginning)), None)
    if known is None and folded.endswith(_STEP_ENDS):
        return Meaning.STEP
    return known


def is_heading_row(cells: Sequence[str]) -> bool:
    """Are these the headings of a learners' list? At least two that are known, and half of all; or one alone that tells
    learners apart.
    """
    filled = [cell for cell in cells if cell.strip()]
    known = [meaning for cell in filled if (meaning := meaning_of(cell)) is not None]
    if len(filled) == 1:
        return bool(known) and known[0] in _IDENTIFIERS | {Meaning.CERTIFICATES}
    steps = sum(1 for meaning in known if meaning is Meaning.STEP)
    different = len(set(known) - {Meaning.OTHER})
    return different >= 2 and (len(known) * 2 >= len(filled) or steps > 0 or different >= 3)


def meanings(cells: Sequence[str]) -> dict[int, Meaning]:
    """What each column says, by its place; the columns that say nothing are absent."""
    found = {place: meaning for place, cell in enumerate(cells) if (meaning := meaning_of(cell)) is not None}
    names = set(found.values())
    if Meaning.FIRST_NAME in names and Meaning.LAST_NAME not in names:
        found = {place: Meaning.NAME if each is Meaning.FIRST_NAME else each for place, each in found.items()}
    elif Meaning.LAST_NAME in names and Meaning.FIRST_NAME not in names:
        found = {place: Meaning.NAME if each is Meaning.LAST_NAME else each for place, each in found.items()}
    if Meaning.STEP in names:  # the column before one of dates says whether
        folded = [fold_heading(cell) for cell in cells]
        for place, meaning in list(found.items()):
            if meaning is Meaning.STEP and place and folded[place].startswith(folded[place - 1]):
                found[place - 1] = Meaning.STEP
        if folded and not folded[0]:
            found[0] = Meaning.NAME
    return found


def list_type(cells: Sequence[str], columns: Mapping[int, Meaning]) -> ListType:
    """Which platform's list has these headings; PLAIN where that cannot be told."""
    folded = {fold_heading(cell) for cell in cells}
    for each in LIST_TYPES:
        if all(not folded.isdisjoint(words.split("|")) for words in each.has):
            return each
    return MOODLE_PROGRESS if Meaning.STEP in columns.values() else PLAIN
