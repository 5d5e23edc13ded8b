"""Lines become paragraphs: what a text layer, a recognised scan or a web page broke is joined again.

Only line ends, page marks and navigation are taken away; every character of a paragraph stands in the source, and so do
half-width and full-width punctuation as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"

# a line that opens a paragraph of its own, whatever stood before it
_OPENS = re.compile(
    rf"""
    [一二三四五六七八九十百]{{1,4}}[、．.]                     # 一、
    | [（(][一二三四五六七八九十百]{{1,4}}[）)]                 # （一）
    | \d{{1,3}}(?:[、．]|\.(?!\d)|\.(?=\d{{1,2}}月))            # 1.  1、  2.4月底前
    | [（(]\d{{1,3}}[）)] | [①-⑳⑴-⒛]                         # （1） ①
    | 第[一二三四五六七八九十百零]{{1,5}}[章节条编部][\s{_HAN}]  # 第一章
    | [-*+•●◆■□▪·]\s                                        # a bullet
    | [〇一二三四五六七八九\d]{{4}}\s?年[\d一二三四五六七八九十\s]+月[\d一二三四五六七八九十\s]+日$   # a date alone
    | (?:议题|事项|问题|任务|行动)[一二三四五六七八九十\d]{{1,3}}[:：]     # 议题一：
    | (?:下一步|下步|下阶段|接下来|今后)[,，]                       # what a report turns to
    | 附件?\s?\d{{0,2}}\s?[:：] | 附\s?件\s?\d{{0,2}}$          # 附件：
    | [（(〔\[【]?(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门|领导|科室|人)[:：]
    """,
    re.VERBOSE,
)
_NUMBERED_HEADING = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、．.]|[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,3}[、．.]"
)
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)】〕》\]]*$")
_LAST_WORDS = re.compile(r"[。.！!]$|如下[：:]$")
_MORE_COMES = re.compile(r"[，、,（(〔【《“‘「『—-]$")
# a title broken before 关于: 示范镇人民政府 / 关于……的报告
_ISSUER = re.compile(rf"[{_HAN}]{{2,24}}(?:政府|党委|委员会|办公室|办事处|小组|[委办厅局院镇乡所会])")
_CLOSES = tuple("，。；、：）》”")  # no line begins so
_INSIDE = re.compile(r"[。；，,;]")
_OPENERS, _CLOSERS = "（(〔【《“‘「『[", "）)〕】》”’」』]"

# 第 3 页 共 5 页, - 3 -, — 3 —, 3/5: alone on a line
_PAGE_MARK = re.compile(
    r"\s*(?:[-—–－―]{1,2}\s?\d{1,4}\s?[-—–－―]{1,2}|第\s?\d{1,4}\s?页(?:[，,\s/]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4})\s*"
)
# what a web page sets around a text; looked for only in short lines without a sentence
_NAVIGATION = re.compile(
    r"""
    (?:当前|您的|您现在的|所在)位置\s*[:：].*                     # 当前位置：首页 > 政务公开
    | (?:https?|file)://.*                                    # what a browser prints around a page
    | \d{1,4}/\d{1,2}/\d{1,4},?\s+(?:[上下]午\s?)?\d{1,2}:\d\d\b.*
    | 目\s*录                                                # and the table of contents
    | 首\s*页\s*[>＞»/|›→-].*
    | [上下]一(?:篇|条)\s*[:：].*
    | 扫一扫.* | 分享到.* | 版权所有.*
    | .*(?:ICP备|公网安备).*
    | .*(?:发布|浏览|点击|阅读|访问)(?:时间|日期|次数|量|数)\s*[:：]\s*[\[【]?\s*\d.*
    """,
    re.VERBOSE,
)
_MENU = re.compile(
    r"""
    (?=.*\w)  # at least one word
    (?: [\s|【】\[\]（）()·/:：]
      | 首\s?页 | (?:打印|关闭|收藏|返回|分享)(?:本页|此页|窗口|顶部|列表|首页|到)? | 加入收藏 | 网站地图 | 联系我们
      | 无障碍(?:浏览|阅读)? | 登录 | 注册 | [简繁]体(?:版|中文)? | 政务公开 | 字[体号] | 大\s?中\s?小
    )+
    """,
    re.VERBOSE,
)
_NAVIGATION_LENGTH = 120
# 一、总体要求……………3, or its number behind a tab
_CONTENTS_LINE = re.compile(rf".*[.．·…‥]{{4,}}\s*\d{{1,4}}|(?:{_NUMBERED_HEADING.pattern})[^\t]+\t+\d{{1,4}}")
_CELL_HEADING = 15  # characters: a longer numbered line of a cell is no heading
LONG = 30  # characters: a line without an end that is longer is taken for a broken sentence, a shorter for a heading


@dataclass(frozen=True)
class Line:
    """A line of the source as a reader found it.

    where: its place, in Chinese.
    begins: whether it opens a paragraph, as its place on paper says; None where only the words can tell.
    indented: it begins with the indent of a new paragraph.
    full: it runs to the right edge of its text, so that its end says nothing.
    flush: it begins at the left edge of a text whose paragraphs are indented.
    bold: all of it is set in bold.
    """

    text: str
    where: str = ""
    begins: bool | None = None
    indented: bool = False
    full: bool = False
    flush: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, the place of its first line, and whether all its lines are bold."""

    text: str
    where: str
    bold: bool


def is_page_mark(text: str) -> bool:
    return _PAGE_MARK.fullmatch(text) is not None


def is_contents_line(text: str) -> bool:
    return _CONTENTS_LINE.fullmatch(text) is not None


def is_noise(text: str) -> bool:
    """Whether a line is no part of the text: a page mark, a table of contents, or what a web page sets around it."""
    text = text.strip()
    if len(text) > _NAVIGATION_LENGTH or "。" in text:
        return False
    patterns = (_PAGE_MARK, _CONTENTS_LINE, _NAVIGATION, _MENU)
    return any(pattern.fullmatch(text) for pattern in patterns)


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def expects_more(text: str) -> bool:
    """Whether a line ends where no sentence can."""
    return _MORE_COMES.search(text) is not None


def opens_paragraph(text: str) -> bool:
    """Whether a line begins like a paragraph: with a number, a bullet, a date alone, 附件, 责任单位."""
    return _OPENS.match(text) is not None


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a heading."""
    return _NUMBERED_HEADING.match(text) is not None


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """The paragraphs of lines in reading order; blank lines and page marks are no end if the sentence goes on."""
    begun: _Begun | None = None
    for line in lines:
        if not line.text.strip() or is_noise(line.text):
            continue
        if begun is not None and begun.goes_on(line):
            begun.add(line)
            continue
        if begun is not None:
            yield begun.paragraph()
        begun = _Begun(line)
    if begun is not None:
        yield begun.paragraph()


class _Begun:
    """A paragraph of which some lines were read. What its end says is kept, so that each line is looked at once."""

    def __init__(self, line: Line) -> None:
        self._first = self._last = line
        self._texts = [line.text.strip()]
        self._length = len(self._texts[0])
        self._has_stop = "。" in line.text
        self._has_comma = _INSIDE.search(line.text) is not None
        self._bold = line.bold
        self._is_numbered = is_numbered(self._texts[0])

    def add(self, line: Line) -> None:
        text = line.text.strip()
        self._texts.append(_gap(self._texts[-1], text) + text)
        self._last = line
        self._length += len(text)
        self._has_stop = self._has_stop or "。" in text
        self._has_comma = self._has_comma or _INSIDE.search(text) is not None
        self._bold = self._bold and line.bold

    def paragraph(self) -> Paragraph:
        return Paragraph("".join(self._texts), self._first.where, self._bold)

    def goes_on(self, line: Line) -> bool:
        """Whether `line` continues the paragraph."""
        if line.begins is False:
            return True
        last, text = self._last.text.strip(), line.text.strip()
        ended = ends_sentence(last)
        if line.begins or line.indented or _OPENS.match(text):
            return not ended and _is_open(last)
        if self._last.full:
            return True
        if ended:
            return False
        if text.startswith("关于"):
            return _ISSUER.fullmatch(last) is not None
        if line.flush and self._first.indented:
            return True
        return expects_more(last) or _is_open(last) or self._is_broken_off(text)

    def _is_broken_off(self, text: str) -> bool:
        """Whether what was read is a broken sentence, which `text` completes, and no heading."""
        if self._has_stop:
            return True
        if self._is_numbered:
            return False
        if self._length > LONG and self._has_comma:
            return True
        return self._length > LONG / 2 and len(text) < LONG / 3 and _LAST_WORDS.search(text) is not None


def _is_open(last: str) -> bool:
    """Whether a bracket, a quotation or a title near the end of a line is not closed yet."""
    depth = 0
    for character in last[-60:]:
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(depth - 1, 0)
    return depth > 0


def join(before: str, after: str) -> str:
    """Two pieces of one sentence."""
    return before + _gap(before, after) + after


def cell_text(lines: Iterable[str]) -> str:
    """The text of a table's cell from its lines, each on a line of its own but for the rest of a broken sentence.

    Names and points stand on lines of their own, often without a sign at their end. But where the last line ends a
    sentence with clauses, the lines above it do so too: one that does not was broken to fit the cell.
    """
    texts = [text for line in lines if (text := unspaced(line.strip()))]
    in_sentences = texts and texts[-1].endswith(("。", "；")) and _INSIDE.search("".join(texts)[:-1])
    joined = texts[:1]
    for text in texts[1:]:
        last = joined[-1]
        named = is_numbered(last) and len(last) <= _CELL_HEADING and not _INSIDE.search(last)
        broken = in_sentences and not ends_sentence(last) and not named
        if text.startswith(_CLOSES) or ((broken or expects_more(last)) and not opens_paragraph(text)):
            joined[-1] = join(last, text)
        else:
            joined.append(text)
    return "\n".join(joined)


def _gap(before: str, after: str) -> str:
    """A space between Latin words, nothing where a Chinese character or a digit stands."""
    latin = re.search(r"[A-Za-z,.;]$", before[-1:]) and re.match(r"[A-Za-z]", after)
    return " " if latin else ""


_SPACED_NUMBER = re.compile(rf"(?<=[{_HAN}，。、；：（“《〔])([ \xa0]?)(\d[\d,.]*%?)[ \xa0](?=[{_HAN}])")
_SPACED_LAST_NUMBER = re.compile(rf"(?<=[{_HAN}])[ \xa0](\d[\d,.]*%?)(?=[，。；、）)]|$)")
_SPACED_DATE = re.compile(r"(?<=\d)[ \xa0](?=[年月日])")
_SPACED_OUT = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ \u3000\xa0]{{1,4}}[{_HAN}]){{2,}}(?![{_HAN}])")
_SPACED_WORD = re.compile(rf"[{_HAN}][ \u3000\xa0]{{1,4}}[{_HAN}][:：]?")
_SPACES = re.compile(r"[ \u3000\xa0]")


def unspaced(text: str) -> str:
    """Without the spaces between figures and characters (网格员 7 名) and in words spaced out (责 任 单 位)."""
    if not _SPACES.search(text):
        return text
    text = _SPACED_NUMBER.sub(r"\2", text)
    text = _SPACED_LAST_NUMBER.sub(r"\1", text)
    text = _SPACED_DATE.sub("", text)
    text = _SPACED_OUT.sub(lambda match: _SPACES.sub("", match[0]), text)
    return _SPACES.sub("", text) if _SPACED_WORD.fullmatch(text) else text
