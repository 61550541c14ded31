"""Primary keys taken ahead, so that rows can be stored by sets after what points at them."""

from django.db import connection, models


def take(model: type[models.Model], count: int) -> list[int]:
    """Keys that no other row gets, rising; within a transaction that writes, and used up or let go
    before the next are taken."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))
