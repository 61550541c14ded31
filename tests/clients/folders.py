"""Small client folders, written on the spot."""

from pathlib import Path

PROFILE = """\
key: acme
name: Acme
revenue_per_year: 60000000
board: {next_meeting: 2026-12-03}
"""
SERVICES = """\
- key: orders
  name: Online orders
  revenue_share: 0.6
  downtime_cost:
    - {hours: 4, cost: 10000}
    - {hours: 24, cost: 90000}
- key: pay
  name: Pay
"""
SYSTEMS = """\
key,name,environment,reach,hostname,services
web1,Shop,production,internet,web1; www,orders
db1,Database,production,internal,db1,orders; pay
"""
FILES = {
    "profile.yaml": PROFILE,
    "services.yaml": SERVICES,
    "systems.csv": SYSTEMS,
    "edges.csv": "source,target,kind,trust\nweb1,db1,depends_on,\n",
    "holdings.csv": "system,data_class,records\ndb1,personal,12000\n",
}


def write(folder: Path, **changed: str | None) -> Path:
    """A folder of the files above; `services_yaml=…` changes one, None leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = FILES | {name.replace("__", "."): text for name, text in changed.items()}
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder
