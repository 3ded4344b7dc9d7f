"""The keys of the settings: what each value must be, what holds without it, and what it does.

One record a key, which the reader of settings, its error messages, ``reportlint settings`` and the reference share.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from reportlint.records import dataclass
from reportlint.rule import Message

SCOPES = ("document", "project")
LANGS = ("zh", "en")
FAIL_ON = ("error", "warning", "info", "never")
SEVERITIES = ("error", "warning", "info", "off")
UNIT_EXAMPLES = '"1.2 * 亩" / "[菇棒]"'


class Form(Enum):
    """The forms that values have."""

    WORDS = "words"
    CHOICE = "choice"
    TRUTH = "truth"
    NUMBER = "number"
    TEXT = "text"
    TABLES = "tables"
    CODES_BY_PATTERN = "codes by pattern"
    SEVERITY_BY_RULE = "severity by rule"
    OPTIONS_BY_RULE = "options by rule"
    UNITS = "units"


class Topic(Enum):
    """What a key is about; the values are headings."""

    RULES = Message("规则", "Rules")
    FILES = Message("文件", "Files")
    RESULT = Message("结果", "Result")
    WORDS = Message("本单位的用语和单位", "An office's own words and units")
    SPEED = Message("速度", "Speed")


_TABLE = Message("一个表", "a table")
_EXPECTED: Mapping[Form, Message] = {
    Form.WORDS: Message('字符串的列表，如 ["NUM"]', 'a list of strings, such as ["NUM"]'),
    Form.TRUTH: Message("true 或 false", "true or false"),
    Form.NUMBER: Message("不小于 0 的整数", "a whole number of 0 or more"),
    Form.TEXT: Message("字符串", "a string"),
    Form.CODES_BY_PATTERN: _TABLE,
    Form.SEVERITY_BY_RULE: _TABLE,
    Form.OPTIONS_BY_RULE: _TABLE,
    Form.UNITS: _TABLE,
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the settings; ``default`` and ``example`` are TOML (no default where the value is found out), ``choices`` the words of a choice."""

    name: str
    topic: Topic
    form: Form
    default: str
    summary: Message
    example: str
    choices: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The field of the settings that holds the value."""
        return self.name.replace("-", "_")

    @property
    def expected(self) -> Message:
        """What the value must be, as it is said where it is something else."""
        if self.form is Form.CHOICE:
            return one_of(self.choices)
        if self.form is Form.TABLES:
            return Message(f"若干 [[{self.name}]] 表", f"tables [[{self.name}]]")
        return _EXPECTED[self.form]


def one_of(words: tuple[str, ...]) -> Message:
    """That a value must be one of these words."""
    listed = ", ".join(f'"{word}"' for word in words)
    return Message(f"{listed} 之一", f"one of {listed}")


_ALL = (
    Key("select", Topic.RULES, Form.WORDS, '["ALL"]', Message(
        "只运行这些规则：代码、名称、代码开头（NUM）或 ALL",
        "the rules to run, and no others: codes, names, beginnings of codes (NUM) or ALL"), 'select = ["NUM", "placeholder"]'),
    Key("extend-select", Topic.RULES, Form.WORDS, "[]", Message(
        "除 select 之外再运行这些规则", "rules to run beside those of select"), 'extend-select = ["XZ"]'),
    Key("ignore", Topic.RULES, Form.WORDS, "[]", Message(
        "不运行这些规则；与 select 冲突时写得更具体的算数，同样具体时 ignore 算数",
        "rules not to run; against select the more precise word wins, and ignore where both are equally precise"),
        'ignore = ["DUP002"]'),
    Key("preview", Topic.RULES, Form.TRUTH, "false", Message(
        "也运行试行的规则", "run preview rules too"), "preview = true"),
    Key("severity", Topic.RULES, Form.SEVERITY_BY_RULE, "{}", Message(
        f"改变规则的级别：{'、'.join(SEVERITIES[:-1])}；off 为关闭",
        f"the severity of rules: {', '.join(SEVERITIES[:-1])}; off switches them off"),
        '[severity]\ngrowth-mismatch = "warning"\nPUN = "off"'),
    Key("per-file-ignores", Topic.RULES, Form.CODES_BY_PATTERN, "{}", Message(
        "与模式相符的文件不运行这些规则；模式写法同 .gitignore",
        "rules not to run on files that a pattern matches; patterns are written as in .gitignore"),
        '[per-file-ignores]\n"templates/*" = ["PLH"]'),
    Key("rules", Topic.RULES, Form.OPTIONS_BY_RULE, "{}", Message(
        "规则的选项，每条规则一个表", "the options of rules, a table for each rule"),
        "[rules.duplicated-passage]\nmin-length = 120"),
    Key("exclude", Topic.FILES, Form.WORDS, "[]", Message(
        "不检查的文件和文件夹，写法同 .gitignore", "files and folders to leave out, written as in .gitignore"),
        'exclude = ["archive/", "*.bak.txt"]'),
    Key("include", Topic.FILES, Form.WORDS, "[]", Message(
        "另外当作纯文本来读的扩展名", "file endings to read as plain text too"), 'include = [".rep"]'),
    Key("respect-gitignore", Topic.FILES, Form.TRUTH, "true", Message(
        "略过 .gitignore 排除的文件", "leave out what .gitignore leaves out"), "respect-gitignore = false"),
    Key("scope", Topic.FILES, Form.CHOICE, '"project"', Message(
        "document 只查单个文件，project 还把各文件互相比较",
        "document looks at each file alone, project compares files too"), 'scope = "document"', SCOPES),
    Key("fail-on", Topic.RESULT, Form.CHOICE, '"error"', Message(
        "达到哪一级时退出状态为 1；never 为从不", "the lowest severity that makes the exit status 1; never for none"),
        'fail-on = "warning"', FAIL_ON),
    Key("lang", Topic.RESULT, Form.CHOICE, "", Message(
        "消息的语言；不写则按系统语言", "the language of messages; that of the system where it is not set"),
        'lang = "zh"', LANGS),
    Key("require-reason", Topic.RESULT, Form.TRUTH, "false", Message(
        "就地忽略时必须写明理由", "suppressions in the text must give their reason"), "require-reason = true"),
    Key("suppress", Topic.RESULT, Form.TABLES, "[]", Message(
        "按指纹忽略的问题：fingerprint 和 reason 必填，until（最后一天）和 path 可选",
        "findings to leave out by fingerprint: fingerprint and reason are needed, until (the last day) and path are not"),
        '[[suppress]]\nfingerprint = "0123456789abcdef0123"\nreason = "上年数已修订"\nuntil = 2027-01-31'),
    Key("terms", Topic.WORDS, Form.TABLES, "[]", Message(
        "用数据写的规则", "rules as data"),
        '[[terms]]\ncode = "XZ001"\nkind = "substitution"\nreplace = { "橙冲镇" = "枨冲镇" }'),
    Key("rules-files", Topic.WORDS, Form.WORDS, "[]", Message(
        "另有这类规则的文件", "files with further rules as data"), 'rules-files = ["office.toml"]'),
    Key("units", Topic.WORDS, Form.UNITS, "{}", Message(
        "另外的计量单位：已有单位的若干倍，或方括号里的新单位",
        "further units of measurement: a multiple of a known one, or a new one in brackets"),
        '[units]\n"标准亩" = "1.2 * 亩"\n"菇棒" = "[菇棒]"'),
    Key("jobs", Topic.SPEED, Form.NUMBER, "0", Message(
        "同时用几个进程检查；0 为按处理器核数和文本多少自动决定",
        "how many processes lint at once; 0 decides by the cores and by how much text there is"), "jobs = 4"),
    Key("cache", Topic.SPEED, Form.TRUTH, "true", Message(
        "记下检查结果，下次不再检查没有变化的文件", "keep what was found, so that unchanged files are not linted again"), "cache = false"),
    Key("cache-dir", Topic.SPEED, Form.TEXT, '".reportlint_cache"', Message(
        "记在哪个文件夹，相对于设置文件所在的文件夹", "the folder to keep it in, relative to that of the settings"),
        'cache-dir = ".cache/reportlint"'),
)

KEYS: Mapping[str, Key] = {key.name: key for key in _ALL}
"""All keys, by name."""
