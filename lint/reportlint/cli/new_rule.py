"""``reportlint new-rule``: a package of rules of one's own, or one more rule in it, ready to run and tested."""

from __future__ import annotations

import argparse
import ast
import keyword
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from reportlint.records import dataclass

if TYPE_CHECKING:
    from reportlint.config import ConfigError

KINDS = ("text", "number", "relation", "project")
FAILURE = 2
_DISTRIBUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_TITLE = re.compile(r"^# +(?P<code>[A-Z]+\d+) ", re.M)
_TAKEN = frozenset({"reportlint", "reportlint_rules", "tests"})

_ZH = """\
生成一个规则包，或在已有的规则包里加一条规则：代码、说明页（例子即测试）、测试。装好后即可运行，再改成要查的内容。

  reportlint new-rule ACME001 forbidden-rank                        生成 acme-reportlint/
  reportlint new-rule ACME002 odd-rate --kind number --into acme-reportlint/
  pip install -e acme-reportlint/ && reportlint rule ACME001

--kind：text 查文字，number 查数字，relation 复算几个数的关系，project 比较各文件。
退出状态：0 已生成，2 没有生成（什么也没有写）。"""

_EN = """\
Makes a package of rules, or adds a rule to one that is there: code, page (its examples are the tests), tests. It runs
once installed; then change it to what you want to find.

  reportlint new-rule ACME001 forbidden-rank                        makes acme-reportlint/
  reportlint new-rule ACME002 odd-rate --kind number --into acme-reportlint/
  pip install -e acme-reportlint/ && reportlint rule ACME001

--kind: text searches words, number looks at numbers, relation recomputes what numbers must be, project compares files.
exit status: 0 made, 2 not made (nothing was written)."""


@dataclass(frozen=True, slots=True)
class _Package:
    """A package of rules on the disk: its folder, its distribution, the folder of its modules and where they are listed."""

    root: Path
    distribution: str
    modules: Path
    listing: Path

    @property
    def name(self) -> str:
        """The import name."""
        return self.modules.name


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""

    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    parser = subparsers.add_parser(
        "new-rule", help=say("生成自己的规则", "make a rule of one's own"), description=say(_ZH, _EN),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("code", metavar="CODE", help=say("代码：两到六个大写字母加三位数字", "the code: two to six capitals and three digits"))
    add("name", metavar="NAME", help=say("名称：小写英文词，用连字符相连，说明毛病", "the name: lower-case words with hyphens, which state the fault"))
    add("--kind", choices=KINDS, default="text", help=say("规则的种类（默认 text）", "the kind of rule (default text)"))
    add("--into", metavar="DIR", help=say(
        "规则包的文件夹（默认：当前文件夹，如果是规则包；否则按代码的字母新建）",
        "the package's folder (default: the current one if it is such a package, else a new one named by the code's letters)"))
    add("--lang", choices=("zh", "en"), help=say("语言", "language"))


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Writes the files and says which; 2 where something stands in the way."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError

    lang = arguments.lang or lang
    try:
        root = _root(arguments)
        made = _new_files(arguments, root)
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.as_posix()}\n")
    folder = root.as_posix()
    if lang == "zh":
        sys.stdout.write(f"\n安装：pip install -e {folder}\n查看：reportlint rule {arguments.code}\n检验：pytest {folder}\n")
    else:
        sys.stdout.write(f"\ninstall: pip install -e {folder}\nlook at: reportlint rule {arguments.code}\ntest:    pytest {folder}\n")
    return 0


def _root(arguments: argparse.Namespace) -> Path:
    if arguments.into is not None:
        return Path(arguments.into)
    here = Path()
    return here if (here / "pyproject.toml").is_file() and _entry(here / "pyproject.toml") else Path(
        f"{arguments.code.rstrip('0123456789').lower()}-reportlint")


