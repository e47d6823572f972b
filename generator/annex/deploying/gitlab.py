"""The pipeline of GitLab that publishes a portal."""

from __future__ import annotations

from textwrap import indent

from generator.annex.deploying.pipelines import NEXT, Goal, heading, install, work

FILE = ".gitlab-ci.yml"
"""Where GitLab looks for it, from the site's folder."""
REPORT = "gl-code-quality-report.json"
"""What a check has found, for GitLab."""
HELD = ".warta-held"
"""Which files are held back."""


def pipeline(goal: Goal) -> str:
    """Return the text of the pipeline."""
    job = "pages" if goal.name == "gitlab-pages" else "publish"
    output = "public" if job == "pages" else "build"
    kept = ".warta-next" if goal.is_bare else f".ssg/\n{output}/"
    lines = [
        *([_DUE] if goal.is_bare else []),
        install(goal),
        *([goal.key] if goal.key else []),
        *work(goal, output),
        *([NEXT] if goal.is_bare else []),
        f"ssg next --held > {HELD} || cat {HELD}",
    ]
    parts = [
        heading(goal, "gitlab", "Settings → CI/CD → Variables") + _SCHEDULE,
        _CHECK.replace("INSTALL", install(goal)).replace("REPORT", REPORT),
        _JOB.replace("JOB", job).replace("GOAL", goal.name).replace("KEY", "warta-next" if goal.is_bare else "warta")
        + "".join(f"      - {path}\n" for path in kept.split("\n"))
        + "  script:\n"
        + "".join(map(_item, lines))
        + (_AFTER if goal.is_bare else "")
        + _ARTIFACTS
        + ("      - public\n" if job == "pages" else ""),
        _HELD.replace("HELD", HELD),
    ]
    return "\n".join(parts)


def _item(command: str) -> str:
    """Return a line of a list of commands in YAML."""
    if "\n" in command:
        return "    - |\n" + indent(command, "      ") + "\n"
    quoted = command.replace("'", "''")
    return f"    - '{quoted}'\n"


_SCHEDULE = """\
#
# Make the schedule at Build → Pipeline schedules: "*/15 * * * *", on the default branch. How the newest run goes
# first, which no file can say: docs/deploy.md of Warta, GitLab Pages.
"""
_CHECK = """\
check:
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - INSTALL
    # GitLab shows the report beside the lines of the change, and the job what made it fail.
    - ssg check --format gitlab > REPORT || { ssg check; exit 1; }
  artifacts:
    when: always
    reports:
      codequality: REPORT
"""
_JOB = """\
JOB:
  # With git, by which pip fetches Warta.
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # By the environment GitLab knows which run is outdated, and refuses it. One at a time, and never cut off.
  environment:
    name: GOAL
  resource_group: publish
  interruptible: false
  timeout: 1 hour
  variables:
    GIT_DEPTH: "1"
  cache:
    key: KEY
    when: always
    paths:
"""
_DUE = """\
# The last run left the time at which the portal changes next: before that, the clock has nothing to do.
next="$(cat .warta-next 2>/dev/null || echo 0)"
if [ "$CI_PIPELINE_SOURCE" = schedule ] && [ "$next" -gt "$(date +%s)" ]; then
  exit 0
fi"""
_AFTER = """\
  after_script:
    - '[ "$CI_JOB_STATUS" = success ] || echo 0 > .warta-next'
"""
_ARTIFACTS = f"""\
  artifacts:
    expire_in: 1 day
    paths:
      - {HELD}
"""
_HELD = """\
# Readers have everything else: red until somebody mends what is held back.
held:
  stage: .post
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - '[ ! -s HELD ] || { cat HELD; exit 1; }'
"""
