"""The Chinese words for values, in one place: lanes, lamps, kinds, units."""

from __future__ import annotations

#: Whose names are masked on walls.
MASKINGS = {"marked": "按人员标记打码", "all": "全部打码（张某某）", "none": "全部显示姓名"}

#: Lane → its name on the board.
LANES = {"waiting": "待启动", "moving": "推进中", "checking": "待核查", "struck_off": "已销号"}

#: Theme → its name where the colours of wall charts are chosen.
POSTER_THEMES = {"red": "动员红", "light": "政务蓝", "paper": "白底省墨"}

#: Lamp → its word on screen and paper.
LAMPS = {"black": "黑灯", "red": "红灯", "yellow": "黄灯", "blue": "蓝灯", "green": "绿灯", "grey": "灰灯"}

#: Lamp → the shape that tells it without colour.
LAMP_SHAPES = {
    "red": "circle", "yellow": "triangle", "green": "square", "blue": "square", "black": "diamond", "grey": "ring",
}  # fmt: skip

#: Emphasis → the one character on the card.
EMPHASES = {"key": "重", "highlight": "亮"}

#: Kind of a problem → its name on lists (卡点分类).
PROBLEM_KINDS = {
    "land": "用地", "planning": "规划", "eia": "环评", "money": "资金", "demolition": "征迁", "utilities": "配套",
    "approval": "审批", "inputs": "要素", "other": "其他",
}  # fmt: skip

#: Level of a problem → who has it on the table.
PROBLEM_LEVELS = {"department": "部门", "command_post": "指挥部", "commander": "总指挥"}

#: Deed of the loop → its name in the chain.
DEEDS = {
    "assign": "交办", "accept": "签收", "claim": "申请办结", "pass": "核查合格", "fail": "核查不合格", "return": "退回",
    "hand_on": "转办", "extend": "延期", "pause": "暂缓", "resume": "恢复推进", "publish": "公示", "object": "公示异议",
    "settle": "异议处理", "approve": "审签", "step": "销号步骤", "strike_off": "销号", "withdraw": "撤回销号",
    "recheck": "回头看", "rebound": "反弹", "urge": "催报",
}  # fmt: skip

#: Where a task stands by the four official words (督察整改 reports count by these).
STANDINGS = {
    "struck_off": "已销号",
    "finished": "已完成",
    "on_time": "未完成但达到序时进度",
    "behind": "未达到序时进度",
}

#: How often a task is reported on → its name.
EVERY = {"daily": "每日", "weekly": "每周", "ten_days": "每旬", "monthly": "每月", "never": "不要求"}

#: Deed of a 卡点's way → its name.
PROBLEM_DEEDS = {
    "raise": "提出", "escalate": "提级", "auto": "自动提级", "red": "红信封直报", "lower": "退回下级", "answer": "答复",
    "send_back": "退回重办", "solve": "解决", "reopen": "重新打开", "batch": "列入批次",
}  # fmt: skip

#: Kind of a letter → its name; the three colours are 蓝 提醒函, 黄 督办单, 红 通报.
LETTER_KINDS = {
    "order": "交办单", "reminder": "提醒函", "supervision": "督办单", "rectification": "整改通知", "admonition": "约谈通知",
    "strike_application": "销号申请表", "strike_confirmation": "销号确认单", "bulletin": "通报", "inspection": "督查专报",
    "minutes": "会议纪要",
}  # fmt: skip

#: State of a letter → its name.
LETTER_STATES = {
    "draft": "拟稿", "issued": "签发", "delivered": "送达", "received": "签收", "answered": "反馈", "closed": "办结",
    "escalated": "升级", "void": "作废",
}  # fmt: skip

#: How a letter is set → its name.
LETTER_FORMS = {"document": "文件", "upward": "上行文", "epistle": "信函"}

#: How urgent a letter is → its name (GB/T 9704-2012, 7.2.3).
LETTER_URGENCIES = {"urgent": "加急", "most_urgent": "特急"}

#: In which order a meeting goes → its name.
MEETING_GROUPINGS = {"leader": "按牵头领导", "action": "按专项"}

#: What a decision becomes → its name.
DECISION_KINDS = {
    "task": "任务",
    "instruction": "批示",
    "problem": "卡点",
    "deadline": "改时限",
    "plain": "一般事项",
}

#: Office of the command post → its name.
POST_OFFICES = {
    "commander": "总指挥", "deputy": "副总指挥", "head": "指挥长", "leader": "专班组长", "member": "专班成员", "liaison": "联络员",
    "supervisor": "监督人",
}  # fmt: skip

#: What a unit is called before one is named.
UNASSIGNED = "待定"

#: Kind of a dependency → its name.
DEPENDENCY_KINDS = {"fs": "完成—开始", "ss": "开始—开始", "ff": "完成—完成"}

