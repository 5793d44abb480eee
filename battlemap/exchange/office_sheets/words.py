"""The words by which a row of an office sheet tells what it is: header, total, group, note, footer, page mark."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BLANKS: Final = re.compile(r"\s+")
_TOTAL: Final = re.compile(
    r"^(?P<before>.{0,16}?)(?P<word>合计|总计|小计|共计|总合计)(?:数)?(?:[:：(（].*)?$|^(?:全[区市县]|本页)(?:合计|小计)$"
)
_NOTE: Final = re.compile(
    r"^(?:[(（]?(?:备注|附注|说明|填表说明|填报说明|指标解释|编报说明|特别说明|注)\d?[)）]?[:：\d①一.、]|※|★?注[:：]|＊|\*注)"
)
_COUNT: Final = re.compile(r"^(?:共|总共|合共)\d+(?:条|件|户|项|个|家|人|宗|处|行)(?:记录|数据|信息)?[。.]?$")
_AVERAGE: Final = re.compile(r"^(?:.{0,6}?)(?:平均|均值|平均值|平均数|中位数|最大值|最小值)$")
_LIST_NUMBER: Final = re.compile(
    r"^[一二三四五六七八九十]{1,3}[、.．]|^[(（][一二三四五六七八九十]{1,3}[)）]"
)
_NOTE_GOES_ON: Final = re.compile(r"^(?:[(（]?\d{1,2}[)）.、．]|[①-⑳])")
_FOOTER: Final = re.compile(
    r"^[(（]?(?:(?:填表|填报|制表|制单|审核|复核|审批|审定|经办|单位负责|分管领导|主要领导|主管领导|负责|联系|统计负责|校对|签发|编制|报送|上报|打印|导出)"
    r"(?:人|单位|部门|时间|日期|电话|领导)?(?:签字|签名|签章|盖章)?|数据来源|资料来源|统计口径|口径|电话|联系电话|日期|公章|盖章|单位盖章|签字|注意|主题词|抄送|密级)"
    r"(?:[)）]?\s*[:：]|[)）]$|签字|$)"
)
_PAGE: Final = re.compile(
    r"^[(（【]?(?:续表\d*|续上表|接上表|接上页|转下页|下页续|续上页|第[\d一二三四五六七八九十]+页.*|共\d+页.*)[)）】]?$"
)
_CARRIED: Final = re.compile(
    r"^(?:[承接转过][上前次下后]页|[上前]页|结转[上次下]页)(?:合计|小计|累计|结转|数)?$|^(?:本[页月季年]|本年度)?累计(?:数)?$"
)
_ORDINAL: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．:：\s]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[批类组期季章部]|"
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}[、.．]|[A-Z][、.．]|[甲乙丙丁][、.．])"
)
_HAN_ORDINAL: Final = re.compile(r"^[(（]?([一二三四五六七八九十]{1,3})[)）]?[、.．]?$")
_NUMBER_MARK: Final = re.compile(r"^[(（]?(\d{1,3})[)）]?(?:[=＝].*)?$|^[甲乙丙丁戊己庚辛]$|^[—/\-]$")
_META: Final = re.compile(r"^[(（]?[^:：()（）]{1,10}(?:[(（][^()（）]{1,6}[)）])?[:：]")
_HEADER_WORD: Final = re.compile(
    r"序号|编号|代码|编码|名称|项目|企业|单位|部门|街道|乡镇|镇|村|园区|责任|牵头|配合|领导|联系|电话|手机|投资|资金|金额|资本|收入|支出|预算|"
    r"时间|日期|时限|期限|开工|竣工|完工|进度|完成|目标|指标|权重|分值|得分|名次|位次|排名|同比|增速|增幅|占比|比重|率$|本月|累计|同期|问题|措施|原因|"
    r"打算|备注|说明|情况|姓名|性别|年龄|身份|证件|关系|户|风险|隐患|等级|类型|类别|性质|状态|阶段|环节|方式|来源|地址|位置|面积|长度|宽度|规模|内容|数$|"
    r"数量|人数|信访|诉求|办理|办结|值班|星期|事项|任务|要求|标准|产业|行业|产值|利润|税|结果|评价|满意|级别|批复|申报|到位|编制|职务|法定|信用|起止|"
    r"科目|类目|^\d{1,2}月份?$|^(?:19|20)\d\d年度?$|^第?[一二三四1-4]季度$|^[上下]半年$|桩号|型号|网格|工作|是否|有无|手续|立项|规划|用地|环评|证照|年度|日期|科室|处室|变化|税种|品种|规格|型号|数值|合计|小计|总计|姓\s*名"
)
_DATA_TEXT: Final = re.compile(
    r"^[-+(（]?[\d,.]+[)）]?\s*(?:%|％|元|万元|亿元|万|亿)?$|^\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?$|^\d+[\d\-*xX]{4,}$|[。；！]"
)


@lru_cache(maxsize=65_536)
def tight(text: str) -> str:
    """Returns the text in half-width signs without any blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def neat(text: str) -> str:
    """Returns a title or name without the blanks that only spread it; those between Latin words stay single."""
    words = _BLANKS.sub(" ", text.strip())
    return re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", words)