def _new_files(arguments: argparse.Namespace, root: Path) -> Mapping[Path, str]:
    """The files to write, with their texts; raises ConfigError where one exists or the rule cannot be named so."""
    module = arguments.name.replace("-", "_")
    _refuse_labels(arguments.code, arguments.name, module)
    package = _existing(root)
    fresh = package is None
    if package is None:
        package = _planned(root)
    words = {
        "code": arguments.code, "name": arguments.name, "module": module, "distribution": package.distribution,
        "class_": "".join(part.capitalize() for part in arguments.name.split("-")), "package": package.name,
        "family": arguments.code.rstrip("0123456789"),
    }
    made = {
        package.modules / f"{module}.py": _filled(f"{arguments.kind}/rule.py", words),
        package.modules / f"{module}.md": _filled(f"{arguments.kind}/page.md", words),
        root / "tests" / f"test_{module}.py": _filled(f"{arguments.kind}/test.py", words),
    }
    for path in made:
        if path.exists():
            raise _refusal(f"{path} 已经存在", f"{path} is there already")
    if not fresh:
        _refuse_code(package, arguments.code)
        return {**made, package.listing: _listed(package, module, words["class_"])}
    ignored = root / ".gitignore"
    return {
        root / "pyproject.toml": _filled("package/pyproject.toml", words), root / "README.md": _filled("package/README.md", words),
        **({} if ignored.exists() else {ignored: _filled("package/gitignore", words)}),
        package.listing: _filled("package/init.py", words), package.modules / "py.typed": "",
        root / "tests" / "test_rules.py": _filled("package/test_rules.py", words), **made,
    }


def _refuse_labels(code: str, name: str, module: str) -> None:
    """Raises ConfigError for a code or name that is ill formed, reserved or taken."""
    from reportlint import plugins
    from reportlint.contract import CODE, NAME
    from reportlint.ownrules import RULES

    if not CODE.fullmatch(code):
        raise _refusal(f"代码“{code}”应当是两到六个大写字母加三位数字，如 ACME001",
                       f"the code '{code}' must be two to six capitals and three digits, such as ACME001")
    if not NAME.fullmatch(name) or keyword.iskeyword(module):
        raise _refusal(f"名称“{name}”应当是小写英文词，用连字符相连，如 forbidden-rank",
                       f"the name '{name}' must be lower-case words with hyphens, such as forbidden-rank")
    family = code.rstrip("0123456789")
    installed = (*plugins.provided(), *((rule, "reportlint") for rule in RULES))
    for rule, owner in installed:
        theirs = rule.meta.code.rstrip("0123456789")
        if owner == "reportlint" and (theirs.startswith(family) or family.startswith(theirs)):
            raise _refusal(
                f"“{family}”与自带规则的“{theirs}”分不开：写 {min(family, theirs, key=len)} 会兼指两者。请用别的字母，如单位的缩写",
                f"'{family}' cannot be told from the built-in {theirs}: {min(family, theirs, key=len)} would stand for both. "
                "Take other letters, such as those of your office")
        for label in (code, name):
            if label in (rule.meta.code, rule.meta.name):
                raise _refusal(f"“{label}”已被 {owner} 的规则 {rule.meta.code} {rule.meta.name} 占用",
                               f"'{label}' is taken by {rule.meta.code} {rule.meta.name} of {owner}")


def _existing(root: Path) -> _Package | None:
    """The package of rules in a folder, None for one that is new or holds hidden files and a licence alone.

    Raises ConfigError for any other.
    """
    if root.exists() and not root.is_dir():
        raise _refusal(f"{root} 不是文件夹", f"{root} is no folder")
    if not root.exists() or all(path.name.startswith((".", "LICENSE")) for path in root.iterdir()):
        return None
    project = root / "pyproject.toml"
    entry = _entry(project) if project.is_file() else ""
    parts = entry.partition(":")[0].strip().split(".") if entry else []
    for base in (root, root / "src"):
        folder = base.joinpath(*parts) if parts else base / "-"
        listing = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        if listing.is_file():
            return _Package(root, project.parent.name, listing.parent, listing)
    raise _refusal(
        f"{root} 里有文件，但不是规则包：pyproject.toml 里应当有入口 [project.entry-points.\"reportlint.rules\"]",
        f"{root} has files but is no package of rules: its pyproject.toml has no entry point "
        "[project.entry-points.\"reportlint.rules\"] that leads to a module there")