#: Kind of own days → its name.
DAY_KINDS = {"off": "停工日", "work": "上班日", "ban": "封土期", "key": "重点时段"}

#: Kind of a post of duty → its name.
POST_KINDS = {"leader": "带班", "officer": "值班", "standby": "备勤"}

#: How a post goes round → its name.
POST_TURNS = {"day": "按日轮换", "week": "按周轮换"}

#: State of a shift of duty → its word.
DUTY_STATES = {"planned": "排定", "exchanged": "已换", "stand_in": "替班", "absent": "缺岗"}

#: State of a swap of duties → its word.
SWAP_STATES = {"asked": "待同意", "agreed": "待批准", "approved": "已批准", "refused": "未同意"}

#: What kind of day a duty falls on → its name.
DUTY_DAYS = {"ordinary": "平日", "weekend": "休息日", "statutory": "法定节日", "alert": "临战"}

#: Kind of an incident → its name (突发事件应对法第三条).
INCIDENT_KINDS = {
    "disaster": "自然灾害", "accident": "事故灾难", "health": "公共卫生事件", "security": "社会安全事件", "other": "其他",
}  # fmt: skip

#: Level of an incident or an alert → its name.
FOUR_LEVELS = {"0": "未定级", "1": "特别重大", "2": "重大", "3": "较大", "4": "一般"}

#: Which report of an incident → its name.
REPORT_STAGES = {"first": "首报", "next": "续报", "final": "终报"}

#: Level of 临战状态 → its name.
ALERT_LEVELS = {1: "一级", 2: "二级", 3: "三级"}

#: Kind of a mark on a picture map → its name.
MARK_KINDS = {"point": "点", "line": "线", "area": "面"}

#: State of a part of a road or waterway → its name.
ROAD_STATES = {"none": "未开工", "bed": "路基", "surface": "路面", "open": "通车"}

#: Method by which risks are judged → its name.
RISK_METHODS = {
    "ls": "LS（可能性×严重性）",
    "lec": "LEC（可能性×频次×后果）",
    "direct": "直接判定",
    "debt": "债务率",
}

#: Level of a risk → its word; 1 is the highest.
RISK_LEVELS = {1: "重大风险", 2: "较大风险", 3: "一般风险", 4: "低风险"}

#: Level of a risk → its colour in words.
RISK_COLOURS = {1: "红", 2: "橙", 3: "黄", 4: "蓝"}

#: Which of the three levels of a risk → its name.
RISK_STAGES = {"inherent": "固有", "present": "现有", "residual": "剩余"}

#: Who keeps a risk under control → by which level.
RISK_CONTROLS = {
    "": "按等级",
    "district": "区级（企业）领导",
    "department": "部门、分管领导",
    "section": "科室、班组",
    "post": "岗位",
}

#: How often a risk is looked after.
RISK_CYCLES = {"hour": "时", "day": "日", "week": "周", "month": "月", "quarter": "季", "year": "年"}

#: Industry of an enterprise or a hazard → its name, as the quarterly report has them.
INDUSTRIES = {
    "mine": "非煤矿山", "chemical": "危险化学品", "fireworks": "烟花爆竹", "trade": "冶金工贸", "building": "建筑施工",
    "traffic": "道路交通", "fire": "消防", "special": "特种设备", "gas": "燃气", "school": "学校", "other": "其他",
}  # fmt: skip

#: The same for a rule of inspections, which may hold for all of them.
RULE_INDUSTRIES = {"": "各行业", **INDUSTRIES}

#: Grade of an enterprise under supervision → its name; A is inspected least.
SUPERVISION_GRADES = {"A": "A 级（蓝）", "B": "B 级（黄）", "C": "C 级（橙）", "D": "D 级（红）"}

#: Sort of an inspection → its name.
INSPECTION_SORTS = {"planned": "计划检查", "special": "专项检查", "oversee": "督导检查", "recheck": "回头看"}

#: Step of a hidden danger → its name.
HAZARD_STEPS = {
    "found": "登记", "graded": "评估定级", "ordered": "下达整改", "curing": "整改中", "claimed": "申请验收",
    "accepted": "验收", "struck": "销号", "rechecked": "回头看",
}  # fmt: skip

#: Level of a hidden danger → its name.
HAZARD_LEVELS = {"": "未定级", "general": "一般隐患", "major": "重大隐患"}

#: Verdict of an acceptance → its name.
HAZARD_VERDICTS = {"": "未验收", "pass": "合格", "fail": "不合格"}

#: Sort of an emergency plan → its name.
PLAN_SORTS = {"general": "总体预案", "special": "专项预案", "department": "部门预案", "scene": "现场处置方案"}

#: Who an emergency plan is for → its name.
PLAN_LEVELS = {"district": "区级", "department": "部门", "street": "街道", "enterprise": "企业"}

