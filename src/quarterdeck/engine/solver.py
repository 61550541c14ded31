"""HiGHS as every part of the engine uses it: silent, on one thread, with a fixed seed."""

import highspy

Option = bool | float | str


class _Quiet(highspy.Highs):
    """HiGHS greets on standard output when it takes callbacks, which nobody here wants."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.silent()


def solver(**options: Option) -> highspy.Highs:
    """The same input gives the same answer."""
    made = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in {"threads": 1, "random_seed": 0, **options}.items():
        made.setOptionValue(name, value)
    return made
