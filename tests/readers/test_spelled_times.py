"""Times in words of many languages."""

import pytest

from quarterdeck.readers.spelled_times import spelled


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Sat Sep 13 22:35:04 CEST 2014", "2014-09-13T20:35:04"),
        ("Wed Jan 27 22:43:35 WIB 2021", "2021-01-27T15:43:35"),
        ("Tue Mar 02 01:02:03 XYZ 2021", "2021-03-02T01:02:03"),
        ("Fr., 30 Sep. 2022 08:40:35", "2022-09-30T08:40:35"),
        ("Sun, 22 Jun 2025 04:04:14", "2025-06-22T04:04:14"),
        ("Sat, 19 Sept 2026 12:39:25", "2026-09-19T12:39:25"),
        ("mar., 3 déc. 2024 9:05:06", "2024-12-03T09:05:06"),
        ("Report generated at Wed, 6 Nov 2013 10:10:25.", "2013-11-06T10:10:25"),
        ("2026-09-19T12:39:25Z", "2026-09-19T12:39:25"),
    ],
)
def test_times_as_java_spells_them(text: str, iso: str) -> None:
    assert spelled(text).isoformat() == f"{iso}+00:00"


@pytest.mark.parametrize("text", ["", "soon", "31 Foo 2024 10:00:00", "99 Jan 2024 10:00:00"])
def test_what_is_no_time(text: str) -> None:
    assert spelled(text) is None
