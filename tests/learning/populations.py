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


def _moodle_progress(those: Sequence[Person]) -> str:
    lines = [",Email address,Unit 1,Unit 1 - Completion date,Unit 2,Unit 2 - Completion date,Course complete"]
    for p in those:
        one = "Completed,5 October 2026" if p.stage >= 2 else "Not completed,"
        two = "Completed (achieved pass grade),6 October 2026" if p.stage >= 3 else "Not completed,"
        lines.append(f"{p.first} {p.last},{p.email},{one},{two},{'6 October 2026' if p.stage >= 3 else ''}")
    return "\n".join(lines) + "\n"


def _moodle_grades(those: Sequence[Person]) -> str:
    lines = ["Prénom,Nom,Numéro d'identification,Institution,Adresse de courriel,Quiz : Unité 1 (Brut),"
             "Total du cours (Brut),Dernier téléchargement depuis ce cours"]  # fmt: skip
    lines += [f"{p.first},{p.last},,{p.town},{p.email},-,{'12.5' if p.stage > 1 else '-'},1759999999" for p in those]
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


def _zoom(those: Sequence[Person]) -> str:
    lines = ["Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
             "123 456 789,Resilience,10/05/2026 07:00:00 PM,10/05/2026 08:00:00 PM,host@example.org,60,60", "",
             "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"]  # fmt: skip
    for p in those:
        lines.append(f"{p.first} {p.last},{p.email},10/05/2026 07:02:11 PM,10/05/2026 07:12:11 PM,10,No")
        lines.append(f"{p.first} {p.last},{p.email},10/05/2026 07:20:11 PM,10/05/2026 07:55:11 PM,35,No")
    return "\n".join(lines) + "\n"


def _zoom_es(those: Sequence[Person]) -> str:
    lines = ["Nombre (nombre original),E-mail del usuario,Duración total (minutos),Invitado"]
    lines += [f"{p.first} {p.last},{p.email},{42 if p.stage > 1 else 0},Sí" for p in those]
    return "\n".join(lines) + "\n"


def _teams(those: Sequence[Person]) -> str:
    rows = [["1. Summary"], ["Meeting title", "Resilience"], ["Attended participants", "60"],
            ["Start time", "10/5/26, 7:00:11 PM"], ["Meeting duration", "1h 30m 51s"], [], ["2. Participants"],
            ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"]]  # fmt: skip
    for p in those:
        rows.append(
            [
                f"{p.first} {p.last}",
                "10/5/26, 7:02:11 PM",
                "10/5/26, 8:30:02 PM",
                "1h 27m 51s",
                p.email,
                p.email,
                "Attendee",
            ]
        )
    rows.append(
        ["Ada Lovelace", "10/5/26, 7:00:11 PM", "10/5/26, 8:31:02 PM", "1h 30m", "ada@example.org", "", "Organizer"]
    )
    rows += [[], ["3. In-Meeting Activities"], ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]]
    for p in those[:9]:
        rows.append(
            [f"{p.first} {p.last}", "10/5/26, 7:02:11 PM", "10/5/26, 8:30:02 PM", "1h 27m 51s", p.email, "Attendee"]
        )
    return "\n".join("\t".join(row) for row in rows) + "\n"


def _plain_fr(those: Sequence[Person]) -> str:
    sexes = {"female": "Femme", "male": "Homme", "other": "Autre", "": ""}
    lines = ["Liste des inscrits 2026;;;;;", "Nom complet;Courriel;Sexe;Pays;Langue;Collectivité locale;Terminé"]
    lines += [
        f"{p.first} {p.last};{p.email};{sexes[p.sex]};{_country(p.country, 'fr')};{load('languages').label(p.language, 'fr')};"
        f"{p.town};{'oui' if p.stage > 2 else 'non'}"
        for p in those
    ]
    return "\n".join(lines) + "\n"


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
    Shape("moodle-progress", "moodle_course_completion", _moodle_progress, (1, 2, 3, 3)),
    Shape("moodle-grades-fr", "moodle_grades", _moodle_grades, (1, 2, 2, 2), ("town",)),
    Shape("openedx-profiles", "openedx_profiles", _edx_profiles, (1, 1, 1, 1), ("country", "sex", "language")),
    Shape("openedx-grades", "openedx_grades", _edx_grades, (1, 2, 3, 4)),
    Shape("coursera", "coursera", _coursera, (1, 2, 3, 4), ("country",)),
    Shape("zoom", "zoom", _zoom, (2, 2, 2, 2)),
    Shape("zoom-es", "zoom", _zoom_es, (1, 2, 2, 2)),
    Shape("teams", "teams", _teams, (2, 2, 2, 2), (), "utf-16"),
    Shape("plain-fr", "plain", _plain_fr, (1, 1, 3, 3), ("country", "sex", "language", "town")),
    Shape("mixed", "plain", _mixed, (1, 1, 3, 3), ("country",)),
)  # fmt: skip


def write_shape(shape: Shape, folder: Path, those: Sequence[Person]) -> Path:
    """The file of a list."""
    path = folder / f"{shape.name}.csv"
    path.write_bytes(shape.write(those).encode(shape.encoding))
    return path
