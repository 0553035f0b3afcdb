"""What Word shows where a content control is empty: 单击或点击此处输入文字。"""

import re

from qicao.ooxml import val, w

_STYLE, _FLAG = "placeholder text", f"{w('sdtPr')}/{w('showingPlcHdr')}"
_WORDS = re.compile("(?:单击|点击|按一下)(?:或..)?(?:此处|这里|這裡)|click (?:or tap )?here", re.I)


def is_prompt(run, styles):
    """Tell whether a run is such a prompt, by the words, and by the run's style or the control's flag.

    LibreOffice leaves style and flag where somebody has typed, so neither is trusted alone.
    """
    if styles is None or not _is_asking(run, styles):
        return False
    asking = (one for one in run.getparent().iterchildren(w("r")) if _is_asking(one, styles))
    return bool(_WORDS.match("".join(t.text or "" for one in asking for t in one.iter(w("t")))))


def _is_asking(run, styles):
    named, holder = styles.get(val(run.find(w("rPr")), "rStyle")), run.getparent()
    if named is not None and named.name.lower() == _STYLE:
        return True
    return holder.tag == w("sdtContent") and holder.getparent().find(_FLAG) is not None
