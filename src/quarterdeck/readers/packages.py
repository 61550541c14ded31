"""What readers of package scanners share: one action upgrades one package."""

from urllib.parse import unquote

_ECOSYSTEMS = {
    "apk": ("alpine", "wolfi", "chainguard"),
    "deb": ("debian", "ubuntu"),
    "rpm": ("redhat", "centos", "rocky", "alma", "fedora", "oracle", "amazon", "photon", "opensuse",
            "suse", "sles", "cbl-mariner", "azurelinux", "rhel"),
    "cargo": ("rustbinary", "rust-crate", "rust"),
    "composer": ("composer-vendor", "php-composer"),
    "gem": ("bundler", "gemspec", "rubygems"),
    "golang": ("gomod", "gobinary", "go-module", "go"),
    "maven": ("jar", "pom", "gradle", "sbt", "java-archive"),
    "npm": ("yarn", "pnpm", "bun", "node-pkg", "nodepkg"),
    "nuget": ("dotnet-core", "dotnet", "dotnet_core", "packages-props"),
    "pypi": ("pip", "pipenv", "poetry", "uv", "python-pkg", "pythonpkg", "python", "conda-pkg"),
}  # fmt: skip
_OF_TYPE = {type_: name for name, types in _ECOSYSTEMS.items() for type_ in types}
_DISTRIBUTIONS = ("apk", "deb", "rpm", "alpm")


def ecosystem(purl: str, package_type: str) -> str:
    """Where a package comes from, the same whichever tool found it: the type in its package URL,
    else what the tool calls it."""
    if purl.startswith("pkg:") and "/" in purl:
        return purl[4:].partition("/")[0].lower()
    return _OF_TYPE.get(package_type.lower(), package_type.lower())


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


def named_by(purl: str) -> tuple[str, str]:
    """(name, version) of a package URL as its own package manager writes them: "group:name" for
    Maven, "namespace/name" elsewhere, the name alone for those of a Linux distribution."""
    if not purl.startswith("pkg:") or "/" not in purl:
        return "", ""
    type_, _, rest = purl[4:].partition("/")
    path, _, version = rest.split("?")[0].split("#")[0].rpartition("@")
    space, _, name = unquote(path or version).strip("/").rpartition("/")
    if space and type_ not in _DISTRIBUTIONS:
        name = f"{space}{':' if type_ == 'maven' else '/'}{name}"
    return name[:500], unquote(version)[:500] if path else ""
