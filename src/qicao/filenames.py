"""Names of files: what kind they say a file is, what every system takes, how a person writes them."""

import os
import re
from pathlib import Path

BRIEFS = (".yaml", ".yml")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
FORMS = (".xlsx", ".docx")  # a form that was filled in is a brief too
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')  # in a name on Windows
_DEVICES = re.compile(r"(?i)con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]")


def is_of(suffixes, path):
    """Tell whether a file has one of some suffixes, in capitals or not."""
    return Path(path).suffix.lower() in suffixes


def is_file(path):
    """Tell whether there is such a file; a name no system takes, or that nobody may look at, is none."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def is_folder(path):
    """Tell whether there is such a folder, in the same way."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def means_folder(output):
    """Tell whether somebody who names this wants files put into it: a folder, or a name written as one."""
    return is_folder(output) or str(output).endswith(("/", "\\"))


def is_device(name):
    """Tell whether a name stands for a device on Windows, where no file can be called so: nul.txt."""
    return bool(_DEVICES.fullmatch(name.split(".")[0].strip()))


def near(path):
    """Return a path as a person in this folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def user_folder():
    """Return the folder of what a person has set for all projects."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    return Path(home) / "qicao" if home else Path("~/.config/qicao").expanduser()
