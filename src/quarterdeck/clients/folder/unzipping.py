"""A client folder that comes as a ZIP: unpacked within limits, never outside of its place."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from quarterdeck.clients.folder.problems import FolderError, Report

MOST_FILES = 5_000
MOST_BYTES = 4 * 1024**3
BLOCK = 1024**2


def unzip(upload: BinaryIO, name: str, into: Path) -> Path:
    """The folder inside the ZIP that has the profile. FolderError where it is no such ZIP."""
    report = Report()
    try:
        with zipfile.ZipFile(upload) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > MOST_FILES:
                report.error(name, 0, "", f"holds more than {MOST_FILES:,} files")
                raise FolderError(report)
            _unpack(archive, members, name, into)
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError) as error:
        report.error(name, 0, "", f"is no ZIP file that can be read: {error}")
        raise FolderError(report) from error
    profiles = sorted(into.rglob("profile.yaml"), key=lambda path: len(path.parts))
    return profiles[0].parent if profiles else into


def _unpack(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, into: Path
) -> None:
    left = MOST_BYTES
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or parts[0] == "/" or ":" in parts[0]:
            report = Report()
            report.error(name, 0, member.filename, "points outside of the folder")
            raise FolderError(report)
        target = into.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as file:
            while block := source.read(BLOCK):
                left -= len(block)
                if left < 0:
                    report = Report()
                    report.error(name, 0, member.filename, "unpacks to more than 4 GB in all")
                    raise FolderError(report)
                file.write(block)
