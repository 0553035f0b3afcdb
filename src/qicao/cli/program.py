"""The program: its commands, whose help is looked up in the catalogue when it is shown."""

import sys
from importlib import import_module

import click

from qicao.problems import say

# the module of each command, in the order people meet them; only the one that runs is imported
COMMANDS = {
    "templates": "showing",
    "new": "briefing",
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
}


class _Option(click.Option):
    """An option whose help is looked up in the catalogue when it is shown."""

    def get_help_record(self, ctx):
        self.help = say(f"option-{self.name}")
        return super().get_help_record(ctx)


class _Command(click.Command):
    """A command whose help is looked up in the catalogue when it is shown."""

    path = ""  # of a command of a group: template-new

    def format_help_text(self, ctx, formatter):
        self.help = say(f"help-{self.path or self.name}")
        super().format_help_text(ctx, formatter)

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


class _Group(click.Group):
    """The whole program."""

    command_class = _Command

    def list_commands(self, ctx):  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx, name):
        if name in COMMANDS:
            import_module(f"qicao.cli.{COMMANDS[name]}")
        return super().get_command(ctx, name)

    def format_help_text(self, ctx, formatter):
        self.help = say("help-qicao")
        super().format_help_text(ctx, formatter)


def option(*names, **known):
    """Return a click option that takes its help from the catalogue."""
    return click.option(*names, cls=_Option, **known)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="qicao", prog_name="qicao")
def main():
    """Draft speeches from templates."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console cannot show every character
