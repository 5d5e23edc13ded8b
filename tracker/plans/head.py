"""What a document says about itself: title, issuer, number, signer, addressee and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.documents.blocks import Block, BlockKind
from tracker.plans.headings import numbered
from tracker.plans.pieces import TITLE_END, is_date, is_ending, is_organisation, is_subtitle
from tracker.plans.text import Part

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s*[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,4}\s*号")
_SIGNER = re.compile(r"签\s*发\s*人\s*[：:]\s*(?P<name>[\u4e00-\u9fff·]{1,4}(?:[ \u3000]?[\u4e00-\u9fff·]{1,4}){0,3})")
_ADDRESSEE_END = re.compile(r"[：:]$")
_NO_ADDRESSEE = re.compile(r"如下|通知|报告|汇报|意见|说明|任务|措施|[。；]|“|一是|责任|时间|地点|主题|来源|日期|附件")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff》”）\d])\s+(?=[\u4e00-\u9fff《“（\d])")
_ABOUT = re.compile(r"关于|印发|转发|批转")
_GOES_ON = re.compile(rf"(?:办公室|办公厅)?(?:{_ABOUT.pattern})")
_RECORD = re.compile(
    r"索\s*引\s*号|主题分类|信息分类|组配分类|发布机构|发布单位|发文机[关构]|公开(?:日期|方式|范围|目录|属性|责任部门)|(?:生成|成文|发文|发布|登记|签署)日期"
    r"|发文字号|统一编号|有\s*效\s*性|效力状态|(?:成文|发文)时间|体裁分类|存放位置|信息名称|内容概述"
)
"""What the table above a published document records of it."""
_NOISE = re.compile(
    rf"{_RECORD.pattern}|当前位置|现在的位置|首页|发布时间|信息来源|来源[：:]|字体|字号[：:]|浏览|阅读|【|打印|分享|无障碍"
    r"|>>|»|^\d{4}-\d\d-\d\d|^(?:标\s*题|名\s*称|文\s*号)\s*(?:[：:]|$)"
    r"|^(?:通知公告|公告公示|公示公告|政策文件|政策解读|规划计划|工作动态|(?:轻触|点击)这里|(?:打开|关闭)目录)$"
)
_PUBLISHER = re.compile(r"(?:发布机构|发布单位|发文机[关构])\s*[：:]?\s*(?P<name>[\u4e00-\u9fff（）()]{4,30})")
_OWN_YEAR = re.compile(r"(?:20\d{2}|二[〇○零]..)\s*年")
_YEAR = re.compile(r"(?:20\d{2}|二[〇○零]..)\s*年")
_TITLE = re.compile(r"[-•·]?\s*(?:标\s*题|信息名称)\s*[：:]?\s*(?P<title>.{6,70})")
_HEAD_MAX = 40
_LINE_MAX = 70


@dataclass(frozen=True)
class Found:
    """The head's texts, and the number of the block at which the body begins."""

    title: Part | None
    title_text: str | None
    issuer: str | None
    number: str | None
    signer: str | None
    addressee: str | None
    end: int


def read_head(blocks: Sequence[Block]) -> Found:
    """The head of a document: what stands before its first sentence or numbered heading."""
    lines = _head_lines(blocks)
    number = signer = addressee = None
    title: list[int] = []
    letterhead: str | None = None
    for index in lines:
        text = blocks[index].text.strip()
        if blocks[index].rows:
            number = number or next((found for text in _cells(blocks[index]) if (found := _number(text))), None)
            continue
        number = number or _number(text)
        signer = signer or _signer(text)
        if addressee is None and title and _is_addressee(text):
            addressee = text.rstrip("：: \u3000")
        elif addressee is None and not title:
            title = _title_at(blocks, lines, index)
            if not title and is_organisation(text.removesuffix("文件")):
                letterhead = letterhead or text.removesuffix("文件")
    name = _SPACE.sub("", "".join(blocks[index].text.strip() for index in title)) or None
    name = name or next((found for index in lines if (found := _recorded_title(blocks[index]))), None)
    if addressee is None and not title:
        addressee = next(
            (t.rstrip("：: \u3000") for t in (blocks[i].text.strip() for i in lines) if _is_addressee(t)), None
        )
    issuer = (
        _issuer_of_title(name)
        or (_joined(letterhead) if letterhead else None)
        or _signature(blocks)
        or next((found for index in lines if (found := _publisher(blocks[index]))), None)
    )
    end = (lines[-1] + 1) if lines else 0
    part = (
        Part(blocks[title[0]].text, title[0]) if len(title) == 1 else (Part(name, title[0]) if title and name else None)
    )
    return Found(part, name, issuer, number, signer, addressee, end)


