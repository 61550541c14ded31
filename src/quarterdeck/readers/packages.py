"""What readers of package scanners share: one action upgrades one package."""


def upgrade_key(ecosystem: str, package: str) -> str:
    """A key for the upgrade of one package, whatever version it takes."""
    return f"upgrade:{ecosystem.lower()}:{package}" if package else ""


def upgrade_words(package: str, fixed_version: str) -> str:
    """The upgrade in words; "" when the tool knows no fixed version."""
    return f"Upgrade {package} to {fixed_version} or later." if package and fixed_version else ""


def place_of(package: str, version: str, path: str = "") -> str:
    """Where a vulnerable package sits, for people."""
    what = f"{package} {version}".strip()
    return f"{what} ({path})" if path and what else what or path
