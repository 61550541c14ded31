"""What readers of secrets in files share: one action withdraws one secret."""

WITHDRAW = "Withdraw this secret, issue a new one and keep it out of the file."


def withdrawal_key(rule: str, place: str) -> str:
    """A key for withdrawing what one rule found in one file."""
    return f"secret:{rule}:{place}"
