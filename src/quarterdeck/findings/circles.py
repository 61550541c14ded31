"""Which scans of a scope look at the same systems, so that the later ought to see what the earlier
saw. Two sites scanned by one policy are two circles; a scan that names systems of both joins them.
"""

from django.db import connection

from quarterdeck.findings.models import Circle, Scan


def join(scan: Scan) -> None:
    """Stores the scan in its circle; its looks must be stored. What it connects becomes one."""
    client = scan.client
    circles = list(Circle.objects.of(client).filter(pk__in=_shared(scan)).order_by("pk"))
    if not circles:
        scan.circle = Circle.objects.of(client).create(scope=scan.scope, last_at=scan.first_at)
        scan.save()
        return
    scan.circle, others = circles[0], circles[1:]
    scan.circle.last_at = max(scan.first_at, *(circle.last_at for circle in circles))
    scan.circle.save()
    scan.save()
    if others:
        Scan.objects.of(client).filter(circle__in=others).update(circle=scan.circle)
        Circle.objects.of(client).filter(pk__in=[circle.pk for circle in others]).delete()


def _shared(scan: Scan) -> list[int]:
    """The circles that this scan touches."""
    if scan.scope.target:
        circles = Circle.objects.of(scan.client).filter(scope=scan.scope)
        return list(circles.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [scan.file_id, scan.scope_id])
        return [row[0] for row in cursor.fetchall()]


_SHARED = """
SELECT DISTINCT n.circle_id FROM findings_look mine
JOIN findings_look other ON other.asset_id = mine.asset_id AND other.scope_id = mine.scope_id
JOIN findings_scan n ON n.file_id = other.file_id AND n.scope_id = other.scope_id
WHERE mine.file_id = %s AND mine.scope_id = %s
"""
