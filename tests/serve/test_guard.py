"""Guard: other machines need the token, and see nothing that is not published."""

from __future__ import annotations

from pathlib import Path

from tests.serve_support import URL, newsroom, serving
from tests.support import article


def test_other_machines_need_the_token(tmp_path: Path):
    """Without it nothing is shown; in the address it is taken once and then kept as a cookie."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia Redaksi", draft="true"))
    # A name that is not this machine's own is treated like another machine.
    with serving(made, token="s3cret-token", hosts=("warta.test",)) as server:
        host = {"Host": f"warta.test:{server.port}"}
        assert server.get(URL, host).status == 401
        assert server.get(f"{URL}?token=wrong", host).status == 401
        first = server.get(f"{URL}?token=s3cret-token&a=1", host)
        assert (first.status, first.headers["location"]) == (303, f"{URL}?a=1")
        cookie = first.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert "max-age=86400" in cookie.lower()
        assert cookie.startswith(f"warta-{server.port}=s3cret-token;"), "one for each preview of a machine"
        known = {**host, "Cookie": cookie.partition(";")[0]}
        assert server.get(URL, known).status == 200
        assert server.get(URL).status == 200, "this machine needs no token"
        assert server.get("/daerah/2024/10/rahasia/", known).status == 404
        assert b"Rahasia" not in server.get("/_ssg/", known).body
        assert (
            server.get("/_ssg/now", {**known, "Origin": f"http://warta.test:{server.port}"}, "POST", b"").status == 403
        )
        assert "vscode:" not in server.get(f"/_ssg/page?url={URL}", known).body.decode()
