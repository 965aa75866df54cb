"""Is this folder what its manifest says? The same check after a backup was written, before a restore, and after it.

Rules
- Every part that is named must be there, with its size and its SHA-256. What is there besides is not looked at.
- The database must be whole, every chain hold, every journal end where the manifest says, with the same state; and
  every file it names must be among the parts.
- All faults are told, not only the first, each naming its part. A manifest that does not hold is told alone.
"""

import sqlite3
from importlib.metadata import version
from pathlib import Path

from ecabinet.backup import journals
from ecabinet.backup.copying import Say, measured
from ecabinet.backup.manifest import DATABASE, Damaged, Manifest, Part, Refused, read


def check(folder: Path, say: Say) -> Manifest:
    """A backup. Raises Damaged, or Refused when this release cannot judge it."""
    manifest = read(folder)
    must_be_known(manifest)
    check_parts(folder, manifest, say)
    check_database(folder / DATABASE, manifest, say)
    return manifest


def must_be_known(manifest: Manifest) -> None:
    if manifest.migration not in journals.known_migrations():
        raise Refused(f"the backup was made by a newer release ({manifest.product}); install that one first")


def check_parts(folder: Path, manifest: Manifest, say: Say) -> None:
    """Bytes only."""
    faults, parts = [], manifest.parts()
    for number, (name, part) in enumerate(sorted(parts.items()), start=1):
        say(f"checking {number} of {len(parts)} parts")
        fault = fault_of(folder / name, part)
        if fault:
            faults.append(f"{name}: {fault}")
    if faults:
        raise Damaged(faults)


def fault_of(path: Path, part: Part) -> str:
    """What is wrong with a part; empty when nothing is."""
    try:
        size, digest = measured(path)
    except FileNotFoundError:
        return "missing"
    except OSError as failure:
        return f"cannot be read ({failure.strerror})"
    if size != part.size:
        return f"has {size} bytes instead of {part.size}"
    return "" if digest == part.sha256 else "has other bytes than the manifest says"


def check_database(path: Path, manifest: Manifest, say: Say) -> None:
    """What it holds, against what the manifest says it held."""
    connection = journals.open_read_only(path)
    try:
        found = journals.examine(connection, say)
    except sqlite3.DatabaseError as failure:
        raise Damaged([f"{DATABASE}: {failure}"]) from None
    finally:
        connection.close()
    faults = [
        f"file {name} is named by the database and not in the backup" for name in found.named - set(manifest.files)
    ]
    faults += differences(manifest, found)
    if faults:
        raise Damaged(sorted(faults))


def differences(manifest: Manifest, found: journals.Found) -> list[str]:
    """Meetings and counts. States are comparable within one release only; the hash of a journal's end always is."""
    faults = []
    same_release = manifest.product == version("ecabinet")
    for meeting in sorted(manifest.meetings.keys() | found.meetings.keys()):
        told, seen = manifest.meetings.get(meeting), found.meetings.get(meeting)
        if told is None or seen is None:
            faults.append(f"meeting {meeting} is in {'the database' if told is None else 'the manifest'} only")
        elif (told.seq, told.head) != (seen.seq, seen.head):
            faults.append(f"meeting {meeting} ends at entry {seen.seq}, not where the manifest says ({told.seq})")
        elif same_release and told.state != seen.state:
            faults.append(f"meeting {meeting} has another state than the manifest says")
    faults += [
        f"{name}: {found.counts[name]} instead of {n}"
        for name, n in manifest.counts.items()
        if found.counts.get(name) != n
    ]
    return faults
