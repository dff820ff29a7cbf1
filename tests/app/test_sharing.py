"""Which folders are known to belong to somebody else too."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sharing import kind_of, linux_mounts, mac_mounts, shared_by

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /mnt/team\\040work nfs4 rw 0 0
tmpfs /mnt/team\\040work/scratch tmpfs rw 0 0
//nas/x /media/nas cifs rw 0 0
/dev/sdb1 /media/nas ext4 rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ann@nas/texts (old) on /Volumes/texts (old) (smbfs, nodev, nosuid, mounted by ann)
"""


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Dropbox/texts", "Dropbox"),
        ("Dropbox (Acme)/texts", "Dropbox (Acme)"),
        ("OneDrive - Acme GmbH/a/b", "OneDrive - Acme GmbH"),
        ("Library/CloudStorage/x", "CloudStorage"),
        ("Sync/texts", "Sync"),
        ("work/Sync/texts", ""),
        ("My Dropbox texts", ""),
        ("Documents/Enface", ""),
    ],
)
def test_a_service_is_known_by_the_name_of_its_folder(own_home: Path, folder: str, said: str) -> None:
    (own_home / folder).mkdir(parents=True)
    assert shared_by(own_home / folder / "a.enface") == said


def test_a_service_is_known_by_what_it_leaves_in_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "shared" / "texts"
    inside.mkdir(parents=True)
    assert shared_by(inside / "a.enface") == ""
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert shared_by(inside / "a.enface") == "shared"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ann", ""),
        ("/mnt/team work/a", "nfs4"),
        ("/mnt/team work/scratch/a", "tmpfs"),
        ("/mnt/team", ""),
        ("/media/nas", "ext4"),
    ],
)
def test_the_deepest_and_latest_mount_counts(folder: str, kind: str) -> None:
    assert kind_of(Path(folder), linux_mounts(LINUX)) == kind


def test_mounts_of_a_mac() -> None:
    assert mac_mounts(MAC) == [("/", "apfs"), ("/Volumes/texts (old)", "smbfs")]
