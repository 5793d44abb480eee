"""The catalogue of wall charts: one line per sheet; who draws one is read in when it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Final

import attrs

from battlemap.domain.chinese_number import chinese_number
from battlemap.domain.kinds.catalogue import CATALOGUE as KINDS
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.layout.scene import Scene
from battlemap.sheets.options import SheetOptions

_Draw = Callable[[Snapshot, SheetOptions], tuple[Scene, ...]]


@attrs.frozen
class Sheet:
    """A wall chart: how it is called on the command line and on screen, what it is for, and who draws its pages.

    `painter` is the module of this room and the function in it; a list's makes one for the `kind` that it lists.
    `paper` is what it is usually printed on; `looks_back` how far its report reaches where no edition came before,
    `looks_ahead` for how long it says what will be due (None: the next working day);
    `follows` the name of the sheet with whose posted version it compares; `draws_course` that it wants the trends;
    `draws_progress` that it wants the curve of progress;
    `draws_maps` that it wants the pictures of the plates; `has_time_axis` that front line, baseline and trimmed months can be chosen.
    """

    name: str
    title: str
    number: str
    purpose: str
    painter: str
    paper: str = "A0"
    looks_back: timedelta | None = None
    looks_ahead: timedelta | None = None
    follows: str = ""
    draws_course: bool = False
    draws_progress: bool = False
    has_time_axis: bool = False
    draws_maps: bool = False
    kind: Kind | None = attrs.field(default=None, eq=False, repr=False)

    def pages(self, snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
        """Returns the pages drawn from a snapshot."""
        module, name = self.painter.split(".")
        drawn = getattr(import_module(f"battlemap.sheets.{module}"), name)
        draw: _Draw = drawn if self.kind is None else drawn(self.kind, self.number)
        return draw(snapshot, options)


CHARTS: Final[tuple[Sheet, ...]] = (
    Sheet("overview", "总作战图", "图一",
        "全部专项和任务一张图：领导、进度、亮灯、时间轴、完成与序时曲线",
        "overview.overview", draws_progress=True,
    ),
    Sheet("timeline", "作战进度图", "图二",
        "全部任务（或一个专项）的时间轴：工期、进度与序时、节点、先后关系、军令状原计划、前锋线",
        "timeline.timeline", has_time_axis=True,
    ),
    Sheet("daily", "每日战报", "图三",
        "今日完成与销号、红灯任务及原因、未解决卡点、亮灯变化、明日到期、排名；与上期比较",
        "daily.daily", "A3-portrait", looks_back=timedelta(1),
    ),
    Sheet("weekly", "周通报", "图四",
        "一周完成与销号、红灯任务及原因、未解决卡点、亮灯变化、下周到期、排名；与上期比较",
        "daily.weekly", "A3-portrait", looks_back=timedelta(7), looks_ahead=timedelta(7),
    ),
    Sheet("lamps", "亮灯通报", "图五",
        "红灯、黄灯任务按责任单位逐项通报：原因、责任人、牵头领导、时限；红灯多的单位在前",
        "lamps.lamps", "A3",
    ),
    Sheet("duties", "责任清单", "图六",
        "牵头领导、责任单位、责任人、任务逐级列出，未明确责任单位的列在最前",
        "duties.duties", "A3-portrait",
    ),
    Sheet("problems", "作战保障图", "图七",
        "卡点逐项列出：影响任务、需要什么、谁解决、何时解决；层级高的在前",
        "problems.problems", "A3",
    ),
    Sheet("action", "专项作战图", "图八",
        "每个专项单独成图：牵头领导、进度与序时，四种状态的任务卡，时间轴，卡点，现场标注",
        "action.action", "A3",
    ),
    Sheet("ranking", "排名榜", "图九",
        "各专项按规则排名：前三插红旗，后三插黑旗，同分并列；进度、偏差、销号、得分",
        "ranks.ranks", "A3",
    ),
    Sheet("countdown", "倒计时牌", "图十",
        "剩余天数特大字，攻坚第几天、剩余工作日、已过时间",
        "countdown.countdown", "A3",
    ),
    Sheet("cards", "任务卡", "图十一",
        "每项任务一张卡片，裁下插挂；二维码为任务编号，扫码枪可直接定位",
        "cards.cards", "A4-portrait",
    ),
    Sheet("changes", "贴图差异单", "图十二",
        "总作战图上墙后只改变动处：哪一格取下、移到哪、换什么，附等大的替换卡片",
        "changes.changes", "A4-portrait", follows="overview",
    ),
    Sheet("orders", "交办督办台账", "图二十一",
        "每项任务的交办、签收、反馈、办结、核查、销号日期，按四种规范口径分列并计数",
        "orders.orders", "A3",
    ),
    Sheet("arrears", "催报清单", "图二十二",
        "未签收、逾期未报、长期不报和今日应报的任务，按单位列出，留签字栏；附到期的回头看",
        "arrears.arrears_sheet", "A3",
    ),
    Sheet("batch", "卡点批次", "图二十四",
        "最近一批卡点堵点，供调度会逐个过堂：影响任务、需要什么、谁解决、第几天，留议定栏",
        "batch.batch", "A3",
    ),
    Sheet("agenda", "会议议程", "图二十五",
        "由要紧事自动排成的议程：上次议定未落实的在前，逐位领导过红灯、卡点和本周到期，留议定栏",
        "agenda.agenda_sheet", "A4-portrait",
    ),
    Sheet("pocket", "会议口袋卡", "图二十七",
        "会议议程印成 A5 或 A6 口袋卡，一位领导一段，随身携带",
        "agenda.pocket", "A5-portrait",
    ),
    Sheet("sign-in", "会议签到表", "图二十八",
        "指挥部人员和各单位的签到表",
        "agenda.sign_in", "A4-portrait",
    ),
    Sheet("deployment", "作战部署图", "图二十六",
        "指挥体系：总指挥、副总指挥、指挥长、各专项牵头领导、专班、联络员和监督人",
        "deployment.deployment", "A2",
    ),
    Sheet("publicity", "销号公示", "图二十三",
        "拟销号事项的完成情况、核查结论和公示起止，以及已销号事项和回头看安排，供张贴公示",
        "publicity.publicity", "A3",
    ),
    Sheet("submissions", "报送情况表", "图五十一",
        "各单位填报的应报、已报、按时、退回、迟报、空报，未报的列在后面，供通报和催报",
        "submissions.submissions_sheet", "A4-portrait",
    ),
    Sheet("operation", "经济运行调度表", "图三十一",
        "各项指标的累计、目标、完成率、超欠进度、同比、位次、预计和灯，附研判意见",
        "operation.operation", "A3",
    ),
    Sheet("indicators", "指标一张图", "图三十二",
        "每项指标一幅曲线：今年、去年、目标与预测，一句话说清超欠",
        "series_wall.series_wall", "A3",
    ),
    Sheet("places", "位次表", "图三十三",
        "各项考核的位次、升降、距后三分之一线的位数和分数，一票否决的测算与决定",
        "places.places", "A3",
    ),
    Sheet("gaps", "考核差距图", "图三十四",
        "各考核指标的完成值在最低与标杆之间的位置，目标与全国平均刻线，差多少分",
        "gaps.gaps_chart", "A3",
    ),
    Sheet("shortfalls", "短板清单", "图三十五",
        "失分的指标按“最值得攻”排列：差多少、达标能涨多少总分、每个百分点带来多少",
        "gaps.shortfalls", "A3",
    ),
    Sheet("kpi-tree", "三级KPI分解图", "图三十六",
        "区、部门、岗位三级指标逐级分解，每项有责任、得分和灯",
        "kpi_tree.kpi_tree", "A1",
    ),
    Sheet("kpi-letters", "考核责任书", "图四十",
        "每个单位一份：各岗位的KPI、分值、目标、标准和数据来源，留签字处",
        "kpi_letters.letters", "A4-portrait",
    ),
    Sheet("kpi-posts", "岗位考核责任书", "图四十二",
        "每个岗位一份：责任人承担的KPI、分值、目标、标准和数据来源，留签字处",
        "kpi_letters.posts", "A4-portrait",
    ),
    Sheet("kpi-scores", "考核得分表", "图四十一",
        "各项KPI的测算、自评、考评得分和环节，逐条扣分原因、申诉与答复",
        "kpi_letters.scores", "A3",
    ),
    Sheet("emphasis", "重·亮计划表", "图三十七",
        "重点和亮点任务按责任单位、责任人列出，附完成时限、进度和支撑的KPI",
        "emphasis.emphasis", "A3",
    ),
    Sheet("clauses", "文件条款落实图", "图三十八",
        "来源文件逐条对应责任单位和任务，没有任务的条款在前，分解率和落实率",
        "clauses.clauses", "A3",
    ),
    Sheet("money", "财政收支图", "图三十九",
        "按月累计收入、支出、结余，税收占比，各预算项目进度与序时，付款与形象进度",
        "money.money", "A3",
    ),
    Sheet("trends", "态势图", "图十三",
        "完成与序时、剩余任务、亮灯、流转、办结销号、停留天数六条曲线，每条说一句话",
        "trends.trends", "A3", draws_course=True,
    ),
    Sheet("duty-roster", "值班表", "勤一",
        "当月逐日的带班领导、值班员、备勤和电话，休息日和节日用红字",
        "duty_roster.roster", "A3-portrait",
    ),
    Sheet("duty-fairness", "值班公平性统计", "勤二",
        "当月各岗位每人的总次数、休息日、法定节日、临战次数，折算次数与应值之差",
        "duty_roster.fair", "A4-portrait",
    ),
    Sheet("shift-handover", "交接班登记表", "勤三",
        "近期交接班的时间、人员、天气、值班情况、移交事项、物品和签字；没有办结的事项单列",
        "duty_log.handovers", "A4",
    ),
    Sheet("incident-report", "信息快报", "勤四",
        "每起突发事件的首报、续报、终报，按条例要求的各项列出",
        "duty_log.reports", "A4-portrait",
    ),
    Sheet("ban-procedure", "封土豁免办事流程图", "勤六",
        "封土期豁免的申请材料、初审、联席会议、批准、发证和施工要求，一页说明；附已批准清单",
        "ban_procedure.procedure", "A4",
    ),
    Sheet("risk-matrix", "风险矩阵图", "勤七",
        "现有风险在 5×5 矩阵中的位置，各格项数和风险点，红橙黄蓝四级",
        "risk.matrix", "A3",
    ),
    Sheet("risk-register", "风险分级管控清单", "勤八",
        "逐项列出风险点、固有现有剩余等级、五类措施、管控层级、责任单位；公示时姓名打码",
        "risk.register", "A3",
    ),
    Sheet("hazard-report", "隐患排查治理季度报表", "勤九",
        "本季度排查的一般隐患和重大隐患，按填报单位和行业分类统计整改、销号数（双行表头）",
        "hazards.report", "A3",
    ),
    Sheet("hazard-register", "隐患台账", "勤十",
        "逐处列出隐患的等级、办理步骤、整改时限和挂牌督办，未销号和重大的在前",
        "hazards.register", "A3",
    ),
    Sheet("inspection-plan", "年度监督检查计划", "勤十一",
        "各监管企业的等级、每年最少最多检查次数、已查、下次应查，应查未查和超频标红",
        "inspections.plan", "A3",
    ),
    Sheet("inspection-calendar", "应查日历", "勤十二",
        "全年十二个月逐家企业已查（●）、应查（○）、应查未查（！）和回头看（◇）的日期",
        "inspections.months", "A3",
    ),
    Sheet("drill-form", "应急演练评估表", "勤十三",
        "每次演练一张：时间地点、指挥记录、参演人员、类型、总体评价和等级，逐条列出问题的整改措施和去向",
        "drill_form.forms", "A4-portrait",
    ),
    Sheet("risk-publicity", "风险公示牌", "勤十四",
        "供张贴的风险清单：风险点、等级、措施和管控层级，姓名一律打码，不印电话",
        "risk_papers.publicity", "A3",
    ),
    Sheet("risk-signals", "风险早期信号", "勤十五",
        "早期信号逐条列出识别到处置的天数，未处置的在前",
        "risk_papers.signals", "A3",
    ),
    Sheet("debt-calendar", "债务到期日历", "勤十六",
        "未偿债务按逾期和今后十二个月列出到期金额（万元），末行合计",
        "risk_papers.debts", "A3",
    ),
    Sheet("site-checks", "六个百分百自查表", "勤十七",
        "封土期豁免工地逐处列出六个百分百、结论、近七日缺查，违规停用的标红",
        "risk_papers.sites", "A3",
    ),
    Sheet("ban-calendar", "封土日历", "勤十九",
        "受封土期影响的任务逐月停工、豁免施工、豁免停用各几天，今日状态标明",
        "risk_papers.bans", "A3",
    ),
    Sheet("risk-map", "风险四色图", "勤十八",
        "底图上与风险关联的点、线、片区，按现有等级着红橙黄蓝四色，编号与清单对应",
        "picture_map.risk_map", "A3", draws_maps=True,
    ),
    Sheet("picture-map", "作战图", "勤五",
        "底图上的任务、线路和片区：按亮灯着色，线路分段里程，编号与清单对应",
        "picture_map.picture_map", "A3", draws_maps=True,
    ),
)  # fmt: skip


def title_of(kind: Kind) -> str:
    """Returns the title of a kind's list: 「批示表」."""
    return f"{kind.noun}表"


