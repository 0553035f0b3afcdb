"""qicao completion: the script by which bash, zsh or fish asks what to offer, and how it is put in place."""

import os
import re
import sys
from pathlib import PurePath

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

from qicao.cli import completion
from qicao.cli.program import main
from qicao.problems import say

_BASH = r"""
%(complete_func)s() {
    local line=${COMP_LINE:0:COMP_POINT} type value
    local word=${line##*[[:space:]]}
    local cut=${word%%"${word##*[=:]}"}  # readline puts the offer after the last = or :
    [[ $word == *[\'\"]* ]] && cut=
    COMPREPLY=()
    while IFS=$'\t' read -r type value; do
        [[ $type == path ]] && compopt -o filenames 2>/dev/null
        [[ $value == *[=./] ]] && compopt -o nospace 2>/dev/null
        COMPREPLY+=("${value#"$cut"}")
    done < <(env %(complete_var)s=bash_complete COMP_WORDS="$line" "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null \
    || complete -F %(complete_func)s %(prog_name)s  # bash 3 does not know nosort
"""
_ZSH = r"""#compdef %(prog_name)s
%(complete_func)s() {
    local -a whole open parts
    local line
    for line in ${(f)"$(env %(complete_var)s=zsh_complete \
            COMP_WORDS="${(j: :)words[1,CURRENT]}" $words[1] 2>/dev/null)"}; do
        parts=("${(@ps:\t:)line}")
        parts[1]=${parts[1]//:/\\:}
        if [[ $parts[1] == *[=./] ]]; then
            open+=("$parts[1]${parts[2]:+:$parts[2]}")
        else
            whole+=("$parts[1]${parts[2]:+:$parts[2]}")
        fi
    done
    (( $#open )) && _describe -V '' open -U -S ''
    (( $#whole )) && _describe -V '' whole -U
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
_FISH = r"""
function %(complete_func)s
    env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp | string collect) %(prog_name)s 2>/dev/null
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Shell(ShellComplete):
    """A shell that hands over the line as far as it is typed, and takes one offer a line."""

    def get_completion_args(self):
        """Return (the words before the one that is being typed, that one)."""
        # a mark at the end tells a word that is only begun, quoted or not, from a space after the last
        *words, last = split_arg_string(os.environ["COMP_WORDS"] + "\0")
        return words[1:], last.removesuffix("\0")

    def get_completions(self, args, incomplete):
        """Return the offers; files are listed here, as the shells would not know which."""
        made = []
        for one in super().get_completions(args, incomplete):
            if one.type in ("file", "dir"):
                made += completion.files()(None, None, one.value or "")
            else:
                made.append(one)
        option = re.match("--[a-z-]+=|", incomplete).group()  # --set=…: the shells replace the whole word
        return [CompletionItem(option + one.value, one.type, one.help) for one in made]

    def format_completion(self, item):
        """Return an offer with its help, parted by a tab."""
        return f"{item.value}\t{_line(item.help)}" if item.help else item.value


@add_completion_class
class _Bash(_Shell):
    name, source_template = "bash", _BASH.lstrip()

    def format_completion(self, item):
        """Return the kind of an offer and the offer: bash shows no help."""
        return f"{item.type}\t{item.value}"


@add_completion_class
class _Zsh(_Shell):
    name, source_template = "zsh", _ZSH


@add_completion_class
class _Fish(_Shell):
    name, source_template = "fish", _FISH.lstrip()


def _line(text):
    return re.sub(r"\s+", " ", text)


_SHELLS = {one.name: one for one in (_Bash, _Zsh, _Fish)}


@main.command("completion")
@click.argument("shell", required=False, type=click.Choice(list(_SHELLS)))
def script(shell):
    """Print the script of a shell; on a terminal, how it is put in place."""
    shell = shell or PurePath(os.environ.get("SHELL", "")).name
    if shell not in _SHELLS:
        raise click.UsageError(say("complete-which", names="、".join(_SHELLS)))
    if sys.stdout.isatty():
        click.echo(say(f"complete-{shell}"))
    else:
        click.echo(_SHELLS[shell](main, {}, "qicao", "_QICAO_COMPLETE").source(), nl=False)
