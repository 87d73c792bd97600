"""Learners who are known one by one, and the lists that platforms write of them; the numbers are told from the people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.vocabularies import load

STAGES = ("enrolled", "active", "completed", "certified")


@dataclass(frozen=True)
class Person:
    """A learner as the platform knows one."""

    first: str
    last: str
    country: str
    sex: str
    language: str
    town: str
    stage: int  # 1 enrolled .. 4 certified

    @property
    def email(self) -> str:
        return f"{self.first}.{self.last}@example.org".lower()

    @property
    def user(self) -> str:
        return f"{self.first}_{self.last}".lower()


def people(count: int = 60) -> list[Person]:
    """Learners of a course in three continents."""
    countries, sexes, languages = ("KE", "KE", "FR", "PE", "SN"), ("female", "male", "other", ""), ("en", "fr", "es")
    towns = ("Kisumu", "Kisumu", "Lyon", "Cusco")
    return [
        Person(
            f"Zoraida{number}", f"Quispe{number % 7}x{number}", countries[number % 5], sexes[number % 4],
            languages[number % 3], towns[number % 4], 1 + number % 4,
        )
        for number in range(count)
    ]  # fmt: skip


def expected(those: Sequence[Person], dimension: str, most: int = 4) -> dict[str, tuple[int, ...]]:
    """How many of each group reached each stage; `most`: the last stage that the list knows."""
    found: dict[str, list[int]] = {}
    for each in those:
        row = found.setdefault("" if dimension == "total" else str(getattr(each, dimension)), [0, 0, 0, 0])
        for stage in range(min(each.stage, most)):
            row[stage] += 1
    return {code: tuple(row) for code, row in found.items()}


def _country(code: str, language: str) -> str:
    return load("countries").label(code, language)


def _moodle_participants(language: str) -> Callable[[Sequence[Person]], str]:
    headings, role, never, ago = {
        "en": ("First name,Last name,Email address,Country,Institution,Roles,Last access to course,Status",
               "Student", "Never", "2 days 3 hours"),
        "fr": ("Prénom;Nom de famille;Adresse de courriel;Pays;Institution;Rôles;Dernier accès au cours;Statut",
               "Étudiant", "Jamais", "2 jours 3 heures"),
        "es": ("Nombre,Apellido(s),Dirección de correo,País,Institución,Roles,Último acceso al curso,Estado",
               "Estudiante", "Nunca", "2 días 3 horas"),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        sep = ";" if language == "fr" else ","
        lines = [headings]
        for p in those:
            lines.append(
                sep.join((p.first, p.last, p.email, _country(p.country, language), p.town, role,
                          never if p.stage == 1 else ago, "Active"))
            )  # fmt: skip
        teacher = {"en": "Teacher", "fr": "Enseignant", "es": "Profesor"}[language]
        lines.append(sep.join(("Ada", "Lovelace", "ada@example.org", "", "", teacher, ago, "Active")))
        return "\n".join(lines) + "\n"

    return write


def _moodle_completion(headings: str) -> Callable[[Sequence[Person]], str]:
    def write(those: Sequence[Person]) -> str:
        lines = [headings]
        for number, p in enumerate(those):
            day = '"Monday, 5 October 2026, 10:15 AM"' if p.stage >= 3 else ""
            lines.append(f"{number},{p.first} {p.last},{p.email},{day},{day}")
        return "\n".join(lines) + "\n"

    return write


def _moodle_progress(language: str) -> Callable[[Sequence[Person]], str]:
    email, unit, day, whole, yes, no, dates = {
        "en": ("Email address", "Unit", "Completion date", "Course complete", "Completed", "Not completed",
               ("5 October 2026", "6 October 2026")),
        "fr": ("Adresse de courriel", "Unité", "Date d'achèvement", "Cours terminé", "Terminé", "Non terminé",
               ("5 octobre 2026", "6 octobre 2026")),
        "es": ("Dirección de correo", "Unidad", "Fecha de finalización", "Curso finalizado", "Finalizado", "No finalizado",
               ("5 de octubre de 2026", "6 de octubre de 2026")),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        lines = [f",{email},{unit} 1,{unit} 1 - {day},{unit} 2,{unit} 2 - {day},{whole}"]
        for p in those:
            one = f"{yes},{dates[0]}" if p.stage >= 2 else f"{no},"
            two = f"{yes},{dates[1]}" if p.stage >= 3 else f"{no},"
            lines.append(f"{p.first} {p.last},{p.email},{one},{two},{dates[1] if p.stage >= 3 else ''}")
        return "\n".join(lines) + "\n"

    return write


def _moodle_grades(language: str) -> Callable[[Sequence[Person]], str]:
    heading = {
        "en": "First name,Last name,ID number,Institution,Email address,Quiz: Unit 1 (Real),Course total (Real),"
              "Last downloaded from this course",
        "fr": "Prénom,Nom,Numéro d'identification,Institution,Adresse de courriel,Quiz : Unité 1 (Brut),"
              "Total du cours (Brut),Dernier téléchargement depuis ce cours",
        "es": "Nombre,Apellido(s),Número de ID,Institución,Dirección de correo,Cuestionario: Unidad 1 (Real),"
              "Total del curso (Real),Última descarga de este curso",
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        rows = (f"{p.first},{p.last},,{p.town},{p.email},-,{'12.5' if p.stage > 1 else '-'},1759999999" for p in those)
        return "\n".join([heading, *rows]) + "\n"

    return write


def _moodle_certificates(heading: str) -> Callable[[Sequence[Person]], str]:
    def write(those: Sequence[Person]) -> str:
        rows = (f"{p.first} {p.last},{p.email},2026-10-0{1 + at % 9},a7X{at}" for at, p in enumerate(those))
        return "\n".join([heading, *rows]) + "\n"

    return write


def _futurelearn(those: Sequence[Person]) -> str:
    lines = ["learner_id,enrolled_at,unenrolled_at,role,fully_participated_at,purchased_statement_at,gender,country,age_range,"
             "highest_education_level,employment_status,employment_area,detected_country"]  # fmt: skip
    day = "2026-10-05 07:02:11 UTC"
    for p in those:
        sex = p.sex or "Unknown"
        lines.append(f"{p.user},{day},,learner,{day if p.stage > 2 else ''},{day if p.stage > 3 else ''},{sex},Unknown,"
                     f"Unknown,Unknown,Unknown,Unknown,{p.country}")  # fmt: skip
    lines.append(f"gone,{day},{day},learner,,,Unknown,Unknown,Unknown,Unknown,Unknown,Unknown,KE")
    lines.append(f"team,{day},,organisation_admin,,,Unknown,Unknown,Unknown,Unknown,Unknown,Unknown,FR")
    return "\n".join(lines) + "\n"


def _edx_profiles(those: Sequence[Person]) -> str:
    lines = ["id,username,name,email,language,location,year_of_birth,gender,level_of_education,mailing_address,goals,"
             "enrollment_mode,last_login,date_joined,enrollment_date,country"]  # fmt: skip
    sexes = {"female": "f", "male": "m", "other": "o", "": ""}
    for number, p in enumerate(those):
        lines.append(f"{number},{p.user},{p.first} {p.last},{p.email},{p.language},,1980,{sexes[p.sex]},b,,,honor,"
                     f"2026-10-05 10:00:00+00:00,2019-01-01 00:00:00+00:00,2026-09-0{1 + number % 9} 08:00:00+00:00,"
                     f"{p.country}")  # fmt: skip
    return "\n".join(lines) + "\n"


def _edx_grades(those: Sequence[Person]) -> str:
    lines = ["Student ID,Email,Username,Grade,Homework (Avg),Cohort Name,Enrollment Track,Verification Status,"
             "Certificate Eligible,Certificate Delivered,Certificate Type,Enrollment Status"]  # fmt: skip
    for number, p in enumerate(those):
        lines.append(
            f"{number},{p.email},{p.user},{'0.5' if p.stage > 1 else '0.0'},Not Attempted,,honor,N/A,"
            f"{'Y' if p.stage > 2 else 'N'},{'Y' if p.stage > 3 else 'N'},honor,enrolled"
        )
    lines.append("999,gone@example.org,gone,0.9,1,,honor,N/A,Y,Y,honor,unenrolled")
    return "\n".join(lines) + "\n"


def _coursera(those: Sequence[Person]) -> str:
    lines = ["Name,Email,External Id,Course,Course ID,Course Slug,University,Enrollment Time,Class Start Time,Class End Time,"
             "Last Course Activity Time,Overall Progress,Estimated Learning Hours,Completed,Removed From Program,"
             "Program Name,Completion Time,Course Grade,Course Certificate URL,Location Country"]  # fmt: skip
    for p in those:
        lines.append(
            f"{p.first} {p.last},{p.email},,Resilience,abc,resilience,UCLG,2026-09-01T09:10:18.000Z,,,"
            f"{'2026-10-01T00:00:00.000Z' if p.stage > 1 else ''},{(0, 0, 40, 100, 100)[p.stage]},3,"
            f"{'Yes' if p.stage > 2 else 'No'},No,Towns,,,{'https://example.org/c/1' if p.stage > 3 else ''},"
            f"{_country(p.country, 'en')}"
        )
    return "\n".join(lines) + "\n"


def _zoom(language: str) -> Callable[[Sequence[Person]], str]:
    above, heading, day, no = {
        "en": ("Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
               "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest", "10/05/2026 07:{}:11 PM", "No"),
        "fr": ("ID de réunion,Sujet,Heure de début,Heure de fin,E-mail de l'utilisateur,Durée (minutes),Participants",
               "Nom (nom d'origine),E-mail de l'utilisateur,Heure d'arrivée,Heure de départ,Durée (minutes),Invité",
               "05/10/2026 19:{}:11", "Non"),
        "es": ("ID de reunión,Tema,Hora de inicio,Hora de finalización,E-mail del usuario,Duración (minutos),Participantes",
               "Nombre (nombre original),E-mail del usuario,Hora de entrada,Hora de salida,Duración (minutos),Invitado",
               "05/10/2026 19:{}:11", "No"),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        lines = [
            above,
            f"123 456 789,Resilience,{day.format('00')},{day.format('58')},host@example.org,60,60",
            "",
            heading,
        ]
        for p in those:
            for come, go, minutes in (("02", "12", 10), ("20", "55", 35)):
                lines.append(f"{p.first} {p.last},{p.email},{day.format(come)},{day.format(go)},{minutes},{no}")
        return "\n".join(lines) + "\n"

    return write


def _zoom_webinar(language: str) -> Callable[[Sequence[Person]], str]:
    host, attendees, heading, yes, no = {
        "en": ("Host Details", "Attendee Details",
               "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,"
               "Leave Time,Time in Session (minutes),Is Guest,Country/Region Name", "Yes", "No"),
        "fr": ("Détails de l'hôte", "Détails des participants",
               "A assisté,Nom d'utilisateur (nom d'origine),Prénom,Nom,E-mail,Heure d'inscription,Statut d'approbation,"
               "Heure d'arrivée,Heure de départ,Durée (minutes),Est invité,Pays/Région", "Oui", "Non"),
        "es": ("Detalles del anfitrión", "Detalles de los asistentes",
               "Asistió,Nombre de usuario (nombre original),Nombre,Apellido,Correo electrónico,Hora de inscripción,"
               "Estado de aprobación,Hora de entrada,Hora de salida,Duración (minutos),Es invitado,País/Región", "Sí", "No"),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        when = "2026-10-05 07:0{}:11"
        lines = [host, heading, f"{yes},Ada,Ada,Host,ada@example.org,,,{when.format(1)},{when.format(9)},80,{no},Kenya"]
        lines += [attendees, heading]
        for p in those:
            there = f"{when.format(2)},{when.format(8)},60" if p.stage > 1 else "--,--,--"
            lines.append(
                f"{yes if p.stage > 1 else no},{p.first} {p.last},{p.first},{p.last},{p.email},2026-09-30 10:00:00,approved,"
                f"{there},{no},{_country(p.country, language)}"
            )
        return "\n".join(lines) + "\n"

    return write


def _teams(language: str) -> Callable[[Sequence[Person]], str]:
    titles, heading, learner, staff, day = {
        "en": (("1. Summary", "Meeting title", "2. Participants", "3. In-Meeting Activities"),
               ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"),
               "Attendee", "Organizer", "10/5/26, 7:{}:11 PM"),
        "fr": (("1. Résumé", "Titre de la réunion", "2. Participants", "3. Activités en réunion"),
               ("Nom", "Première connexion", "Dernier départ", "Durée en réunion", "E-mail", "ID du participant (UPN)", "Rôle"),
               "Participant", "Organisateur", "05/10/2026 19:{}:11"),
        "es": (("1. Resumen", "Título de la reunión", "2. Participantes", "3. Actividades en la reunión"),
               ("Nombre", "Primera entrada", "Última salida", "Duración en la reunión", "Correo electrónico",
                "ID de participante (UPN)", "Rol"), "Participante", "Organizador", "05/10/2026 19:{}:11"),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        rows = [[titles[0]], [titles[1], "Resilience"], [], [titles[2]], list(heading)]
        for p in those:
            rows.append(
                [f"{p.first} {p.last}", day.format("02"), day.format("58"), "1h 27m 51s", p.email, p.email, learner]
            )
        rows.append(["Ada Lovelace", day.format("00"), day.format("59"), "1h 30m", "ada@example.org", "", staff])
        rows += [[], [titles[3]], [*heading[:5], heading[6]]]
        for p in those[:9]:
            rows.append([f"{p.first} {p.last}", day.format("02"), day.format("58"), "1h 27m 51s", p.email, learner])
        return "\n".join("\t".join(row) for row in rows) + "\n"

    return write


def _plain(language: str) -> Callable[[Sequence[Person]], str]:
    title, heading, sexes, yes, no = {
        "en": ("Enrolled 2026", "Full name;E-mail;Sex;Country;Language;Local government;Completed",
               {"female": "Woman", "male": "Man", "other": "Other", "": ""}, "yes", "no"),
        "fr": ("Liste des inscrits 2026", "Nom complet;Courriel;Sexe;Pays;Langue;Collectivité locale;Terminé",
               {"female": "Femme", "male": "Homme", "other": "Autre", "": ""}, "oui", "non"),
        "es": ("Inscritos en 2026", "Nombre completo;Correo electrónico;Sexo;País;Idioma;Gobierno local;Completado",
               {"female": "Mujer", "male": "Hombre", "other": "Otro", "": ""}, "sí", "no"),
    }[language]  # fmt: skip

    def write(those: Sequence[Person]) -> str:
        lines = [f"{title};;;;;", heading]
        lines += [
            f"{p.first} {p.last};{p.email};{sexes[p.sex]};{_country(p.country, language)};"
            f"{load('languages').label(p.language, language)};{p.town};{yes if p.stage > 2 else no}"
            for p in those
        ]
        return "\n".join(lines) + "\n"

    return write


def _mixed(those: Sequence[Person]) -> str:
    lines = ["Name,Adresse de courriel,País,Completed"]
    lines += [
        f"{p.first} {p.last},{p.email},{_country(p.country, 'es')},{'Sí' if p.stage > 2 else 'Not completed'}"
        for p in those
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Shape:
    """A list as a platform writes it. `knows`: which stages it tells apart, as a mapping of the stage a person has."""

    name: str
    type: str
    write: Callable[[Sequence[Person]], str]
    stages: tuple[int, int, int, int]  # of who enrolled, was active, completed, was certified: what the list says
    dimensions: tuple[str, ...] = ()
    encoding: str = "utf-8"


SHAPES = (
    Shape("moodle-participants-en", "moodle_participants", _moodle_participants("en"), (1, 2, 2, 2), ("country", "town")),
    Shape("moodle-participants-fr", "moodle_participants", _moodle_participants("fr"), (1, 2, 2, 2), ("country", "town"),
          "cp1252"),
    Shape("moodle-participants-es", "moodle_participants", _moodle_participants("es"), (1, 2, 2, 2), ("country", "town")),
    Shape("moodle-completion-en", "moodle_course_completion",
          _moodle_completion("ID,Name,Email address,Unit 1 - Completion date,Course complete"), (1, 1, 3, 3)),
    Shape("moodle-completion-fr", "moodle_course_completion",
          _moodle_completion("ID,Nom,Adresse de courriel,Unité 1 - Date d'achèvement,Cours terminé"), (1, 1, 3, 3)),
    Shape("moodle-completion-es", "moodle_course_completion",
          _moodle_completion("ID,Nombre,Dirección de correo,Unidad 1 - Fecha de finalización,Curso finalizado"), (1, 1, 3, 3)),
    *(Shape(f"moodle-progress-{each}", "moodle_course_completion", _moodle_progress(each), (1, 2, 3, 3))
      for each in ("en", "fr", "es")),
    *(Shape(f"moodle-grades-{each}", "moodle_grades", _moodle_grades(each), (1, 2, 2, 2), ("town",))
      for each in ("en", "fr", "es")),
    *(Shape(f"moodle-certificates-{at}", "moodle_certificates", _moodle_certificates(heading), (4, 4, 4, 4))
      for at, heading in enumerate(("Full name,Email address,Awarded on,Code", "Nom complet,Adresse de courriel,Reçu le,Code",
                                    "Nombre completo,Dirección de correo,Otorgado el,Código"))),
    Shape("futurelearn", "futurelearn", _futurelearn, (1, 1, 3, 4), ("country", "sex")),
    Shape("openedx-profiles", "openedx_profiles", _edx_profiles, (1, 1, 1, 1), ("country", "sex", "language")),
    Shape("openedx-grades", "openedx_grades", _edx_grades, (1, 2, 3, 4)),
    Shape("coursera", "coursera", _coursera, (1, 2, 3, 4), ("country",)),
    *(Shape(f"zoom-{each}", "zoom", _zoom(each), (2, 2, 2, 2)) for each in ("en", "fr", "es")),
    *(Shape(f"zoom-webinar-{each}", "zoom_webinar", _zoom_webinar(each), (1, 2, 2, 2), ("country",))
      for each in ("en", "fr", "es")),
    *(Shape(f"teams-{each}", "teams", _teams(each), (2, 2, 2, 2), (), "utf-16") for each in ("en", "fr", "es")),
    *(Shape(f"plain-{each}", "plain", _plain(each), (1, 1, 3, 3), ("country", "sex", "language", "town"))
      for each in ("en", "fr", "es")),
    Shape("mixed", "plain", _mixed, (1, 1, 3, 3), ("country",)),
)  # fmt: skip


def write_shape(shape: Shape, folder: Path, those: Sequence[Person]) -> Path:
    """The file of a list."""
    path = folder / f"{shape.name}.csv"
    path.write_bytes(shape.write(those).encode(shape.encoding))
    return path
