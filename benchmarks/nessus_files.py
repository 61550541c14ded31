"""Nessus files of any size for benchmarks and tests, with items as large as real ones.

A real, indented scan of a web server has 26 fields and 3.4 kB an item, half of its items only
inform, and a vulnerability names five CVEs.
`python -m benchmarks.nessus_files FILE --items N --hosts M` writes one.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

PLUGINS = 1_500
_INDENT = " " * 16
_PROSE = (
    "the remote host is running a version of a service that does not check lengths of names in "
    "requests and so lets an attacker who can reach it read memory stop the process or run code "
    "with its rights unless the vendor's update is installed and the service started again"
)
_HEAD = """<?xml version="1.0" ?>
<NessusClientData_v2>
<Policy><policyName>Advanced scan</policyName></Policy>
<Report name="benchmark" xmlns:cm="http://www.nessus.org/cm">
"""
_HOST = """<ReportHost name="10.{a}.{b}.{c}"><HostProperties>
<tag name="HOST_END_TIMESTAMP">1648044472</tag>
<tag name="HOST_END">Wed Mar 23 15:07:52 2022</tag>
<tag name="Credentialed_Scan">true</tag>
<tag name="policy-used">Advanced scan</tag>
<tag name="operating-system">Linux Kernel 5.10 on Debian 11</tag>
<tag name="host-ip">10.{a}.{b}.{c}</tag>
<tag name="host-fqdn">host-{number}.example.org</tag>
<tag name="HOST_START_TIMESTAMP">1648042311</tag>
<tag name="HOST_START">Wed Mar 23 14:31:51 2022</tag>
</HostProperties>
"""
_RISKS = ("None", "Low", "Medium", "High", "Critical")
_SEVERITIES = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 1)


def prose(dice: random.Random, characters: int) -> str:
    """Words in lines as Nessus breaks them, of about this length."""
    words = dice.choices(_PROSE.split(), k=max(1, characters // 5))
    lines = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
    return "\n".join(lines).capitalize() + "."


def plugin(dice: random.Random, number: int) -> str:
    """A plugin's ReportItem from behind the port to its last field that no host changes."""
    severity = dice.choice(_SEVERITIES)
    fields = [("description", prose(dice, 600)), ("fname", f"check_{number}.nasl")]
    if severity:
        fields += [("cve", f"CVE-{dice.randint(2009, 2025)}-{dice.randint(1000, 99999)}")
                   for _ in range(dice.choice((1, 3, 5, 6, 15)))]  # fmt: skip
        fields += [("bid", str(dice.randint(1000, 99999))) for _ in range(3)]
        fields += [("xref", f"OSVDB:{dice.randint(1000, 99999)}") for _ in range(3)]
        fields += [("cwe", str(dice.choice((20, 79, 119, 200, 287)))), ("vpr_score", "6.7")]
        fields += [("cvss3_base_score", "7.5"), ("cvss_base_score", "5.0")]
        fields += [("cvss3_vector", "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H")]
        fields += [("cvss_vector", "CVSS2#AV:N/AC:L/Au:N/C:N/I:N/A:P")]
        fields += [("exploit_available", "false"), ("age_of_vuln", "730 days +")]
        fields += [("exploit_code_maturity", "Unproven"), ("product_coverage", "Low")]
        fields += [("threat_recency", "No recorded events"), ("cpe", "cpe:/a:example:service")]
        fields += [("patch_publication_date", "2021/05/03")]
    fields += [
        ("plugin_modification_date", "2021/01/19"),
        ("plugin_name", f"Service {number} memory handling"),
        ("plugin_publication_date", "2019/09/15"),
        ("plugin_type", "remote"),
        ("risk_factor", _RISKS[severity]),
        ("script_version", "1.10"),
        ("see_also", "\n".join(f"https://www.example.org/advisory/{number}/{n}" for n in range(3))),
        ("solution", f"Install version {number % 40}.2 of the service, or later."),
        ("synopsis", prose(dice, 80)),
    ]
    body = "".join(f"{_INDENT}<{tag}>{text}</{tag}>\n" for tag, text in fields)
    name = f"Service {number} memory handling"
    return (
        f'" svc_name="www" protocol="tcp" severity="{severity}" pluginID="{10_000 + number}" '
        f'pluginName="{name}" pluginFamily="Web Servers">\n{body}'
    )


def pieces(items: int, hosts: int, seed: int = 1) -> Iterator[str]:
    """The file's text, host by host."""
    dice = random.Random(seed)
    plugins = [plugin(dice, number) for number in range(min(PLUGINS, items))]
    outputs = [prose(dice, 950) for _ in range(97)]
    yield _HEAD
    for host in range(hosts):
        yield _HOST.format(a=host >> 16 & 255, b=host >> 8 & 255, c=host & 255, number=host)
        for item in range(items * host // hosts, items * (host + 1) // hosts):
            output = outputs[item % len(outputs)]
            yield f'<ReportItem port="{dice.choice((0, 22, 80, 443))}{dice.choice(plugins)}'
            yield f"{_INDENT}<plugin_output>Host {host}: {output}</plugin_output>\n</ReportItem>\n"
        yield "</ReportHost>\n"
    yield "</Report>\n</NessusClientData_v2>\n"


def write(path: Path, items: int, hosts: int, seed: int = 1) -> Path:
    """Writes a file of `items` findings over `hosts` systems, the same for the same seed."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(pieces(items, hosts, seed))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a Nessus file of any size.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    options = parser.parse_args()
    write(options.file, options.items, options.hosts)


if __name__ == "__main__":
    main()
