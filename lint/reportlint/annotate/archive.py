"""The zip file of a Word document written again with some of its members replaced and others added."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reportlint.readers.docx.package import FAULTS
from reportlint.source import SourceError

MAX_MEMBERS = 1024 * 1024 * 1024
"""Bytes that all members together may have when they are unpacked."""
_CHUNK = 1024 * 1024


def rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with the members that are given, by name, in place of its own, or behind them where it has none.

    All other members keep their content, order, times and kind of compression.

    Raises:
        SourceError: ``damaged`` or ``too-large`` for a member that cannot be unpacked.
    """
    waiting = {_key(name): (name, content) for name, content in changed.items()}
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            last = {_key(member.filename): member for member in old.infolist()}
            left = MAX_MEMBERS
            for member in old.infolist():
                if last[_key(member.filename)] is not member:  # a name given twice: the last one is what is read
                    continue
                given = waiting.pop(_key(member.filename), None)
                if given is not None:
                    new.writestr(_info(member), given[1])
                else:
                    left = _copy(old, member, new, left)
            for name, content in waiting.values():
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, content)
            new.comment = old.comment
    except FAULTS as error:
        raise SourceError("damaged", f"the package cannot be unpacked: {error}") from None
    return target.getvalue()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _info(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type, info.external_attr, info.comment = member.compress_type, member.external_attr, member.comment
    info.create_system = member.create_system
    return info


def _copy(old: zipfile.ZipFile, member: zipfile.ZipInfo, new: zipfile.ZipFile, left: int) -> int:
    """Copies a member; returns how many of the bytes that are allowed are left."""
    with old.open(member) as source, new.open(_info(member), "w", force_zip64=member.file_size > 1 << 30) as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise SourceError("too-large", f"the package unpacks to more than {MAX_MEMBERS} bytes")
            target.write(chunk)
    return left