def total_label(text: str) -> str:
    """Returns 合计, 小计 … where the text is the label of a row of sums, "" otherwise."""
    label = _TOTAL.match(tight(text))
    return (label["word"] or tight(text)[-2:]) if label else ""


def is_note(text: str) -> bool:
    """Whether the text explains the table: 注：…, 说明：…."""
    plain = tight(text)
    return bool(_NOTE.match(plain) or _COUNT.match(plain))


def is_average(text: str) -> bool:
    """Whether the text labels a row of averages, which is neither an entry nor a sum."""
    return bool(_AVERAGE.match(tight(text)))


def goes_on(text: str) -> bool:
    """Whether the text is a further line of a note: 2.数据由…."""
    return bool(_NOTE_GOES_ON.match(tight(text)))


def is_footer(text: str) -> bool:
    """Whether the text names who filled the table in, or asks for a signature."""
    return bool(_FOOTER.match(tight(text)))


def is_page_mark(text: str) -> bool:
    """Whether the text only says that the table goes on."""
    return bool(_PAGE.match(tight(text)))


def is_carried(text: str) -> bool:
    """Whether the text labels a sum that is carried from page to page: 承前页, 过次页, 本年累计; it is no sum of these rows."""
    return bool(_CARRIED.match(tight(text)))


def has_ordinal(text: str) -> bool:
    """Whether the text begins as a heading: 一、, （二）, 第三批."""
    return bool(_ORDINAL.match(text.strip()))


def is_han_ordinal(text: str) -> bool:
    """Whether the text is nothing but 一, （二） …."""
    return bool(_HAN_ORDINAL.match(tight(text)))


def level_of(text: str) -> int:
    """Returns how deep a heading stands: 1 for 一、 and plain ones, 2 for （一）, 3 for 1."""
    plain = tight(text)
    if re.match(r"^\([一二三四五六七八九十]+\)", plain):
        return 2
    return 3 if re.match(r"^\d+[.、]", plain) else 1


def number_mark(text: str) -> int | None:
    """Returns the number of a column as (3) or (9)=(8)/(7) tells it, 0 for 甲 乙 —, None for another text."""
    mark = _NUMBER_MARK.match(tight(text))
    return (int(mark[1]) if mark[1] else 0) if mark else None


def is_meta(text: str) -> bool:
    """Whether the text says something about the sheet: 填报单位：…, 截至…."""
    plain = tight(text)
    return bool(_META.match(plain)) and not plain.startswith("其中")


def is_header_text(text: str) -> bool:
    """Whether a text could be the name of a column: short, no number, no day, no sentence."""
    plain = tight(text)
    return (
        0 < len(plain) <= 36
        and not _LIST_NUMBER.match(plain)
        and not _DATA_TEXT.search(plain)
        and not (is_meta(text) and len(plain) > 8)
    )


def is_header_word(text: str) -> bool:
    """Whether the text holds a word that names columns in office sheets."""
    return bool(_HEADER_WORD.search(tight(text)))
