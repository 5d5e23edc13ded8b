"""The invented office of the demo: 示范镇, its units and people. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.people.models import Role

OFFICE = "示范镇人民政府"
MAIN_LEADER = "方明远"


@dataclass(frozen=True)
class Station:
    """A unit of the demo; leader: the deputy in charge; below: the unit that it belongs to."""

    name: str
    leader: str | None = None
    aliases: tuple[str, ...] = ()
    below: str | None = None


UNITS = (
    Station("党政办", aliases=("党政综合办公室",)),
    Station("司法所", leader="罗静宜", aliases=("普法办",)),
    Station("综合行政执法队", leader="谢知行", aliases=("综合执法大队", "执法队")),
    Station("平安法治办", leader="罗静宜"),
    Station("应急管理站", leader="谢知行", aliases=("应急站",)),
    Station("社会事务办", leader="谢知行"),
    Station("财政所", leader="谢知行"),
    Station("便民服务中心", leader="谢知行"),
    Station("东河村", below="社会事务办"),
    Station("石坪村", below="社会事务办"),
    Station("新街社区", below="社会事务办"),
)


@dataclass(frozen=True)
class Official:
    """A person of the demo; the part of the address before @example.invalid, which no mail ever reaches."""

    name: str
    unit: str
    post: str
    roles: tuple[Role, ...]
    mailbox: str


PEOPLE = (
    Official("田小禾", "党政办", "督办员", (Role.COORDINATOR,), "tian"),
    Official("方明远", "党政办", "镇长", (Role.LEADER,), "fang"),
    Official("罗静宜", "党政办", "政法委员", (Role.LEADER,), "luo"),
    Official("谢知行", "党政办", "副镇长", (Role.LEADER,), "xie"),
    Official("郑知秋", "党政办", "干事", (Role.ASSIGNEE,), "zheng"),
    Official("许长青", "司法所", "所长", (Role.ASSIGNEE,), "xu"),
    Official("蒋雨桐", "司法所", "司法助理员", (Role.ASSIGNEE,), "jiang"),
    Official("马振川", "综合行政执法队", "队长", (Role.ASSIGNEE,), "ma"),
    Official("冯思齐", "综合行政执法队", "队员", (Role.ASSIGNEE,), "feng"),
    Official("何安然", "平安法治办", "主任", (Role.ASSIGNEE, Role.COORDINATOR), "he"),
    Official("宋明朗", "应急管理站", "站长", (Role.ASSIGNEE,), "song"),
    Official("邓小溪", "社会事务办", "干事", (Role.ASSIGNEE,), "deng"),
    Official("阮青", "便民服务中心", "主任", (Role.ASSIGNEE,), "ruan"),
    Official("秦有田", "东河村", "村委会主任", (Role.ASSIGNEE,), "qin"),
    Official("周木兰", "石坪村", "村委会主任", (Role.ASSIGNEE,), "zhou"),
    Official("孟想", "新街社区", "社区主任", (Role.ASSIGNEE,), "meng"),
    Official("陶启文", "党政办", "系统管理员", (Role.ADMIN,), "tao"),
)