#: Sort of a drill → its name, as the evaluation form has them.
DRILL_SORTS = {"general": "综合", "special": "专项", "scene": "现场处置", "table": "桌面"}

#: Kind of work on a site → its name.
WORK_SORTS = {
    "earth": "土石方", "demolition": "拆除", "road": "道路", "water": "水利", "concrete": "混凝土搅拌", "indoor": "室内",
    "other": "其他",
}  # fmt: skip

#: How a site was checked → its name.
SITE_CHECK_SORTS = {"self": "每日自查", "official": "执法检查"}

#: Result of a check of a site → its name.
SITE_CHECK_RESULTS = {"met": "达标", "fixed": "当日整改", "violation": "违规停工"}

#: Kind of a step → its name in the journal.
STEP_KINDS = {"do": "操作", "undo": "撤销", "redo": "重做", "merge": "并入"}

#: Aspect of a comparison of two moments → its name.
ASPECTS = {
    "new": "新增", "deleted": "删除", "struck_off": "销号", "finished": "办结", "moved": "移动", "lamp": "变灯",
    "due": "改期", "unit": "换责任单位", "owner": "换责任人", "progress": "进度", "blocked": "卡点", "title": "改名",
}  # fmt: skip

#: Type of a ledger's field → its name.
FIELD_TYPES = {
    "text": "文本", "long": "长文本", "int": "整数", "decimal": "小数", "money": "金额", "percent": "百分比", "date": "日期",
    "choice": "单选", "yesno": "是否", "unit": "单位", "person": "人员", "secret": "证件、电话、账号", "number": "编号",
    "choices": "多选", "link": "关联", "file": "附件", "calc": "计算", "stage": "阶段", "place": "位置",
}  # fmt: skip

#: What a value of an indicator covers.
SPANS = {"month": "当月", "ytd": "累计", "quarter": "当季", "year": "全年", "point": "时点"}

#: Kind of an indicator → its name.
INDICATOR_KINDS = {"amount": "总量", "ratio": "比率", "count": "个数", "index": "指数", "rank": "位次"}

#: Which way an indicator should go.
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "band": "保持区间"}

#: How sure a figure is.
STATUSES = {"estimate": "预计", "flash": "快报", "final": "正式", "revised": "修订"}

#: What a target is set for.
MEASURED = {"value": "数值", "growth": "同比"}

#: What a target is for.
AIMS = {"assessed": "考核", "striven": "争取", "floor": "底线"}

#: Kind of an assessment scheme → its name.
SCHEME_KINDS = {"evaluation": "评价体系", "contest": "排名考核", "kpi": "三级KPI"}

#: How equal scores are numbered.
TIES = {
    "1224": "并列占位（1、2、2、4）",
    "1334": "并列取后（1、3、3、4）",
    "1223": "并列不占位（1、2、2、3）",
}

#: How a third of the peers becomes a whole number.
ROUNDINGS = {"floor": "舍去", "round": "四舍五入", "ceil": "进一"}

#: Whether those who tie at the border are in the bottom third.
BORDER_TIES = {"all": "同分都算后三分之一", "none": "同分都不算"}

#: How a node follows from those below it.
ROLLUPS = {
    "weighted": "加权得分",
    "sum": "合计",
    "ratio": "合计之比",
    "min": "取最差",
    "all": "全部完成",
    "count": "完成个数",
}

#: Where the value of a node comes from.
SOURCES = {
    "entered": "填报",
    "children": "下级汇总",
    "tasks": "任务进度",
    "tally": "台账计数",
    "observation": "运行指标",
}

#: Scoring rule → its name.
SCORING_RULES = {
    "ratio_cap": "完成率封顶", "base_80": "达标八成加减", "over_bonus": "超额加分", "steps": "分段计分", "minmax": "极差标准化",
    "efficacy": "功效系数", "rank_score": "按位次计分", "each_missing": "缺项扣分", "per_event": "按次扣分", "deduct": "扣分项",
    "lamp": "按灯扣分", "bonus": "加分项", "two_parts": "两项折算", "five_parts": "五项评分", "expert": "评议打分",
}  # fmt: skip

#: Where an assessed node stands on its way.
STAGES = {
    "drafted": "草拟",
    "set": "下达",
    "self": "自评",
    "judged": "考评",
    "appealed": "申诉",
    "final": "审定",
}

#: Side of a budget line → its name.
MONEY_SIDES = {"income": "收入", "spending": "支出"}

#: What a veto does.
VETO_EFFECTS = {
    "no_award": "取消评优资格",
    "downgrade": "降等",
    "zero": "总分归零",
    "not_excellent": "不得评为优秀",
}

#: What stands where a field is empty.
EMPTY = "（空）"