#: A list of every kind of thing that has no chart of its own.
LISTS: Final[tuple[Sheet, ...]] = tuple(
    Sheet(
        kind.table.replace("_", "-"),
        title_of(kind),
        f"表{chinese_number(place)}",
        f"{kind.noun}逐条列出，按战况板的次序；属于任务的跟着任务筛选",
        "listed.listed",
        "A3",
        kind=kind,
    )
    for place, kind in enumerate((kind for kind in KINDS if kind.is_printed), 1)
)
CATALOGUE: Final = CHARTS + LISTS
#: Group of sheets → how their 图号 begin; what begins otherwise hangs on the wall every day.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "督办与会议": ("图二十", "图五十"),
    "运行与考核": ("图三十", "图四十"),
    "值守与地图": ("勤",),
    "清单": ("表",),
}
WALL: Final = "上墙图"


def group_of(entry: Sheet) -> str:
    """Returns the group in which people look for a sheet, by its 图号."""
    return next((name for name, heads in GROUPS.items() if entry.number.startswith(heads)), WALL)


def sheet(name: str) -> Sheet:
    """Returns the sheet of that name or title; raises NotFound and names the known ones."""
    for entry in CATALOGUE:
        if name.strip() in (entry.name, entry.title):
            return entry
    names = "、".join(f"{entry.name}（{entry.title}）" for entry in CATALOGUE)
    raise NotFound(f"没有“{name}”这张图。可用：{names}。")


def heading_of(name: str) -> tuple[str, str]:
    """Returns title and 图号 of a chart, for who draws it."""
    return next((entry.title, entry.number) for entry in CHARTS if entry.name == name)
