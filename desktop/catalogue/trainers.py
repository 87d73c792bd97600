"""Who is a trainer, as SQL: whose certificates are valid until when, and when they gave a training last.

A trainer is who has the role trainer in a training that was not cancelled, took part in a training of trainers, or has a
certificate.
"""

from __future__ import annotations

from datetime import date

_KINDS = "('training_of_trainers', 'training')"
_LINKS = (
    "FROM activity r CROSS JOIN activity_has_code h ON h.record_no = r.no CROSS JOIN member_code c ON c.no = h.code_no"
    f" WHERE r.listed = 1 AND r.kind IN {_KINDS} AND coalesce(r.status, '') <> 'cancelled' AND c.field = 'people'"
)
_OWN = "SELECT coalesce(o.survivor, o.id) AS id{columns} FROM ({found}) x CROSS JOIN person o ON o.id = x.id"


def _links_of(role: str, columns: str = "") -> str:
    return f"SELECT substr(c.code, {len(role) + 2}) AS id{columns} {_LINKS} AND substr(c.code, 1, {len(role) + 1}) = '{role}:'"


def trainer_ids() -> str:
    """SELECT that gives the `id` of each trainer, some more than once."""
    trained = f"{_links_of('participant')} AND r.kind = 'training_of_trainers'"
    certified = "SELECT person AS id FROM certificate WHERE listed = 1 AND person IS NOT NULL"
    return _OWN.format(columns="", found=f"{_links_of('trainer')} UNION ALL {trained} UNION ALL {certified}")


def certificates_sql() -> str:
    """SELECT that gives `id` of the person, `module` and `until` of each certificate."""
    found = "SELECT person AS id, module, valid_until FROM certificate WHERE listed = 1"
    return _OWN.format(columns=", x.module, x.valid_until AS until", found=found)


def last_trainings_sql(today: str = "") -> str:
    """SELECT that gives `id` of the person and `last`: the last day of the last training that each gave until `today`."""
    today = today or date.today().isoformat()
    ended = f"min(coalesce(r.\"end\", r.start), '{today}') AS ended"
    began = f" AND coalesce(r.status, '') <> 'idea' AND r.start <= '{today}'"
    found = f"{_links_of('trainer', f', {ended}')}{began}"
    return f"{_OWN.format(columns=', max(x.ended) AS last', found=found)} GROUP BY 1"
