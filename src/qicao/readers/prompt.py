"""What Word shows where a content control is empty: 单击或点击此处输入文字。"""

import re

from qicao.ooxml import val, w

_STYLE = "placeholder text"
_WORDS = re.compile("(?:单击|点击|按一下)(?:或..)?(?:此处|这里|這裡)|click (?:or tap )?here", re.I)


def is_prompt(run, styles):
    """Tell whether a run is such a prompt, by the words, and by the run's style or the control's flag.

    LibreOffice leaves style and flag where somebody has typed, so neither is trusted alone.
    """
    beside = run.getparent().iterchildren(w("r"))
    asking = [one for one in beside if _is_asking(one, styles)] if styles is not None else ()
    text = "".join(t.text or "" for one in asking for t in one.iter(w("t")))
    return run in asking and bool(_WORDS.match(text))


def _is_asking(run, styles):
    named, control = styles.get(val(run.find(w("rPr")), "rStyle")), run.getparent().getparent()
    flag = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") if control is not None else None
    return flag is not None or (named is not None and named.name.lower() == _STYLE)
