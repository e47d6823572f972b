"""One rclone for all pushes and pulls of a process to folders of this machine, as for its deploys."""

from __future__ import annotations

from tests.annex.deploying.conftest import _one_rclone, bucket_keys, kept

__all__ = ["_one_rclone", "bucket_keys", "kept"]
