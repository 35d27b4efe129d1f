from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import zipfile
from pathlib import Path

import pytest
import zstandard

from stocktake.errors import BadInput, MissingTool
from stocktake.reference import rar
from stocktake.reference.archives import members, reading
from tests.reference.rar_writer import encrypted_rar5, rar5

TEXT = b"INSERT INTO `t` VALUES (1,'a');\n" * 20_000
needs_libarchive = pytest.mark.skipif(
    rar._libarchive() is None, reason="the system library libarchive is not installed"
)
needs_unar = pytest.mark.skipif(not shutil.which("unar"), reason="unar is not installed")
PACKERS = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "two gzip members": lambda data: gzip.compress(data[:1000]) + gzip.compress(data[1000:]),
    "zstandard": zstandard.compress,
    "two zstandard frames": lambda data: zstandard.compress(data[:1000]) + zstandard.compress(data[1000:]),
    "xz": lzma.compress,
    "bzip2": bz2.compress,
}


def contents(path: Path) -> dict[str, bytes]:
    with members(path) as files:
        found = {}
        for member in files:
            with reading(member) as stream:
                found[member.name] = stream.read()
        return found


@pytest.mark.parametrize("packer", PACKERS)
def test_compression_is_told_by_content_whatever_the_name(packer: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(PACKERS[packer](TEXT))
    assert contents(path) == {"dump.txt": TEXT}


@pytest.mark.parametrize("packer", ["gzip", "zstandard", "xz", "bzip2"])
def test_a_cut_off_file_is_an_error_and_not_an_early_end(packer: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.sql.gz"
    packed = PACKERS[packer](TEXT)
    path.write_bytes(packed[: len(packed) - 12])
    with pytest.raises(BadInput, match="ends before its contents do"):
        contents(path)


@pytest.mark.parametrize("packer", ["gzip", "zstandard", "xz"])
def test_a_damaged_file_says_so(packer: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.sql.gz"
    packed = bytearray(PACKERS[packer](TEXT))
    packed[20:60] = bytes(40)
    path.write_bytes(bytes(packed))
    with pytest.raises(BadInput, match=r"damaged|ends before"):
        contents(path)


def test_zip_members_come_in_archive_order(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/two.sql", b"two")
        archive.writestr("one.sql", b"one")
    assert list(contents(path).items()) == [("b/two.sql", b"two"), ("one.sql", b"one")]


@pytest.mark.parametrize("name", ["../evil.sql", "/etc/evil.sql", "a/../../evil.sql", "C:\\evil.sql", "..\\evil.sql"])
def test_a_member_that_points_outside_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(BadInput, match="points outside the archive"):
        contents(path)
    assert [p.name for p in tmp_path.iterdir()] == ["dump.zip"]


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.sql", b"one")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the local header …
    data[data.index(b"PK\x01\x02") + 8] |= 1  # … and in the directory
    path.write_bytes(bytes(data))
    with pytest.raises(BadInput, match="protected by a password"):
        contents(path)


def test_a_zip_cut_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.sql", TEXT)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BadInput, match="damaged"):
        contents(path)


@needs_libarchive
def test_rar_is_streamed_by_libarchive(tmp_path: Path) -> None:
    path = tmp_path / "libgen.rar"
    path.write_bytes(rar5({"libgen.sql": TEXT, "readme.txt": b"hello"}))
    assert contents(path) == {"libgen.sql": TEXT, "readme.txt": b"hello"}


@needs_unar
def test_rar_is_read_by_unar_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar, "_libarchive", lambda: None)
    path = tmp_path / "libgen.rar"
    path.write_bytes(rar5({"libgen.sql": TEXT, "readme.txt": b"hello"}))
    assert contents(path) == {"libgen.sql": TEXT, "readme.txt": b"hello"}
    assert [p.name for p in tmp_path.iterdir()] == ["libgen.rar"]


def test_rar_without_any_tool_names_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar, "_libarchive", lambda: None)
    monkeypatch.setattr(rar.shutil, "which", lambda _: None)
    path = tmp_path / "libgen.rar"
    path.write_bytes(rar5({"libgen.sql": b""}))
    with pytest.raises(MissingTool, match="libarchive or unar"):
        contents(path)


@needs_libarchive
@pytest.mark.parametrize("library", [True, False])
def test_an_encrypted_rar_is_refused(library: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not library:
        if not shutil.which("unar"):
            pytest.skip("unar is not installed")
        monkeypatch.setattr(rar, "_libarchive", lambda: None)
    path = tmp_path / "libgen.rar"
    path.write_bytes(encrypted_rar5())
    with pytest.raises(BadInput, match="protected by a password"):
        contents(path)


@needs_libarchive
@pytest.mark.parametrize("library", [True, False])
def test_a_rar_cut_off_is_refused(library: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not library:
        if not shutil.which("unar"):
            pytest.skip("unar is not installed")
        monkeypatch.setattr(rar, "_libarchive", lambda: None)
    path = tmp_path / "libgen.rar"
    path.write_bytes(rar5({"libgen.sql": TEXT})[:-1000])
    with pytest.raises(BadInput, match="damaged"):
        contents(path)


@needs_libarchive
def test_a_rar_member_that_points_outside_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "libgen.rar"
    path.write_bytes(rar5({"../libgen.sql": b"x"}))
    with pytest.raises(BadInput, match="points outside"):
        contents(path)


def test_missing_and_empty_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file"):
        contents(tmp_path / "none.sql")
    (tmp_path / "empty.sql").touch()
    with pytest.raises(BadInput, match="the file is empty"):
        contents(tmp_path / "empty.sql")
