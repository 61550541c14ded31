"""What a record may hold at most, whatever a file says and whichever reader reads it."""

from hashlib import blake2b
from typing import Any

from msgspec.msgpack import Encoder
from msgspec.structs import asdict, replace

from quarterdeck.readers.record import Record, SystemSeen
from quarterdeck.readers.text import LONGEST

MOST_MEMBERS = 1_000
_packed = Encoder().encode


def bounded_record(record: Record) -> Record:
    """`record`; with texts cut to LONGEST characters and lists to 1,000 members where it goes
    beyond. The end of a cut text is a digest of the whole, so that no two are made one."""
    if len(_packed(record)) <= LONGEST:
        return record
    found = {field: _cut(value) for field, value in asdict(record).items()}
    return replace(record, **found)


def _cut(value: Any) -> Any:
    if isinstance(value, SystemSeen):
        return bounded_record(value)
    if isinstance(value, tuple):
        return tuple(map(_cut, value[:MOST_MEMBERS]))
    if not isinstance(value, str) or len(value) <= LONGEST:
        return value
    digest = blake2b(value.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{value[: LONGEST - 18]}… {digest}"
