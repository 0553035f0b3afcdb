"""What the shell offers while a command is typed."""


def templates(_ctx, _param, typed):
    """Offer the templates one can see from here."""
    from qicao.template import available

    return [name for name in available() if name.startswith(typed)]


def profiles(_ctx, _param, typed):
    """Offer the font profiles."""
    from qicao.writers import word

    return [name for name in word.profiles() if name.startswith(typed)]
