"""The `unet-studio` command: its sub-commands, and the window when there is none."""

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from unet_studio.cli import label_commands, project_commands, recipe_commands
from unet_studio.cli.compare_command import compare
from unet_studio.cli.demo import demo
from unet_studio.cli.doctor import doctor
from unet_studio.cli.draft_command import drafts
from unet_studio.cli.evaluate_command import evaluate
from unet_studio.cli.export_model_command import export_model
from unet_studio.cli.forecast_command import forecast
from unet_studio.cli.import_weights_command import import_weights
from unet_studio.cli.label_next_command import label_next
from unet_studio.cli.machine_check import (
    QT_PACKAGES,
    has_no_screen,
    missing_screen_library,
)
from unet_studio.cli.measure_command import measure
from unet_studio.cli.models_command import models
from unet_studio.cli.predict_command import predict
from unet_studio.cli.progress import PartlyDoneError
from unet_studio.cli.report_command import report
from unet_studio.cli.train_command import train
from unet_studio.domain.message import StudioError, say
from unet_studio.learning.computing.memory_reuse import use_one_heap

WINDOW = "window"


class StudioGroup(TyperGroup):
    """Sub-commands beside an optional PROJECT, and errors as one sentence with exit code 1."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take no argument, or a first one that is a folder, as a wish for the window."""
        if not args or (args[0] not in self.commands and Path(args[0]).exists()):
            args = [WINDOW, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what a person can act on is told without a traceback."""
        try:
            return super().invoke(ctx)
        except StudioError as error:
            typer.echo(str(error), err=True)
            for line in error.kept if isinstance(error, PartlyDoneError) else ():
                typer.echo(line, err=True)
            raise typer.Exit(1) from None
        except OSError as error:
            if error.filename is None:  # a pipe that nobody reads from any more
                raise
            text = say("command line", "Cannot use {path}: {reason}.")
            reason = error.strerror or error
            typer.echo(str(text(path=error.filename, reason=reason)), err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="unet-studio",
    cls=StudioGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    subcommand_metavar="[PROJECT | COMMAND ...]",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from unet_studio import __version__

        typer.echo(f"unet-studio {__version__}")
        raise typer.Exit


@app.callback()
def unet_studio(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Label a few images, press Train, and get a segmentation of all the rest.

    Without a command, opens the window; with a PROJECT folder, opens it there.
    """


@app.command(WINDOW, hidden=True)
def window(
    project: Annotated[Path | None, typer.Argument(help="A project folder.")] = None,
) -> None:
    """Open the window."""
    if has_no_screen():
        raise StudioError(
            say(
                "command line",
                "There is no screen here, so the window cannot open. Without it: unet-studio demo,"
                " unet-studio --help",
            )()
        )
    missing = missing_screen_library()
    if missing is not None:
        raise StudioError(
            say(
                "command line",
                "The window cannot open: {library} is missing. On Debian or Ubuntu: sudo apt-get "
                "install {packages}",
            )(library=missing, packages=QT_PACKAGES)
        )
    gc.disable()  # until the window is there: looking for garbage is a tenth of the start
    try:
        from unet_studio.app import run
    except ModuleNotFoundError:
        raise
    except ImportError as error:  # a library of the system that Qt needs
        raise StudioError(
            say(
                "command line",
                "The window cannot open: {detail}. What to install, says: unet-studio doctor",
            )(detail=error)
        ) from error
    raise typer.Exit(run(project))


app.command("sample")(project_commands.sample)
app.command("demo")(demo)
app.command("new")(project_commands.new)
app.command("import")(label_commands.import_labels)
app.command("export")(label_commands.export)
app.command("crop")(label_commands.crop)
app.command("recipes")(recipe_commands.recipes)
app.command("train")(train)
app.command("predict")(predict)
app.command("evaluate")(evaluate)
app.command("label-next")(label_next)
app.command("drafts")(drafts)
app.command("forecast")(forecast)
app.command("export-model")(export_model)
app.command("measure")(measure)
app.command("import-weights")(import_weights)
app.command("compare")(compare)
app.command("report")(report)
app.command("models")(models)
app.command("doctor")(doctor)


def main() -> None:
    """Run the command line and end the process."""
    use_one_heap()
    sys.exit(app())
