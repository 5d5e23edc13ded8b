"""What a clause does in its sentence, by the words that it opens with and the words that it ends in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.plans.sentences import masked
from tracker.plans.units import UNITS, one_of
from tracker.plans.verbs import (
    ADVERBS,
    AROUND,
    AROUND_PREDICATE,
    CAUSING,
    CHECKABLE,
    DOINGS,
    FINISHED,
    MIXED,
    NOUN_OPENINGS,
    NOUNISH,
    ORDERS,
    PREDICATES,
    TAILS,
    THROUGH_PREDICATE,
    VERB_CHARACTERS,
)


class Sense(StrEnum):
    """What a clause does in its sentence."""

    ORDER = "order"
    INNER = "inner"  # an order behind its subject: 各村组织…
    MIXED = "mixed"  # an order in front, a tail behind
    ROLE = "role"  # 发挥…作用: surroundings in front, an order behind
    GIFT = "gift"  # 为…提供…: an order, unless it follows a tail
    TAIL = "tail"
    AROUND = "around"
    CAP = "cap"
    OPEN = "open"  # its predicate follows in the next clause
    MORE = "more"  # the last clause goes on
    NONE = "none"  # it only describes


@dataclass(frozen=True)
class Clause:
    """timed: a time limit stands in front of it."""

    start: int
    end: int
    sense: Sense
    timed: bool = False


_LEADING = re.compile(
    r"(?:[并且、，,：:\s\u3000]|同时|其中|此外|另外|特别是|尤其是|一方面|另一方面"
    r"|[一二三四五六七八九十]是(?:要)?|首先|其次|再次|最后|下一步|今后|即(?=实施|开展|提升|新增|新建|建设|推进|完成))+"
)
# a time limit in front of the verb: 2025年6月底前, 年底前, 第三季度; what recurs (每季度) belongs to the action
_TIME = re.compile(
    r"(?:[、和及至到—–~～-]?(?:预计|计划|在|于|到|自|从)?(?:20\d{2}\s*年(?:度|底|末)?(?:\d{1,2}\s*月(?:份)?)?|\d{1,2}\s*月(?:份)?"
    r"|[一二三四五六七八九十]{1,2}月(?:份)?|年底|年内|年末|[上下]半年|第?[一二三四]季度|春节|国庆节?|“?五一”?|中秋节?"
    r"|元旦|(?:汛期|雨季)(?:期间)?)"
    r"(?:\d{1,2}\s*日(?:[（(][^（）()]{1,5}[)）])?)?(?:[上中下]旬|底|末|初)?(?:之前|以前|前|起)?"
    r"|(?:重要|重大)?(?:节假日|节日|时间节点|假期)(?:之前|前|期间)|[^，。；]{2,8}时段|提前\d+(?:天|个?工作日))+，?"
)
_SHORT = 2
"""So few characters say too little without their time limit: 9月底前完工."""
_MORE = re.compile(r"(?:以及|及其|和|共涉及|涉及|共计|包括|惠及)")
_CAP = re.compile(
    r"最高|不超过|最多|总额|上限|封顶|不低于|不少于|不得|原则上|有效期|(?:拟定|预计|约)\d+(?:余|多)?(?:人|户|名)"
)
_TERM = re.compile(r"期(?:限)?应?不[少超低]")
# a number makes a result checkable: 减轻负担 is a tail, 减轻3个村的负担 is none
_COUNT = re.compile(rf"\d[余多]?[万亿]?(?:{one_of(UNITS - {'%', '‰'})})")
_COUNTED = re.compile(_COUNT.pattern + r"(?:以上|左右)?$")
# for each of what stands before it, so and so much: 每期培训不少于2天
_FOR_EACH = re.compile(r"每[期次场批轮](?![^，]*(?:开展|组织|举办|安排))")
# a level that is to be kept: 优良天数比例稳定在95%以上
_LEVEL = re.compile(
    r"[^，]{5,30}?(?:稳定|保持|控制|维持|达|突破|(?<!不)超过|提[高升](?=到))(?:在|到)?(?:全[市县区镇]前)?[^，\d]{0,4}\d"
)
# what is so, not what is to be done: 今年该项目已有七成完成
_ALREADY = re.compile(r"已有\d|已(?:经|完成|建成|开工|竣工|启用|投用|签订)(?![^，]{0,14}的)|^[^，]{2,20}就是")
# 大桥6月底前通车, 电站年内核准开工
_MILESTONE = re.compile(
    r"[^，]{2,24}(?:月|[底日节汛季]前|年内|季度|上半年|全部|正式|如期|按期)[^，]{0,8}"
    r"(?:开工(?:建设)?|动工|竣工|完工|建成(?:投[用运产])?|投[用运产]|投入(?:使用|运营)|通车|启用|试?运[营行]|营业|验收|封顶|交付|开放|上线|落地|开馆|开园)$"
)
_LAST_MILE = re.compile(r"打通.{0,16}最后(?:一公里|一米|一百米)")
_DELIVERS = re.compile(r"形成[^，]{0,12}(?:报告|方案|清单|台账|意见|材料|办法)")
_PASSES = re.compile(r"(?:顺利)?通过[^，]{0,12}(?:评审|验收|审查|审核|审批|考核|认证|认定|复核)$")
# says when or how often what stands before it is to be done: 4月10日前完成, 每月不少于1次
_BARE_END = re.compile(r"(?:全部|全面|如期|按期|基本)?完成$")
_SO_MANY = re.compile(
    r"(?:全年|每(?:半?年|月|季度|周|期|学期|村|次|场|班|人|户|家))(?:至少|不少于|不低于)\d+[^，\d]{0,3}$"
)
_SOLVES = re.compile(r"(?:及时|协调|研究|逐一|逐项|逐个|限期|集中|分类|依法)+(?:解决|消除|化解|破解)")
# a rate that is to be reached by what stands before it: 参训率达100%
_RATE = re.compile(
    r"[^，]{1,14}(?:[率额量]|(?<![年季月])度)"
    r"(?:[^，]{0,3}\d|[^，]{0,6}(?:达|提高|提升|保持|控制|超过|突破|不[低少超]))"
)
_RATE_OF_WORK = re.compile(r".{2,4}率(?:[^，]{0,3}\d|达|提高|保持)")
# the same with a day to reach it: 年底前化解率达到90%
_REACHED = re.compile(r"[^，\d]{2,14}率(?:达|提高|保持|稳定|控制|不低于)[^，\d]{0,4}\d")
_UNDERGOES = re.compile(r"(?:自觉|主动|广泛|依法)*接受[^，]{0,10}(?:监督|评议|检验)$")
_ATTITUDE = re.compile(r"高度重视|站在.{2,10}高度|政治站位|统一思想|提高认识|责任担当")
_PAYS = re.compile(r"给予|补助|奖励|享受|资助|发放|申领|申请|获得|补贴|兑现|免费|贴息")
# shares the object of the clause before it: 编制清单，并向社会公布
_DISPOSES = re.compile(r"(?:分[^，]{1,4})?[将把]")
# what is done with it follows: 将进展情况，以书面形式报…
_HANDED_OVER = re.compile(r"[将把][^，]{2,}(?:情况|结果|材料|名单|数据|总结|信息)")
_LIES = re.compile(r"^(?:与|向).{2,}(?:连接|相连|连通|相接|接壤|相邻|毗邻)")
_SHARES = re.compile(r"(?:及时|主动|依法|定期)?向[^，]{1,8}(?:公布|公开|公示|通报|报告|反馈)$")
_VERB_AT_END = re.compile(
    r"(?:推广|开展|实施|公布|公开|公示|推行|落实|使用|投用|运行|上线|启用|启动|播放|试点|展示|建设)$"
)
_TOPIC_END = re.compile(r"(?:的|者|人才|企业|单位|项目|机构|主体|人员|对象|家庭|社区|产品|实验室|[A-Za-z]+)$")
_ABSTRACT_GIFT = re.compile(
    r"奠定|作出.{0,10}贡献|注入|提供.{0,12}(?:保障|支撑|依据|基础|动力|保证|参考|遵循|科学依据|环境)$"
)
_PUSHED = re.compile(
    r"(?:融合|提升|转变|发展|提高|转化|见效|升级|转型|常态化|走深走实|氛围|格局|水平|台阶|延伸|覆盖|改善|好转|向好|下降|增收|致富|落地落实|落细落实|落到实处|落地生根)$|再上|迈上"
    r"|走在|取得|向.{1,20}转"
)
_MODAL = re.compile(
    r".{2,60}?(?:(?P<must>要|应当|应|须|一律|必须)|负责|牵头|可直接|可按|可以|可(?!达))(?=[^求素急用能见靠行])"
)
_BOUND = re.compile(
    r"[^，]{2,40}?(?:(?:务必|应当|必须|应|要|须)(?:切实|认真)?|负责(?!制(?![定作止])))(?=[^求素急用能见靠行人的任])"
)
_DATED = re.compile(r"[^，]{1,20}?(?=于(?:20\d\d年|\d|年|每|[上下]半年))")
_RECURS = re.compile(r"每(?:半?[月年]|季度?|周|日|天|学[期年])(?!.{0,4}最高).{2}|逐月|按月|按季度?")
_ASKED = re.compile(rf"{_RECURS.pattern}|一律(?:不得|不予|不)|严禁")
# who does it stands in front: 每名党员联系5户, 法律顾问列席会议
_EACH_ONE = re.compile(r"[^，]{0,16}?每(?:名|个|户|村|人|位|餐|家)(?![^，]*(?:最高|不超过))[^，]{2,}\d")
_ACTOR = re.compile(
    r"(?:请)?(?:各|[^，的]{0,12}?(?:党员|干部|委员|成员|班子|顾问|[员师长]|书记|部门|单位|领导|负责人|办公室|大队|[办所局队站会组校村]|中心|社区|学校|医院"
    r"|企业|机关|支部|街道|乡镇))(?:要|将|应)?(?=.{4})"
)
_TREATS = re.compile(r"(?:对|将|把|每)[^，]{4,}")
_TIMES = re.compile(r"[一二两三\d]+(?:遍|次|轮)$")
# what is so is treated so: 不能立即整改的限期整改, 经鉴定为危房的立即停用
_CASE = re.compile(r"[^，]{4,24}的(?=[\u4e00-\u9fff]{4})")
_PREPOSITION = re.compile(r"[^，]{0,6}?(?:向(?![东南西北])|在|从|用(?![地户水电])|以|给|经)")
_PURPOSE = re.compile(r"(?:切实)?(?:以|突出|为)")
_BASIS = re.compile("根据|按照|依据|对照|坚持|聚焦|围绕|针对|结合|依托|立足|突出|考虑")
# 以楼组为单位播放短片
_AS_MEANS = re.compile(r"以.{1,20}为(?:单位|载体|依托|平台|主体|契机|抓手|重点|主线|基础|主题)(?=.{4})")
_BASIS_END = re.compile(
    r"(?:要求|精神|部署|安排|目标|任务|原则|思路|规定|标准|办法|方案|意见|清单|规划|计划|职责|分工|结合|并重|统一|同步|导向|方针|理念"
    r"|模式|实际|情况|需要|需求|方向|重点|主线|工作|机制|领域|组织|主题|特色|优势|定位|项目|群众|关切|产业|平台|力量)$"
)
_AFTERWARDS = re.compile(r"[^，将把对]{3,11}(?<![前以之先今而])后$")
# 我镇将继续按照…部署, 各单位要在每季度末
_WHEN = r"在每(?:半?年|季度|月|周)[底末初]?(?:[（(][^（）()]*[)）])?$"
_DOER_AROUND = re.compile(rf"[^，]{{1,16}}?(?:将|(?<![主需重])要|应)(?={AROUND.pattern}|{_WHEN})")
_ONCE_DONE = re.compile(r"[^，]{2,10}(?:审[查核批]|验收|公示|批准|同意|核实)后(?=[\u4e00-\u9fff]{4})")
# 小组成员以入户送法方式
_IN_THE_WAY = re.compile(r"[^，]{2,12}以[^，]{2,16}(?:方式|形式)")
_USES = re.compile(r"(?P<bare>利用)|(?:充分|有效|广泛)*(?:利用|借助)")
_PAIR_END = re.compile(r"(?:结合|并重|统一|同步|导向|原则|方针|理念|要求|部署|精神)$")
_AS = re.compile(r"^.{2,30}以.{1,40}为")
_PAY_CLAUSE = re.compile(r"给予|予以|补助|奖励|奖补|资助|补贴")
_FINITE = (ORDERS - NOUNISH - CAUSING - {"发展", "创业"}) | {"办理", "发布", "报告"}
_NOT_FINITE = re.compile(r"(?:中|上|下|时|内|后|前|方式|形式|者|的)$")
_GROUP = re.compile(
    r"(?:单位|企业|载体|机构|主体|人才|社区|高校|部门|[A-Za-z]+|群众|组织|农户|大户|合作社|村民|居民|干部|党员"
    r"|人员|队伍|商户|团队|院所|医院|学校|银行|街道|[乡镇村区县市])$"
)


def read(sentence: str, start: int, end: int) -> Clause:
    """The clause at these characters, without what only leads to its verb: 同时, 6月底前."""
    leading = _LEADING.match(sentence, start, end)
    if leading and leading.end() < end:
        start = leading.end()
    time = _TIME.match(sentence, start, end)
    if time and time.end() < end - 1:
        text = masked(sentence[time.end() : end])
        sense = _sense(text, sentence[time.end() : end])
        if _REACHED.match(text) or (sense is Sense.TAIL and verb_of(text) in CHECKABLE):
            sense = Sense.INNER
        return Clause(time.end() if end - time.end() > _SHORT else start, end, sense, timed=True)
    text = masked(sentence[start:end])
    sense = _sense(text, sentence[start:end])
    return Clause(start + (_subject(text) if sense is Sense.INNER else 0), end, sense)


def _subject(text: str) -> int:
    """How long the subject is with the word that binds it to its duty: 各村要…, 司法所负责编印…; 0 without a verb."""
    bound = _BOUND.match(text) or _DATED.match(text)
    if bound is None:
        return 0
    time = _TIME.match(text, bound.end())
    at = time.end() if time else bound.end()
    return at if verb_of(text[at:]) or text.startswith(("将", "把", "对"), at) else 0


def _sense(text: str, plain: str) -> Sense:
    """What a clause does. text: with quotations hidden; plain: as it stands."""
    if _MORE.match(text) or _SHARES.match(text):
        return Sense.MORE
    if text.endswith("的"):
        return Sense.OPEN
    if _PASSES.match(text):
        return Sense.ORDER
    if _BARE_END.match(text) or _SO_MANY.match(text):
        return Sense.MORE
    if _AFTERWARDS.fullmatch(text) or _IN_THE_WAY.fullmatch(text):
        return Sense.AROUND
    if AROUND.match(text):
        return _around(text)
    doer = _DOER_AROUND.match(text)
    if doer:
        rest = _around(text[doer.end() :])
        return Sense.INNER if rest is Sense.ORDER else rest
    verb = verb_of(text)
    if verb in CHECKABLE and FINISHED.search(plain):
        return Sense.ORDER
    if _TERM.search(text) or _FOR_EACH.match(text) or _RATE_OF_WORK.match(text):
        return Sense.CAP
    if _ALREADY.search(text):
        return Sense.NONE
    if verb is None and (_MILESTONE.match(text) or (_LEVEL.match(text) and not _TOPIC_END.search(text))):
        return Sense.INNER
    if verb is None and _RATE.match(text):
        return Sense.CAP
    if _ATTITUDE.search(text) or _UNDERGOES.match(text):
        return Sense.TAIL
    if _CAP.search(text) and not _PAYS.search(text) and not _does(text, verb):
        return Sense.CAP
    if verb is None:
        return _sense_without_verb(text[_adverbs_end(text) :] if text.startswith("累计") else text)
    if verb in CAUSING and _waits(text, verb):
        return Sense.OPEN
    if verb == "推动" and _PUSHED.search(text):
        return Sense.MIXED
    if verb in MIXED or _LAST_MILE.search(plain):
        return Sense.ORDER if _COUNT.search(text) or _SOLVES.match(text) else Sense.MIXED
    return Sense.TAIL if verb in TAILS and not _DELIVERS.match(text) else Sense.ORDER


def _around(text: str) -> Sense:
    if text.endswith("作用"):
        return Sense.ROLE
    if text.startswith("对于"):
        return Sense.AROUND
    inner = (THROUGH_PREDICATE if text.startswith("通过") else AROUND_PREDICATE).search(text, 4)
    if inner is None and (uses := _USES.match(text)):
        inner = (DOINGS if uses["bare"] else THROUGH_PREDICATE).search(text, 4)
    means = _AS_MEANS.match(text)
    if means and verb_of(text[means.end() :]):
        return Sense.ORDER
    if inner and not _PURPOSE.match(text) and not (_BASIS.match(text) and _is_basis(text, inner.end())):
        return Sense.ORDER
    return Sense.ORDER if _PAY_CLAUSE.search(text) and not text.endswith("起") else Sense.AROUND


def _is_basis(text: str, at: int) -> bool:
    """Whether a verb inside 按照…, 结合… only names what is followed: 按照关于加强…的要求."""
    return bool(_PAIR_END.search(text) or (_BASIS_END.search(text) and re.search("[的等、]", text[at:])))


def _sense_without_verb(text: str) -> Sense:
    if _ABSTRACT_GIFT.search(text):
        return Sense.TAIL
    if _DISPOSES.match(text):
        return Sense.OPEN if _HANDED_OVER.fullmatch(text) and not PREDICATES.search(text) else Sense.ORDER
    if _LIES.search(text):
        return Sense.NONE
    if _AS.search(text):
        return Sense.NONE
    if text.startswith("由") and len(text) > 6:
        return Sense.INNER
    predicate = _predicate(text)
    if text.startswith("为") and predicate and text[:predicate].endswith("提供"):
        return Sense.GIFT
    if re.match(r"[对为与就]|向(?![东南西北])", text) and not predicate:
        acts = text[-2:] in ORDERS or text[-1] == "”" or _ends_in_order(text)
        done = (text.startswith("对") and acts) or _COUNTED.search(text)
        return Sense.ORDER if done else Sense.OPEN
    modal = _MODAL.match(text)
    if modal and modal["must"] and (predicate is None or modal.end() < predicate):
        rest = _sense(text[modal.end() :], text[modal.end() :])
        return Sense.NONE if rest in (Sense.AROUND, Sense.TAIL) else Sense.INNER
    if predicate or modal or _RECURS.search(text) or (_PREPOSITION.match(text) and _VERB_AT_END.search(text)):
        return Sense.INNER
    dated = _DATED.match(text) is not None and _subject(text) > 0
    if dated or _EACH_ONE.match(text) or _acts(text) or _ends_in_order(text):
        return Sense.INNER
    if _looks_like_verb(text):
        return Sense.ORDER
    return Sense.OPEN if _TOPIC_END.search(text) else Sense.NONE


def _predicate(text: str) -> int | None:
    """Where the verb inside a clause ends: 由司法所组织…, 向村民小组赠送…; None where none is found."""
    found = PREDICATES.search(text, 1)
    if found:
        return None if _only_names(text, found.end()) else found.end()
    if _TOPIC_END.search(text) or _GROUP.search(text):
        return None
    if not _PREPOSITION.match(text) and text[_adverbs_end(text) :][:1] not in ("为", "对", "与"):
        return None
    places = (at for at in range(2, len(text) - 2) if text[at : at + 2] in _FINITE and text[at - 1] != "的")
    return next((at + 2 for at in places if text[at + 2] not in "的后"), None)


def _acts(text: str) -> bool:
    """Whether a verb follows who is to do it, or the case in which it is to be done."""
    rests = [text[match.end() :] for pattern in (_ACTOR, _CASE, _ONCE_DONE) if (match := pattern.match(text))]
    return any(verb_of(rest) in _FINITE or _ends_in_order(rest) or _TREATS.match(rest) for rest in rests)


def _ends_in_order(text: str) -> bool:
    """Whether a clause ends in a verb without an object, an adverb before it: 逐户检查, 集中宣传, 再摸排一遍."""
    counted = _TIMES.search(text)
    text = text[: counted.start()] if counted else text
    return text[-2:] in ORDERS and (text[-4:-2] in ADVERBS or text[-3:-2] in ADVERBS)


def _only_names(text: str, at: int) -> bool:
    """Whether the words behind a predicate make it part of a name: 对参加培训的企业 waits for its predicate."""
    return "的" in text[at:] and bool(_TOPIC_END.search(text) or _GROUP.search(text))


def _does(text: str, verb: str | None) -> bool:
    """Whether a clause with a cap in it orders something all the same: 开展演练不少于2次."""
    if verb is None:
        return _looks_like_verb(text) or _predicate(text) is not None or bool(_ASKED.search(text))
    return verb in ORDERS and not text.startswith("参加")


def _looks_like_verb(text: str) -> bool:
    """Whether an unknown opening is a verb with its object, by its first character."""
    bare = text[_adverbs_end(text) :]
    known_noun = any(bare[:length] in NOUN_OPENINGS for length in (4, 3, 2))
    return len(bare) >= 6 and bare[0] in VERB_CHARACTERS and not known_noun and not _TOPIC_END.search(text)


def verb_of(text: str) -> str | None:
    """The verb that opens the clause, its adverbs passed over."""
    at = 0
    while at < len(text):
        for length in (2, 1):
            word = text[at : at + length]
            if word in TAILS or word in ORDERS or word in MIXED:
                if word in ADVERBS and _starts_with_verb(text[at + length :]):
                    break
                return word
        step = _adverb(text, at)
        if not step:
            return None
        at += step
    return None


def _adverb(text: str, at: int) -> int:
    """How long the adverb is that stands here; 0 where none does."""
    return next((length for length in (6, 5, 4, 3, 2, 1) if text[at : at + length] in ADVERBS), 0)


def _adverbs_end(text: str) -> int:
    at = 0
    while step := _adverb(text, at):
        at += step
    return at


def _starts_with_verb(text: str) -> bool:
    return any(text[:2] in words for words in (ORDERS, TAILS, MIXED))


def _waits(text: str, verb: str) -> bool:
    """Whether 支持… names who is moved, and leaves what they are to do to the next clause."""
    rest = text[text.index(verb) + len(verb) :]
    if _NOT_FINITE.search(rest):
        return True
    if "通过" in rest and not DOINGS.search(rest, rest.index("通过")):
        return True
    return bool(_GROUP.search(rest)) and not DOINGS.search(rest) and not _starts_with_verb(rest)
