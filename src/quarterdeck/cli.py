"""The command line. Rooms bring their own verbs."""


def main() -> None:
    raise SystemExit("quarterdeck: no verbs yet")
