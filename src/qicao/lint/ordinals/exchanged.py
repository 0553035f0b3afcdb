"""Two levels that changed places throughout a speech: （一） heads the parts, 一、 what is below them."""


def exchanged(run):
    """Return (place, level, other) of (level, number) pairs: where the wrong order begins; None for order.

    The lower level counts through the speech from its first heading on, and at least twice the higher
    one begins with 一 right below it.
    """
    levels = {level for level, _ in run} - {0}
    low, number = run[0] if run else (0, 0)
    high = min(levels, default=0)
    if number != 1 or not 0 < high < low:
        return None
    upper = inner = begun = 0
    first = None
    for place, (level, number) in enumerate(run):
        if level == low:
            if number != upper + 1:
                return None
            upper, inner = number, 0
        elif level == high:
            if number != inner + 1:
                return None
            first = place if first is None else first
            begun += number == 1
            inner = number
    return (first, high, low) if begun > 1 else None
