"""The dictionary of Chinese: words, how often they are said, their parts of speech. It is jieba's."""

import logging
import os
from functools import cache, lru_cache
from pathlib import Path


@cache
def _dictionary():
    """Return jieba's dictionary, loaded once; it says nothing while it loads."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    jieba.dt.tmp_dir = _cache()  # jieba unmarshals what it finds there, so not where others may write
    jieba.initialize()
    return jieba.dt


def _cache():
    """Return the user's own folder for the dictionary as jieba keeps it, or None where there can be none."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path("~/.cache").expanduser()
    folder = Path(home) / "qicao"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return str(folder)


@cache
def _tags():
    """Return the part of speech of each word of the dictionary."""
    with _dictionary().get_dict_file() as file:
        columns = file.read().decode("utf-8").split()
    return dict(zip(columns[::3], columns[2::3], strict=True))


def tag(word):
    """Return the part of speech of a word of the dictionary (n, v, ns …), '' of one it has not."""
    return _tags().get(word, "")


def frequencies():
    """Return how often the dictionary's corpus has each word."""
    return _dictionary().FREQ


def total():
    """Return how many words the dictionary's corpus has."""
    return _dictionary().total


def frequency(word):
    """Return how often the dictionary's corpus has a word."""
    return _dictionary().FREQ.get(word, 0)


@lru_cache(16384)
def cut(text):
    """Return the words a run of Chinese characters is made of."""
    return tuple(_dictionary().cut(text, HMM=False))
