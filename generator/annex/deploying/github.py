"""The workflow of GitHub Actions that publishes a portal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from textwrap import indent

from generator.annex.deploying.pipelines import NEXT, Goal, heading, install, work

LOOKED_UP = "2026-11-28"
"""The day on which the releases were looked up, at https://github.com/actions/<name>/releases."""
ACTIONS = {
    "cache": 6,  # 6.1.0
    "checkout": 7,  # 7.0.1, 2026-07-20
    "deploy-pages": 5,  # 5.0.0, 2026-03-25
    "setup-python": 7,  # 7.0.0, 2026-07-20
    "upload-pages-artifact": 5,  # 5.0.0; made of others, which run on Node.js 24
}
"""Name below github.com/actions -> major version."""


def versioned(workflow: str) -> str:
    """Return a workflow in which each action has its version."""
    return re.sub(r"uses: actions/([a-z-]+)(\S*)$", _versioned, workflow, flags=re.MULTILINE)


def _versioned(found: re.Match[str]) -> str:
    return f"{found[0]}@v{ACTIONS[found[1]]}"


FILE = ".github/workflows/deploy.yml"
"""Where GitHub looks for it, from the site's folder."""


def workflow(goal: Goal) -> str:
    """Return the text of the workflow."""
    pages = goal.name == "github-pages"
    rights = "  pages: write\n  id-token: write\n" if pages else ""
    text = "\n".join(
        (
            heading(goal, "github", "Settings → Secrets and variables → Actions")
            + f"# Versions of actions: as of {LOOKED_UP}.\n"
            + _CLOCK
            + (_SETTINGS if pages else ""),
            _TRIGGERS.replace("RIGHTS\n", rights),
            _DUE,
            _CHECK.replace("INSTALL", install(goal)),
            _publish(goal, pages=pages),
        )
    )
    return versioned(text)


def _steps(named: Sequence[tuple[str, str]], environment: str) -> str:
    return "".join(
        f"\n      - name: {name}\n" + environment + "        run: |\n" + indent(command, "          ") + "\n"
        for name, command in named
    )


def _environment(names: Iterable[str]) -> str:
    """Return the lines of a step that give it secrets."""
    lines = "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in names)
    return f"        env:\n{lines}" if lines else ""


def _publish(goal: Goal, *, pages: bool) -> str:
    environment = _environment(name for name in goal.secrets if name not in goal.for_key)
    head = _JOB.replace("ENVIRONMENT\n", _PAGES_ENVIRONMENT if pages else "")
    installed = _steps([("Install", install(goal))], "")
    names = {"ssg state pull": "State", "ssg build": "Build", "ssg budget": "Budget", "ssg deploy": "Deploy",
             "ssg state push": "Keep the state", "npx": "Publish"}  # fmt: skip
    titled = [
        (next(name for start, name in names.items() if line.startswith(start)), line) for line in work(goal, "build")
    ]
    if goal.is_bare:
        key = _steps([("Key", goal.key)], _environment(goal.for_key)) if goal.key else ""
        return head + _BARE + installed + key + _steps(titled, environment) + _END
    publish = titled[-1:] if goal.publish else []
    built = titled[: len(titled) - len(publish)]
    published = _PAGES if pages else _steps(publish, environment)
    return head + _CACHED + installed + _steps(built, "") + published + _SAVED + _END


_CLOCK = """\
#
# GitHub may start a scheduled run late, and stops the schedule of a public repository after 60 days without a commit.
# In a private repository every run costs minutes: make the schedule rarer if need be.
"""
_SETTINGS = """\
#
# Once: Settings → Pages → Source: "GitHub Actions", and a custom domain (see docs/deploy.md of Warta).
"""
_TRIGGERS = """\
name: Publish

on:
  push:
    branches: [main]
  pull_request:
  schedule:
    - cron: "*/15 * * * *"
  workflow_dispatch:

permissions:
  contents: read
RIGHTS

# One at a time; a run that is publishing is never cut off, a newer one waits.
concurrency:
  group: ${{ github.event_name == 'pull_request' && github.ref || 'publish' }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}

jobs:"""
_DUE = """\
  # The last run left the time at which the portal changes next though nobody edits it: before that, the clock has
  # nothing to do. A run that failed leaves none.
  due:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    # A schedule runs in forks too.
    if: >-
      github.event_name != 'pull_request'
      && (github.event_name != 'schedule' || github.event.repository.fork == false)
    outputs:
      now: ${{ steps.due.outputs.now }}
    steps:
      - uses: actions/cache/restore
        with:
          path: .warta-next
          key: warta-next-${{ github.run_id }}-${{ github.run_attempt }}
          restore-keys: warta-next-

      - name: Due
        id: due
        run: |
          next="$(cat .warta-next 2>/dev/null || echo 0)"
          if [ "$GITHUB_EVENT_NAME" = schedule ] && [ "$next" -gt "$(date +%s)" ]; then
            echo "now=false" >> "$GITHUB_OUTPUT"
          else
            echo "now=true" >> "$GITHUB_OUTPUT"
          fi
"""
_CHECK = """\
  # What is wrong is shown beside the lines of a change.
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    if: github.event_name == 'pull_request' || github.event_name == 'push'
    steps:
      - uses: actions/checkout

      - uses: actions/setup-python
        with:
          python-version: "3.13"

      - name: Install
        run: |
          INSTALL

      - name: Check
        run: |
          ssg check --format github
"""
_JOB = """\
  publish:
    needs: due
    if: needs.due.outputs.now == 'true'
    runs-on: ubuntu-latest
    timeout-minutes: 60
ENVIRONMENT
    steps:
"""
_PAGES_ENVIRONMENT = """\
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
"""
_PYTHON = """
      - uses: actions/setup-python
        with:
          python-version: "3.13"
"""
_BARE = (
    """\
      # Without the archive: the build asks git for what changed.
      - uses: actions/checkout
        with:
          # Whichever run this is, and however often it is run again: readers get the newest commit.
          ref: main
          filter: blob:none
          sparse-checkout: themes
"""
    + _PYTHON
)
_CACHED = (
    """\
      # Files get the time of the checkout. That is all right: Warta compares their bytes.
      - uses: actions/checkout
        with:
          # Whichever run this is, and however often it is run again: readers get the newest commit.
          ref: main
"""
    + _PYTHON
    + """
      # The key is never there yet, so the newest entry that begins like it is taken.
      - uses: actions/cache/restore
        with:
          path: |
            .ssg
            build
          key: warta-state-${{ github.run_id }}-${{ github.run_attempt }}
          restore-keys: warta-state-
"""
)
_PAGES = """
      # Folders whose names begin with a dot are left out otherwise: /.well-known/security.txt.
      - uses: actions/upload-pages-artifact
        with:
          path: build
          include-hidden-files: true

      - uses: actions/deploy-pages
        id: deployment
"""
_SAVED = """
      # Saved after publishing, so that the cache always holds the portal that readers see.
      - uses: actions/cache/save
        with:
          path: |
            .ssg
            build
          key: warta-state-${{ github.run_id }}-${{ github.run_attempt }}
"""
_END = f"""
      - name: Next
        if: always()
        env:
          STATUS: ${{{{ job.status }}}}
        run: |
          echo 0 > .warta-next
          if [ "$STATUS" = success ]; then
            {NEXT}
          fi

      - uses: actions/cache/save
        if: always()
        with:
          path: .warta-next
          key: warta-next-${{{{ github.run_id }}}}-${{{{ github.run_attempt }}}}

      # Readers have everything else: red until somebody mends what is held back.
      - name: Held back
        run: |
          ssg next --held
"""
