"""The audit trail as a person reads it: the office's words for tables, columns and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tracker.calendar.zone import OFFICE_ZONE
from tracker.labels import known_word

TABLES = {
    "alias": "别名",
    "attachment": "佐证",
    "charge": "分管",
    "checklist_item": "清单项",
    "day_correction": "工作日调整",
    "document": "文件",
    "draft": "待确认事项",
    "figure_way": "数据算法",
    "ladder": "提醒步骤",
    "list_shape": "责任清单表样",
    "note": "留言",
    "office": "单位设置",
    "office_hours": "发送时间",
    "office_template": "总结模板",
    "person": "人员",
    "person_role": "角色",
    "problem_answer": "问题对应",
    "promise_answer": "兑现情况",
    "reminder_choice": "提醒方式",
    "reported_figure": "数据",
    "route": "发送通道",
    "slip": "督办单",
    "snooze": "稍后提醒",
    "stated_problem": "问题",
    "summary": "总结",
    "summary_change": "总结改动",
    "summary_line": "总结句子",
    "summary_version": "总结版本",
    "task": "事项",
    "task_event": "办理经过",
    "task_helper": "协办人",
    "task_support": "配合单位",
    "unit": "单位",
    "year_notice": "放假通知",
}

OPEN_TO_ADMIN = {
    "alias",
    "charge",
    "day_correction",
    "ladder",
    "office",
    "office_hours",
    "person",
    "person_role",
    "route",
    "unit",
    "year_notice",
}
"""Tables whose values an administrator sees; of all others only that something was changed, by whom and when."""

COLUMNS = {
    "actions": "动作清单",
    "active": "在用",
    "address": "发到",
    "addressee": "主送",
    "after": "改后",
    "answers_id": "答复",
    "approx": "约数",
    "asked_at": "索要时间",
    "asks": "索要",
    "assigned_on": "交办日",
    "assignee_id": "承办人",
    "at": "时间",
    "before": "改前",
    "blocks": "原文各段",
    "by_id": "经手人",
    "carried_from_id": "由哪件转来",
    "changed_at": "改动时间",
    "changed_by_id": "改动人",
    "channel": "通道",
    "closes": "收工",
    "closing": "结尾",
    "composed_at": "生成时间",
    "contact": "联系人",
    "dated": "成文日期",
    "day": "日",
    "deadline": "时限",
    "decide_every": "几天催审一次",
    "digest_at": "汇总时间",
    "do": "动作",
    "document_id": "文件",
    "document_number": "发文字号",
    "done_at": "完成时间",
    "done_by_id": "完成人",
    "draft_id": "待确认事项",
    "drafted": "原稿",
    "due": "现在的时限",
    "email": "邮箱",
    "event_id": "办理经过",
    "events": "依据的办理经过",
    "every": "周期",
    "extras": "另外提醒",
    "facts": "事实",
    "feed_hash": "日历地址",
    "figures": "数据",
    "file": "文件名",
    "first": "第一次提醒",
    "helper_ids": "协办人",
    "is_part": "部分完成",
    "issuer": "发文机关",
    "key": "编号",
    "kind": "类别",
    "last": "最后提醒",
    "late": "逾期提醒",
    "late_leader": "逾期报分管领导",
    "late_main_leader": "逾期报主要领导",
    "later_rules": "后来的周期",
    "lead_id": "牵头单位",
    "leader_id": "分管领导",
    "left_out": "未写入",
    "level": "层次",
    "lines": "各句",
    "locked_until": "暂停登录到",
    "mail": "收邮件",
    "main_leader_id": "主要领导",
    "media_type": "文件类型",
    "name": "名称",
    "named": "文中所称",
    "note": "说明",
    "notice": "哪年的通知",
    "number": "文号",
    "on": "日期",
    "opening": "开头",
    "opens": "开工",
    "origin": "来源",
    "owner_id": "负责人",
    "parent_id": "上级单位",
    "part": "部分",
    "password_hash": "密码",
    "per_minute": "每分钟几条",
    "person_id": "人员",
    "plan_year": "计划年度",
    "post": "职务",
    "problem_id": "问题",
    "promise": "承诺",
    "quote": "原文",
    "reason": "原因",
    "red_head": "红头",
    "report_year": "总结年度",
    "role": "角色",
    "roles": "各列含义",
    "route_ids": "通道",
    "same_as": "同哪件",
    "second": "第二次提醒",
    "secret": "密钥",
    "section": "部分",
    "sha256": "校验码",
    "shape": "表样",
    "signer": "签发人",
    "size": "大小",
    "span": "原文位置",
    "spans": "原文位置",
    "standard": "完成标准",
    "state": "状态",
    "stated": "文中写的",
    "status": "状态",
    "summary_id": "总结",
    "support_ids": "配合单位",
    "target_name": "目标",
    "target_unit": "目标单位",
    "target_value": "目标数",
    "task_id": "事项",
    "tasks": "依据的事项",
    "text": "文字",
    "text_size": "字号",
    "theme": "明暗",
    "title": "标题",
    "topic": "专题",
    "unit": "单位",
    "unit_id": "单位",
    "unsigned": "未签收提醒",
    "unsigned_coordinator": "未签收报督办员",
    "until": "延到",
    "uploaded_at": "导入时间",
    "uploaded_by_id": "导入人",
    "url": "网址",
    "value": "数值",
    "verdict": "结论",
    "warnings": "提示",
    "way": "算法",
    "why": "原因",
    "works": "上班",
    "year": "年度",
}

UNTOLD = {"failed_sign_ins", "id", "ordinal", "seq", "version"}
"""Columns that say nothing to a person: the trail keeps them, the page leaves them out."""

_WORDED = {"do", "every", "kind", "role", "state", "status"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*")
_NUMBER_BEFORE_NAME = re.compile(r"\d+ (?=.)")


def table_word(table: str) -> str:
    return TABLES.get(table, table)


def told(changes: Mapping[str, Any], *, values: bool = True) -> Iterator[str]:
    """One line for each column: 职务：司法助理员 → 站长. Without values only the columns' words."""
    for column, (old, new) in changes.items():
        word = COLUMNS.get(column, column)
        if column in UNTOLD:
            continue
        if not values:
            yield word
        elif old is None:
            yield f"{word}：{_shown(column, new)}"
        else:
            yield f"{word}：{_shown(column, old)} → {_shown(column, new)}"


def _shown(column: str, value: Any) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return f"{value['characters']} 个字（校验码 {value['sha256'][:12]}）"
    text = str(value)
    if column in _WORDED:
        return known_word(text)
    if column.endswith("_id"):
        return _NUMBER_BEFORE_NAME.sub("", text, count=1)
    if _MOMENT.fullmatch(text):
        return f"{datetime.fromisoformat(text).astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return text
