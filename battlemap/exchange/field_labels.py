"""What offices call the fields of a task, in labels and in heads of tables: 牵头单位, 责任领导, 完成时限."""

from __future__ import annotations

import re

_UNIT = r"(?:单位|部门|科室|处室|股室|局|机构|主体|方|镇街|乡镇|街道|园区|党组织|地区|县区|区县)?"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("", re.compile(
        r"(?:开工|开始|启动|签约|起始|设计|施工|监理|投资|报送|申报|受理|帮扶)(?:时间|日期|单位|"
        r"人)|领导小组|^单位名称$")),
    ("lead_leader", re.compile(r"(?:领导|指挥长|县级干部|处级干部|市长|县长|区长|常委)(?:姓名|干部)?$")),
    ("coop_units", re.compile(rf"(?:配合|协办|协助|参与|协同|参加|支持|会办){_UNIT}$|^(?:配合|协办|协同)(?:及参与)?单位")),
    ("lead_unit", re.compile(rf"(?:牵头|主办|主管|主责|牵头负责|牵头责任|总牵头){_UNIT}$|^牵头")),
    ("responsible_unit", re.compile(
        r"(?:责任|承办|实施|落实|负责|办理|执行|建设|完成|整改|主体责任)(?:单位|部门|科室|处室|"
        r"股室|机构|主体|镇街|乡镇|街道|园区|地区|县区|区县|方)(?:及|和|、|/)?(?:责任人|负责人)?$|"
        r"^(?:责任|承办|负责|单位|部门|分工|责任分工|任务分工)$")),
    ("owner", re.compile(
        r"(?:责任人|负责人|联系人|联络员|经办人|包保人|承办人|专班长|项目长|路长|河长|具体人员|责任人员)"
        r"(?:姓名|及电话|及联系电话)?$")),
    ("due_text", re.compile(
        r"(?:时限|期限|完成时间|办结时间|整改时间|时间节点|时间要求|时间进度|时间安排|截止时间|"
        r"截止日期|完成日期|交付时间|竣工时间|完工时间|投用时间|验收时间|完成时点|节点|时间表|"
        r"进度要求|进度安排|完成时限要求|计划完成时间|计划时间|销号时间|销号时限|推进时间)(?:要求|"
        r"安排|节点)?$|^(?:时间|日期|完成|何时完成|起止时间|起止日期)$")),
    ("goal", re.compile(
        r"(?:目标|目标值|目标任务|年度目标|工作目标|目标要求|完成目标|量化指标|量化目标|任务目标|"
        r"预期目标|预期成效|工作成效|工作标准|达到标准|完成标准|成果形式|指标值|计划数|数量|"
        r"工作量)$")),
)  # fmt: skip
#: Labels that stand for a goal inside of a text; 目标 alone is too common a word for more.
GOALS = ("工作目标", "目标任务", "年度目标", "目标")
_ENDS = (
    "单位|部门|科室|处室|股室|主体|领导|指挥长|责任人|负责人|联系人|联络员|经办人|包保人|时限|期限|完成时间|办结时间|整改时间|时间节点|"
    "时间要求|截止时间|完成日期|竣工时间|完工时间|时间安排|进度要求|销号时间"
)
#: A label in a text, up to its colon; `label` is its name.
LABEL = rf"(?<![\u4e00-\u9fff])(?P<label>[\u4e00-\u9fff]{{0,6}}?(?:{_ENDS})|牵头|配合|责任|主办|协办|{'|'.join(GOALS)})\s*[：:]"


def field_of(name: str) -> str:
    """Returns the field that a name stands for, "" where it is none."""
    bare = re.sub(r"[\s　]+|[（(].*$", "", name)
    for field, rule in _RULES:
        if rule.search(bare):
            return field
    return ""
