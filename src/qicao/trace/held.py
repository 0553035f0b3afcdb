"""Values whose content controls are known."""

from qicao import tokens
from qicao.trace.page import Reading, is_seam, numeral, sound


def held_reading(page, at):
    """Return the reading of a value whose control is known."""
    field, old = page.runs[at].field, page.runs[at].text
    start, end = _spat_out(page, at)
    before, ours = _beside(page, at, -1)
    start -= len(before) if ours else 0
    before = "" if ours else before
    after, ours = _beside(page, at, 1)
    end += len(after) if ours else 0
    after = "" if ours else after
    text, low, high = page.new[start:end], start - len(before), end + len(after)
    whole = sound(field, page.new[low:high], low, high, "beside" if before or after else "")
    if whole.doubt != "beside":
        return whole
    if (before and is_seam(page, at, -1)) or (after and is_seam(page, at, 1)):
        return Reading(field, None, doubt="seam")
    if (before and at == 0) or (after and page.closing(at + 1)):
        return Reading(field, None, doubt="edge")
    torn = text != old and _torn(old, text, before, after)
    if field.gap or torn or _joined(before, text, after):
        return whole
    if text == old:
        return Reading(field, text, start, end)
    if tokens.is_figure(old) and tokens.is_figure(text) and not numeral(before[-1:] + after[:1]):
        return Reading(field, text, start, end, "beside")
    return Reading(field, None, doubt="beside")


def _torn(old, text, before, after):
    """Return whether a control lost an end of its value, so that what stands there was typed outside it."""
    return not text or (not before and old.startswith(text)) or (not after and old.endswith(text))


def _joined(before, text, after):
    """Return whether words beside a control are but the rest of a figure or latin word that it cuts."""
    spots = tokens.offsets(tokens.split(before + text + after))
    ends = (before, len(before)), (after, len(before + text))
    return all(len(tokens.split(one)) == 1 and at not in spots for one, at in ends if one)


def _between(page, at, step):
    """Return the text between a control and the next one in a direction, or the edge."""
    start, end = page.held[at]
    if step > 0:
        return page.new[end : min((low for one, (low, _) in page.held.items() if one > at), default=None)]
    return page.new[max((high for one, (_, high) in page.held.items() if one < at), default=0) : start]


def _beside(page, at, step):
    """Return the words beside a control that are not the template's, and whether they are its own."""
    between, near = _between(page, at, step), at + step
    if step > 0 and page.closing(near):
        marked = near < len(page.runs) and between
        return (between[:-1], True) if marked and page.ended else (between, not marked)
    if near < 0:
        return between, page.leads(at)
    if page.runs[near].field is None:
        alone = near + step in page.held or not 0 <= near + step < len(page.runs)
        return _beyond(page.runs[near].text, between, step, alone) or _cut_off(page, at, step), False
    return _at_seam(page, at, near, between) if near in page.held else ("", False)


def _beyond(words, between, step, alone):
    """Return what stands between the template's words and a control, where all of them are still there.

    Where they stand several times, as a full stop may, it is all that they can leave if they are alone
    there; where other values stand behind them, nobody can tell.
    """
    before, found, after = between.rpartition(words) if step > 0 else between.partition(words)
    here, there = (before, after) if step > 0 else (after, before)
    unclear = not alone and (between.count(words) != 1 or (len(words) == 1 and there))
    return here if found and not unclear else ""


def _cut_off(page, at, step):
    """Return the digits beside a control that are one figure with what it holds, as it was not before."""
    (start, end), run = page.held[at], page.runs[at]
    edge, was = (end, run.end) if step > 0 else (start, run.start)
    is_cut = not tokens.parts_at(page.new, edge) and tokens.parts_at(page.old, was)
    if not is_cut or not tokens.is_figure(run.text):
        return ""
    ends = tokens.offsets(tokens.split(page.new))
    far = min(one for one in ends if one > edge) if step > 0 else max(one for one in ends if one < edge)
    return page.new[edge:far] if step > 0 else page.new[far:edge]


def _at_seam(page, at, near, between):
    """Return a value's share of what was typed between its control and that of the next value."""
    figure = page.cut(page.held[min(at, near)])
    if not tokens.is_figure(figure):
        return between, False
    share = len(tokens.split(figure + between)[0]) - len(figure)
    return (between[:share] if at < near else between[share:]), True


def _spat_out(page, at):
    """Return the place of a control without the template's words that were drawn into it."""
    (start, end), old, text = page.held[at], page.runs[at].text, page.cut(page.held[at])
    words = page.runs[at + 1].text if at + 1 < len(page.runs) and not page.runs[at + 1].field else ""
    rest = _between(page, at, 1)
    lost = words[: len(words) - len(rest)] if words.endswith(rest) else ""
    if lost and text.endswith(lost) and not old.endswith(lost):
        end -= len(lost)
    words = page.runs[at - 1].text if at and not page.runs[at - 1].field else ""
    rest = _between(page, at, -1)
    lost = words[len(rest) :] if words.startswith(rest) else ""
    if lost and page.new[start:end].startswith(lost) and not old.startswith(lost):
        start += len(lost)
    return start, end