def _publisher(block: Block) -> str | None:
    """Whom the record of a published document names: 发布机构：示范镇人民政府."""
    texts = _cells(block) if block.rows else [block.text]
    match = _PUBLISHER.search(" ".join(texts))
    return match["name"] if match and is_organisation(match["name"]) else None


def _recorded_title(block: Block) -> str | None:
    """The title that the record of a published document states: 标题：关于……的报告."""
    matches = (_TITLE.fullmatch(text) for text in (_cells(block) if block.rows else [block.text.strip()]))
    return next((_joined(match["title"]) for match in matches if match and TITLE_END.search(match["title"])), None)


def _joined(text: str) -> str:
    return _SPACE.sub("", text.strip())


def _head_lines(blocks: Sequence[Block]) -> list[int]:
    """The blocks of the head: short lines before the first heading, sentence or table."""
    lines: list[int] = []
    for index, block in enumerate(blocks[:_HEAD_MAX]):
        text = block.text.strip()
        if block.kind is BlockKind.NOTE or (not text and block.kind is not BlockKind.TABLE):
            continue
        if block.kind is BlockKind.TABLE and _is_record(block):
            lines.append(index)
            continue
        if block.kind is BlockKind.TABLE or numbered(Part(text, index)):
            break
        if text.endswith(("。", "；", "如下：", "如下:")) or (len(text) > _LINE_MAX and not _is_addressee(text)):
            break
        lines.append(index)
    last = max((i for i, index in enumerate(lines) if _belongs(blocks, index)), default=-1)
    return lines[: last + 1]


def _is_record(block: Block) -> bool:
    """Whether a table only records what was published: 索引号, 发布机构, 成文日期."""
    return len({found for text in _cells(block) for found in _RECORD.findall(text)}) > 1


def _cells(block: Block) -> list[str]:
    return [cell.text.strip() for row in block.rows for cell in row if not cell.merged]


def _belongs(blocks: Sequence[Block], index: int) -> bool:
    text = blocks[index].text.strip()
    return (
        bool(
            TITLE_END.search(text.rstrip("》"))
            or blocks[index].rows
            or _number(text)
            or _signer(text)
            or _is_addressee(text)
            or is_date(text)
            or is_subtitle(text)
            or _NOISE.search(text)
        )
        or (is_organisation(text) and index < 6)
        or (blocks[index].kind is BlockKind.HEADING and blocks[index].level == 1)
    )


def _number(text: str) -> str | None:
    match = _NUMBER.search(text) if len(text) <= _LINE_MAX and not re.search(r"[《》。]", text) else None
    return re.sub(r"\s", "", match.group()) if match else None


def _signer(text: str) -> str | None:
    match = _SIGNER.search(text)
    return re.sub(r"\s", "", match["name"]) if match else None


def _is_addressee(text: str) -> bool:
    return (
        bool(_ADDRESSEE_END.search(text))
        and len(text) <= 160
        and not _NO_ADDRESSEE.search(text)
        and bool(re.search(r"[市县区镇乡局办委厅处院府部会司室]|单位|各", text))
    )


def _title_at(blocks: Sequence[Block], lines: list[int], index: int) -> list[int]:
    """The blocks of a title that begins here; a title may run over several lines."""
    if is_ending(blocks[index].text):
        return []
    at = lines.index(index)
    for count in range(1, 5):
        run = lines[at : at + count]
        if len(run) < count:
            return []
        texts = [blocks[i].text.strip() for i in run]
        if count == 1 and is_organisation(texts[0]) and not TITLE_END.search(texts[0]):
            continue
        if (
            (_number(texts[-1]) and not TITLE_END.search(texts[-1]))
            or _signer(texts[-1])
            or _is_addressee(texts[-1])
            or is_date(texts[-1])
            or _NOISE.search(texts[-1])
        ):
            return []
        if count == 2 and is_organisation(texts[0]) and not (_GOES_ON.match(texts[1]) or _YEAR.match(texts[1])):
            return []
        if TITLE_END.search(texts[-1].rstrip("》")) and len("".join(texts)) <= 120:
            below = lines[at + count : at + count + 1]
            return run + [i for i in below if is_subtitle(blocks[i].text)]
    return []


def _issuer_of_title(title: str | None) -> str | None:
    match = _ABOUT.search(title or "") or _OWN_YEAR.search(title or "")
    if not title or not match:
        return None
    name = title[: match.start()]
    return name if is_organisation(name) else None


def _signature(blocks: Sequence[Block]) -> str | None:
    """The organisation that signs: a line of its own beside a date, the last one."""
    texts = [block.text.strip() for block in blocks if block.kind is not BlockKind.NOTE]
    for above, text in reversed(list(pairwise(texts))):
        if is_date(text):
            return _joined(above) if is_organisation(above) else None
    return None
