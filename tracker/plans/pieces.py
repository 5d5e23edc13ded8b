"""A file often holds several writings: a covering letter and what it sends, a notice and its annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.documents.blocks import Block, BlockKind
from tracker.plans.headings import numbered
from tracker.plans.text import Part

_DATE = re.compile(
    r"[（(]?\s*(?:\d{4}"
    r"|[二一三四五六七八九〇○Ｏ零]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*(?:印发)?[)）]?"
)
_ANNEX = re.compile(r"(?:附\s*[件表录]|附)\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?")
_ANNEX_LIST = re.compile(r"附\s*[件表]?\s*[：:]\s*\S|附\s*[件表]\s*\d?\s*[.．、]\s*\S")
_LISTED = re.compile(r"\s*\d{1,2}\s*[.．、]\s*[^。；]{2,60}$")
_PUBLIC = re.compile(r"[（(](?:此件|此文|联系人|公开|本文|主动公开|依申请).{0,60}[)）]$")
_ENDING = re.compile(
    r"(?:备\s*注\s*[：:]|单位\s*[：:]\s*(?:万|亿)?(?:元|个|人|亩|户)$|注\s*[：:]|说\s*明\s*[：:]|抄送|抄报|分送|(?:出席|列席|请假|缺席|记录|主持)(?:人|人员)?\s*[：:]|主题词|联系人|联系电话|联系方式|信息公开|政务公开|公开属性|公开方式|责任编辑|来源|编辑|打印"
    r"|分享|上一篇|下一篇|扫一扫|相关链接|专此报告|特此(?:报告|通知|函|说明)|妥否|以上报告|以上汇报|施行说明"
    r"|(?:同志们|各位代表)[！!]|本.{2,12}(?:自|由).{0,40}(?:施行|实施|解释))"
)
ORGANISATION = re.compile(
    r"(?:[\u4e00-\u9fff（）()、·\s]{2,60})(?:政府|办公室|办公厅|委员会|[^年月日]局|厅|街道办事处|办事处|党委"
    r"|党工委|工委|管委会|市委|县委|区委|镇委|乡委|党组|法院|检察院|服务中心|司法所|领导小组|指挥部|联席会议"
    r"|领导小组办公室|大队|支队|公司|总工会|联合会|协会|学校|医院|卫生院|敬老院|派出所|执法队|服务队|中心|站所|督查室|[办所站])"
)
TITLE_END = re.compile(
    r"(?:总结|报告|汇报|通知|意见|方案|计划|要点|清单|措施|办法|规划|安排|通报|公告|细则|规定|分工|分解|分解表"
    r"|任务表|明细表|一览表|统计表|台账|情况|举措|决定|请示|决议|纲要|规范|制度|目录|任务书|责任书|责任状|分工表"
    r"|表|政策|若干条|工作任务|重点工作|实事|项目|打算|思路|建议|要求|预案|公示|纪要|讲话|发言|\d+条)(?:的通知)?"
    r"(?:\s*[（(【\[][^（）()]{1,40}[)）】\]])*$"
)
_SUBTITLE = re.compile(r"[（(]\s*(?:20\d{2}.{0,14}|试行|暂行|修订|征求意见稿|草案|节选|摘要)[)）]$")
"""The line below a title that belongs to it: （2024—2026年）, （试行）."""
_TITLE_MAX = 70


@dataclass(frozen=True)
class Piece:
    """One writing: its title, the blocks of its body, and whether it only sends what follows."""

    title: Part | None
    indexes: tuple[int, ...]
    letter: bool = False


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text.strip()))


def is_organisation(text: str) -> bool:
    return len(text) <= 60 and bool(ORGANISATION.fullmatch(text.strip()))


def is_ending(text: str) -> bool:
    """Whether a paragraph stands outside the text: its date, its signature, who gets copies."""
    text = text.strip()
    return (
        is_date(text)
        or bool(_PUBLIC.match(text) or _ENDING.match(text))
        or (len(text) < 8 and bool(_ANNEX.fullmatch(text)))
    )


def is_title(block: Block) -> bool:
    """Whether a paragraph could be the title of a writing."""
    text = block.text.strip()
    if block.kind in (BlockKind.TABLE, BlockKind.NOTE) or not 4 <= len(text) <= _TITLE_MAX:
        return False
    return bool(TITLE_END.search(text)) and not _ANNEX.match(text) and numbered(Part(text, 0)) is None


def is_subtitle(text: str) -> bool:
    """Whether a line belongs to the title above it: （2024—2026年）, （试行）."""
    return bool(_SUBTITLE.match(text.strip())) and not is_date(text)


def pieces(blocks: Sequence[Block], head_end: int, title: Part | None) -> list[Piece]:
    """The writings of a file whose head ends before block number head_end and names `title`."""
    starts = [(head_end, title)]
    announced = False
    for index in range(head_end, len(blocks)):
        text = blocks[index].text.strip()
        if announced and is_title(blocks[index]):
            starts.append(_titled(blocks, index))
            announced = False
        elif text:
            announced = _announces(text) or (announced and (is_ending(text) or is_organisation(text)))
    ends = [title.block for _, title in starts[1:] if title] + [len(blocks)]
    found = [Piece(name, _body(blocks, start, end)) for (start, name), end in zip(starts, ends, strict=True)]
    if len(found) > 1 and _is_letter(blocks, found):
        found[0] = Piece(found[0].title, found[0].indexes, letter=True)
    return found


def _titled(blocks: Sequence[Block], index: int) -> tuple[int, Part]:
    """Where the writing begins that this title names, and the title with its second line."""
    text = blocks[index].text.strip()
    below = blocks[index + 1].text.strip() if index + 1 < len(blocks) else ""
    return (index + 2, Part(text + below, index)) if is_subtitle(below) else (index + 1, Part(text, index))


def _announces(text: str) -> bool:
    return is_date(text) or bool(_PUBLIC.match(text)) or bool(_ANNEX.fullmatch(text) and len(text) < 8)


def _body(blocks: Sequence[Block], start: int, end: int) -> tuple[int, ...]:
    """The blocks of a writing's body, without annex lists, dates, signatures and other endings."""
    kept: list[int] = []
    in_list = False
    for index in range(start, end):
        text = blocks[index].text.strip()
        if blocks[index].kind is BlockKind.NOTE or (not text and blocks[index].kind is not BlockKind.TABLE):
            continue
        if blocks[index].kind is not BlockKind.TABLE:
            if _ANNEX_LIST.match(text) and len(text) < 120:
                in_list = True
                continue
            if in_list and _LISTED.match(text):
                continue
            in_list = False
            if is_ending(text) or (is_organisation(text) and _near_date(blocks, index)):
                continue
        kept.append(index)
    return tuple(kept)


def _near_date(blocks: Sequence[Block], index: int) -> bool:
    near = [blocks[i].text for i in (index - 1, index + 1, index + 2) if 0 <= i < len(blocks)]
    return any(is_date(text) for text in near) or index >= len(blocks) - 2


_SENDS = re.compile(r"印发给|印发你们|转发给|下发给|予以印发|现印发|现转发")
_SENDING_TITLE = re.compile(r"印发|转发|下发|公布|分解下达|征求.{0,40}意见")
_SENT = re.compile(r"方案|分解|清单|计划|要点|措施|分工|任务|台账|行动|安排|意见")


def _is_letter(blocks: Sequence[Block], found: Sequence[Piece]) -> bool:
    """Whether the first writing only sends the others: by its title or words, or because what follows it is a plan."""
    title = found[0].title.text if found[0].title else ""
    sends = any(_SENDS.search(blocks[index].text) for index in found[0].indexes[:6])
    if _SENDING_TITLE.search(title) or sends:
        return True
    notice = title.endswith(("通知", "函"))
    return notice and any(piece.title and _SENT.search(piece.title.text) for piece in found[1:])
