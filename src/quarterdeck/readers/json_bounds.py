"""How much a JSON file may ask of the parser."""

from quarterdeck.readers.encoding import Utf8Stream

LONGEST_VALUE_BYTES = 16 * 2**20
MOST_DIGITS = 4_000


def has_long_number(data: bytes) -> bool:
    """Whether over 4,000 digits stand in a row (2,000 if they lie so). `int` refuses such numbers,
    and ijson 3.6's C part, when it does, crashes the process."""
    half = MOST_DIGITS // 2
    return any(data[at : at + half].isdigit() for at in range(0, len(data) - half + 1, half))


class JsonStream(Utf8Stream):
    """Stops before values that no report holds and that would cost time, or the process."""

    tail = b""

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        seen = self.tail + data
        if has_long_number(seen):
            problem = f"holds a number of over {MOST_DIGITS:,} digits."
            raise self.source.error(self.near, problem, "Export the report again.")
        if self.quiet_bytes > LONGEST_VALUE_BYTES:
            raise self.source.error(self.near, "holds a value of over 16 MiB.", "Export it again.")
        self.tail = seen[-MOST_DIGITS:]
        return data

    @property
    def near(self) -> str:
        """How far the file was read, for errors."""
        return f"near byte {self.count:,}"