def _entry(project: Path) -> str:
    """The value of the project's entry point for rules, empty where it has none; raises ConfigError for faulty TOML."""
    import tomllib

    try:
        table = tomllib.loads(project.read_text(encoding="utf-8"))
        points = table.get("project", {}).get("entry-points", {}).get("reportlint.rules", {})
        return next((value for value in points.values() if isinstance(value, str)), "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise _refusal(f"{project} 不是有效的 TOML：{error}", f"{project} is no valid TOML: {error}") from None


def _planned(root: Path) -> _Package:
    """The package that is to be made in a folder, named by it; raises ConfigError where it cannot bear the name."""
    name = root.resolve().name
    module = re.sub(r"[-.]+", "_", name).lower()
    if not _DISTRIBUTION.fullmatch(name) or not module.isidentifier() or keyword.iskeyword(module) or module in _TAKEN:
        raise _refusal(f"“{name}”不能作包名：应当是英文字母、数字和连字符，以字母开头，如 acme-reportlint",
                       f"'{name}' cannot name a package: take letters, digits and hyphens, such as acme-reportlint")
    return _Package(root, name, root / module, root / module / "__init__.py")


def _refuse_code(package: _Package, code: str) -> None:
    """Raises ConfigError where a page of the package has the code."""
    for page in sorted(package.modules.glob("*.md")):
        title = _TITLE.search(page.read_text(encoding="utf-8", errors="replace"))
        if title and title["code"] == code:
            raise _refusal(f"{code} 已被 {page} 占用", f"{code} is taken by {page}")


def _listed(package: _Package, module: str, name: str) -> str:
    """The listing of the package with the rule in it; raises ConfigError where it returns its rules in some other way."""
    import_line = f"from {package.name}.{module} import {name}"
    source = package.listing.read_text(encoding="utf-8")
    try:
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError as error:
        raise _refusal(f"{package.listing} 有语法错误：{error}", f"{package.listing} has a syntax error: {error}") from None
    returns = [node for function in functions for node in function.body if isinstance(node, ast.Return)]
    returned = returns[-1].value if len(returns) == 1 else None
    lines = source.splitlines(keepends=True)
    if not isinstance(returned, ast.Tuple | ast.List) or returned.end_lineno is None or lines[returned.end_lineno - 1].strip() not in (")", "]"):
        raise _refusal(
            f"看不出 {package.listing} 在哪里列出规则，请先改成一行一条：return (规则,) 或者手工加上“{import_line}”",
            f"{package.listing} does not list its rules one a line in 'return (…)'; write it so, or add by hand '{import_line}'")
    indent = " " * returns[0].col_offset
    lines.insert(returned.end_lineno - 1, f"{indent}    {name},\n")
    lines.insert(_import_row(ast.parse(source), package.name, module, returns[0].lineno - 1), f"{indent}{import_line}\n")
    return "".join(lines)


def _import_row(tree: ast.AST, package: str, module: str, default: int) -> int:
    """The row (from 0) where the import of a module belongs among those of the package."""
    own = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}.")
    ]
    later = [node.lineno - 1 for node in own if (node.module or "") > f"{package}.{module}"]
    return min(later) if later else max((node.end_lineno or node.lineno for node in own), default=default)


def _filled(name: str, words: Mapping[str, str]) -> str:
    """A template with its words."""
    from importlib.resources import files

    from reportlint import __version__
    from reportlint.rule import API_VERSION

    template = Template(files("reportlint").joinpath("templates", f"{name}.txt").read_text(encoding="utf-8"))
    return template.substitute(words, version=__version__, api=API_VERSION, entry=words["family"].lower())


def _refusal(zh: str, en: str) -> ConfigError:
    from reportlint.config import ConfigError
    from reportlint.rule import Message

    return ConfigError(Message(zh, en))
