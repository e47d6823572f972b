"""S3 as moto has it, with a bucket that has the files of a folder, in no time that sending them would take; and one more.

    python tests/filled_bucket.py FOLDER PORT

Each file has its time beside it, as rclone notes that, so that rclone finds it there unchanged.
"""

from __future__ import annotations

import os
import sys

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import main

BUCKET = "kabar"
BESIDE = "kerja"
"""For what lies beside the portal: to list a folder moto goes through all files of a bucket, which S3 does not."""


def fill(folder: str) -> None:
    """Put all files of a folder into the bucket."""
    there = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for name in (BUCKET, BESIDE):
        there.create_bucket(name, "us-east-1")
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                kept = there.put_object(BUCKET, os.path.relpath(path, folder), file.read())
            seconds, rest = divmod(os.stat(path).st_mtime_ns, 10**9)
            kept.set_metadata({"x-amz-meta-mtime": f"{seconds}.{rest:09}"})


if __name__ == "__main__":
    fill(sys.argv[1])
    main(["-H", "127.0.0.1", "-p", sys.argv[2]])
