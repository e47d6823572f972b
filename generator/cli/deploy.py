"""`ssg deploy`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.annex.deploying.run import Order
from generator.base.sentences import sentence
from generator.cli.command import OUTPUT, Command
from generator.cli.delivery import deploy_to
from generator.cli.reporters import failed
from generator.cli.terminal import language_of


@click.command(cls=Command, epilog="ssg build && ssg deploy\nssg deploy production --dry-run")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--all", "every", is_flag=True, help="Deploy to all targets of site.yaml.")
@OUTPUT
@click.option("--dry-run", is_flag=True, help="Only list what would be sent and deleted.")
@click.option("--verify", is_flag=True, help="Compare all of the target with what was built, and mend what differs.")
@click.option(
    "--rollback", is_flag=True,
    help="Let readers get the release before this one again, and keep it until --lift, where there are releases.",
)  # fmt: skip
@click.option("--take-over", is_flag=True, help="Go on though another deploy to this target has not ended.")
@click.option(
    "--max-delete", type=click.IntRange(0), metavar="N",
    help="How many pages may be deleted; by default a tenth of those that readers have, or 100.",
)  # fmt: skip
@click.option("--older", is_flag=True, help="Send this though readers have something newer.")
@click.option("--lift", is_flag=True, help="End a --rollback: from now on deploys are sent again, this one first.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(
    site: str, targets: tuple[str, ...], output: str | None, *, every: bool, dry_run: bool, verify: bool,
    rollback: bool, take_over: bool, max_delete: int | None, older: bool, lift: bool, as_json: bool,
) -> int:  # fmt: skip
    """Send what differs from the last deploy to where readers get the portal.

    Targets are the groups of `deploy` in site.yaml; without a name, the first. Of several, a bad one keeps nothing from
    the others. What is new goes before what leads to it, and what is to be deleted goes last.
    """
    language = language_of(site)
    if rollback and lift:
        said = sentence("--rollback and --lift are opposites: name one of them")
        return failed(said, language, as_json=as_json)
    order = Order(
        site=site, output=output or str(Path(site, "build")), dry=dry_run, verify=verify, over=take_over,
        most_deleted=max_delete, older=older, lift=lift,
    )  # fmt: skip
    return deploy_to(order, targets, language, every=every, back=rollback, as_json=as_json)
