"""The program: its commands, whose help is looked up in the catalogue when it is shown."""

import os
import sys
from importlib import import_module

import click

from qicao.cli import words
from qicao.problems import say

# the module of each command, in the order people meet them; only the one that runs is imported
COMMANDS = {
    "templates": "showing",
    "new": "briefing",
    "form": "briefing",
    "draft": "drafting",
    "extract": "extracting",
    "preview": "previewing",
    "check": "checking",
    "pull": "returning",
    "update": "returning",
    "show": "showing",
    "schema": "briefing",
    "diff": "returning",
    "clean": "returning",
    "template": "keeping",
    "completion": "shells",
}
# what a file is for, where somebody names one in place of a command
_USUAL = {".yaml": "draft", ".yml": "draft", ".docx": "show", ".txt": "check", ".md": "show"}


class _Option(click.Option):
    """An option whose help is looked up in the catalogue when it is shown."""

    help = property(lambda self: say(f"option-{self.name}"), lambda _self, _text: None)


class _Helped:
    """What a command and the whole program have in common: their help, in the catalogue's language."""

    def make_context(self, *args, **known):
        """Read the command line."""
        try:
            return super().make_context(*args, **known)
        except click.NoSuchOption as error:
            guess = "、".join(error.possibilities or ())
            code = "no-such-option-near" if guess else "no-such-option"
            raise click.UsageError(say(code, name=error.option_name, guess=guess), error.ctx) from None

    def get_help_option(self, ctx):
        """Return the option that shows the help."""
        names = self.get_help_option_names(ctx)
        known = {"is_flag": True, "is_eager": True, "expose_value": False, "callback": _show_help}
        return _Option([*names, "help"], **known) if names else None

    def collect_usage_pieces(self, ctx):
        """Return the words after the name of the command."""
        return [words.said(piece) for piece in super().collect_usage_pieces(ctx)]

    path = ""  # of a command of a group: template-new

    def format_help_text(self, ctx, formatter):
        """Write what the command does."""
        self.help = say(f"help-{self.path or self.name}")
        super().format_help_text(ctx, formatter)


class _Command(_Helped, click.Command):
    """A command whose help is looked up in the catalogue when it is shown."""

    def get_short_help_str(self, limit=100):  # noqa: ARG002 - click's own signature
        return say(f"help-{self.path or self.name}").split("。")[0].split(". ")[0]


class Subgroup(_Command, click.Group):
    """A command that is a group of commands."""

    command_class = _Command

    def list_commands(self, ctx):  # noqa: ARG002 - click's own signature
        """Return the names of the commands in the order in which they are written."""
        return list(self.commands)

    def add_command(self, cmd, name=None):
        """Take a command, and tell it where its help stands in the catalogue."""
        cmd.path = f"{self.name}-{name or cmd.name}"
        super().add_command(cmd, name)


class _Group(_Helped, click.Group):
    """The whole program."""

    command_class = _Command

    def main(self, *args, **known):
        """Run it, or answer the shell that asks what to offer."""
        _listen()
        words.speak()
        if "_QICAO_COMPLETE" in os.environ:
            import_module("qicao.cli.shells")
        return super().main(*args, **known)

    def list_commands(self, ctx):  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx, name):
        if name in COMMANDS:
            import_module(f"qicao.cli.{COMMANDS[name]}")
        return super().get_command(ctx, name)

    def resolve_command(self, ctx, args):
        """Find the command; raises UsageError that says which one may have been meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_command(name), ctx)
        return super().resolve_command(ctx, args)


def _listen():
    """Make the streams take every character, each as well as the console can show it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console cannot show every character
    if not all(map(_shows_chinese, (sys.stdout, sys.stderr))):
        os.environ["LANGUAGE"] = "en"


def _shows_chinese(stream):
    """Tell whether a console has Chinese characters at all; one that has none is spoken to in English."""
    try:
        "起草".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _show_help(ctx, _param, wished):
    if wished and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def _no_command(name):
    """Return what to say of a word that is no command: the nearest one, or what its file is for."""
    from pathlib import Path

    from qicao.params import suggest

    usual = _USUAL.get(Path(name).suffix.lower())
    if usual:
        return say("no-command-file", name=name, guess=usual)
    if near := suggest(name.lower(), COMMANDS):
        return say("no-command-near", name=name, guess=near)
    return say("no-command", name=name, names="、".join(COMMANDS))


def option(*names, **known):
    """Return a click option that takes its help from the catalogue."""
    return click.option(*names, cls=_Option, **known)


@click.group(
    "qicao", cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="qicao", prog_name="qicao", cls=_Option, message="%(prog)s %(version)s")
def main():
    """Draft speeches from templates."""
