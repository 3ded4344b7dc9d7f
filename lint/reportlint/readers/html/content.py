"""Which blocks of a web page belong to the report, and which to the site around it.

Sentences and tables with figures are content wherever they stand, unless the page itself says that they are its
foot or its navigation. Short blocks are kept where they stand among content, between its title and its end; lists
of links and the words with which pages are operated are not. A page without enough content to judge by is kept as
it is: losing a report's text is worse than keeping some of the site's.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlint import patterns as re
from reportlint.comments import bare
from reportlint.document.model import LineKind
from reportlint.readers.html.tree import Block, Element, Frame, PageTable, TextBlock

_SITE_TAGS = frozenset({"nav", "footer", "aside"})
_SITE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_SITE_NAMES = frozenset({
    "ad", "ads", "aside", "banner", "bdshare", "bottom", "bread", "breadcrumb", "breadcrumbs", "comment", "comments", "copyright", "crumb", "crumbs",
    "daohang", "dqwz", "fenxiang", "foot", "footer", "links", "login", "menu", "nav", "navbar", "navi", "navigation", "pager",
    "pagination", "position", "qrcode", "recommend", "related", "search", "share", "sidebar", "sitemap", "toolbar", "topbar",
    "weizhi",
})
"""Words of classes and identifiers with which pages name what is not their content."""
_WORDS = re.compile("[a-z]+|[A-Z][a-z]*")
_TELLS = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置|首页\s?[>》＞-]|(?:发布|更新|发文|成文|录入|公开)(?:时间|日期|机构|单位)[：:]|(?:信息|文章|稿件)?来\s{0,4}源[：:]|时间[：:]\s?(?:19|20)\d\d"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[：:]|作\s?者[：:]|责任?编辑?[：:]|责编[：:]|编辑[：:]|审核人?[：:]|【?字[体号][：:【]|上一[篇条页][：:]|下一[篇条页][：:]"
    r"|分享到|扫一扫|版权所有|©|Copyright|(?:主办|承办)(?:单位)?[：:]|技术支持[：:]|网站标识码|.{0,12}(?:ICP备|公网安备)|访问(?:总量|人数)[：:])",
    re.IGNORECASE,
)
"""How lines begin that tell of the page."""
_BUTTON = re.compile(
    r"[\s【\[（(|/·　]*(?:(?:打印|关闭|收藏|分享|纠错|我要纠错|下载|字号|字体|[大中小特]|A[-+]?|微信|微博|(?:打印|关闭)(?:本页|窗口|此页)?|(?:上|下)一[篇条页]"
    r"|相关(?:链接|阅读|新闻|文章|报道)|返回(?:顶部|首页|列表|上页)?|网站首页|首页|设为首页|加入收藏|网站地图|联系我们|关于我们|无障碍(?:浏览|阅读)?|长者模式|手机版)"
    r"[\s【\[（(】\]）)|/·：:　]*){1,12}",
)
"""Whole lines that are buttons."""
_PATH = re.compile(r"您?(?:当前|现在|所在)的?位置|首页|索\s?引\s?号")
_SITE_SENTENCE = re.compile(r"版权所有|ICP备|公网安备|网站标识码|浏览器|分辨率|转载|镜像|法律顾问|技术支持|网站声明|免责|Cookie", re.IGNORECASE)
_CLAUSES = re.compile("[，；：、]")
_FIGURE = re.compile(r"[\d,，]+(?:[.．]\d+)?")
_TITLE_PARTS = re.compile(r"\s*[-_|｜—–>»]+\s*")
_SENTENCE = 20
_ENOUGH = 200
_SITE_LINE = 160
_FIGURES_WEIGH = 4
_RUN = 3
_LINES_ABOVE = 8
"""Short lines kept above content that has no title, in case one of them is it."""
_MOST = 95


def report_blocks(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks that belong to the report; ``title`` is the page's own, as browsers show it."""
    page = _Page(blocks, title)
    return page.kept()


class _Page:
    """The blocks of a page with what is known of each."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self._blocks = blocks
        self._sizes = [_size(block) for block in blocks]
        marks: dict[int, bool] = {}
        self._marked = [_is_marked(block.frame, marks) for block in blocks]
        self._linked = [
            block.links * 2 > (size if isinstance(block, TextBlock) else size // _FIGURES_WEIGH)
            for block, size in zip(blocks, self._sizes, strict=True)
        ]
        self._operates = [isinstance(b, TextBlock) and _operates(b) for b in blocks]
        self._titles = {_bare(title)} | {_bare(part) for part in _TITLE_PARTS.split(title)}
        self._content = self._sentences = [
            _is_content(block) and not linked and not _is_site_sentence(block)
            for block, linked in zip(blocks, self._linked, strict=True)
        ]
        inside = self._weight(marked=False)
        if inside * 2 >= self._weight(marked=True):  # else the names of the elements say nothing
            self._content = [content and not marked for content, marked in zip(self._content, self._marked, strict=True)]
        else:
            self._marked = [False] * len(blocks)

    def _weight(self, *, marked: bool) -> int:
        """How much content there is in elements that are named for the site, or in the others."""
        return sum(size for size, content, said in zip(self._sizes, self._content, self._marked, strict=True) if content and said is marked)

    def kept(self) -> list[Block]:
        """The blocks that belong to the report."""
        places = [at for at, content in enumerate(self._content) if content]
        if self._weight(marked=False) < _ENOUGH:
            return [
                block for at, block in enumerate(self._blocks)
                if not self._operates[at] and not (self._marked[at] and self._linked[at])
            ]
        root = self._root(places)
        inside = [_within(block.frame, root) for block in self._blocks]
        core = [at for at in places if inside[at]]
        first, last = core[0], core[-1]
        start = self._start(first, inside)
        chosen: list[Block] = []
        after = False
        for at, block in enumerate(self._blocks):
            if _is_comment(block):
                chosen.append(block)
                continue
            site = self._is_site(at)
            after = after or (at > last and site)
            if self._content[at] or at == start or (self._sentences[at] and start < at < last):
                keep = True
            elif at < start or site or after:
                keep = False
            else:
                keep = at < last or inside[at]
            if keep:
                chosen.append(block)
        return chosen

    def _is_site(self, at: int) -> bool:
        """Whether a block that is no content operates the page or belongs to a list of links."""
        block = self._blocks[at]
        if self._marked[at] or self._operates[at]:
            return True
        if not self._linked[at] or isinstance(block, PageTable):
            return self._linked[at]
        low = high = at
        while low > 0 and self._linked[low - 1] and at - low < _RUN:
            low -= 1
        while high + 1 < len(self._blocks) and self._linked[high + 1] and high - low < _RUN:
            high += 1
        return high - low + 1 >= _RUN

    def _start(self, first: int, inside: Sequence[bool]) -> int:
        """Where the report begins: at its title, or before it as long as nothing of the site's stands in between."""
        start = titled = self._titled(first)
        unknown = titled == first and not self._is_title(first)
        while start > 0 and not self._ends_site(start - 1) and (inside[start - 1] or (unknown and first - start < _LINES_ABOVE)):
            start -= 1
        return start

    def _is_title(self, at: int) -> bool:
        block = self._blocks[at]
        return isinstance(block, TextBlock) and (_bare(block.text) in self._titles or block.kind is LineKind.HEADING)

    def _titled(self, first: int) -> int:
        """The place of the last block before the content that is the page's title, else one like it, else a heading, else of the content."""
        like = headed = first
        for at in range(first, -1, -1):
            block = self._blocks[at]
            if not isinstance(block, TextBlock) or self._linked[at]:
                continue
            bare = _bare(block.text)
            if bare in self._titles:
                return at
            if like == first and len(bare) >= 8 and any(bare in part for part in self._titles):
                like = at
            if headed == first and block.kind is LineKind.HEADING and block.level <= 2 and not self._marked[at]:
                headed = at
        return like if like != first else headed

    def _ends_site(self, at: int) -> bool:
        """Whether a block tells that what stands above it is the site's: navigation, or the path to the page."""
        block = self._blocks[at]
        return self._marked[at] or self._linked[at] or isinstance(block, PageTable) or _PATH.match(block.text) is not None

    def _root(self, places: Sequence[int]) -> Element:
        """The innermost element that holds nearly all content."""
        total = sum(self._sizes[at] for at in places)
        weights: dict[int, int] = {}
        frames: dict[int, Frame] = {}
        for at in places:
            block = self._blocks[at]
            frame = block.frame.outer if isinstance(block, PageTable) else block.frame  # its title stands beside a table
            while frame is not None:
                weights[id(frame)] = weights.get(id(frame), 0) + self._sizes[at]
                frames[id(frame)] = frame
                frame = frame.outer
        best, depth = None, -1
        for key, frame in frames.items():
            if weights[key] * 100 >= total * _MOST and (below := _depth(frame)) > depth:
                best, depth = frame, below
        assert best is not None
        return best.element


def _depth(frame: Frame) -> int:
    depth, outer = 0, frame.outer
    while outer is not None:
        depth, outer = depth + 1, outer.outer
    return depth


def _within(frame: Frame, root: Element) -> bool:
    outer: Frame | None = frame
    while outer is not None:
        if outer.element is root:
            return True
        outer = outer.outer
    return False


def _size(block: Block) -> int:
    """How many characters a block has; those of a table count several times, since its figures are few of them."""
    if isinstance(block, TextBlock):
        return len("".join(block.text.split()))
    return _FIGURES_WEIGH * sum(len("".join(text.split())) for text in block.texts)


def _is_content(block: Block) -> bool:
    """Whether a block is a sentence, or a table with figures or much text."""
    if isinstance(block, PageTable):
        texts = block.texts
        return sum(1 for text in texts if _FIGURE.fullmatch(text.strip())) >= 4 or sum(map(len, texts)) >= _ENOUGH
    text = block.text
    if len(text) < _SENTENCE or _operates(block):
        return False
    return "。" in text or len(_CLAUSES.findall(text)) >= 2


def _operates(block: TextBlock) -> bool:
    """Whether every line of a block tells of the page or is a button of it."""
    if len(block.text) > _SITE_LINE:
        return False
    return all(
        _BUTTON.fullmatch(line) or ("。" not in line and _TELLS.match(line)) for line in block.text.split("\n") if line.strip()
    )


def _is_site_sentence(block: Block) -> bool:
    return isinstance(block, TextBlock) and len(block.text) <= _ENOUGH and _SITE_SENTENCE.search(block.text) is not None


def _is_marked(frame: Frame, known: dict[int, bool]) -> bool:
    """Whether an element or one around it is named for the site; remembered by element."""
    chain: list[int] = []
    outer: Frame | None = frame
    found = False
    while outer is not None:
        key = id(outer)
        if key in known:
            found = known[key]
            break
        chain.append(key)
        if _is_site_element(outer):
            found = True
            break
        outer = outer.outer
    known.update(dict.fromkeys(chain, found))
    return found


def _is_site_element(frame: Frame) -> bool:
    if frame.tag in ("html", "body"):
        return False
    element = frame.element
    if frame.tag in _SITE_TAGS or element.get("role") in _SITE_ROLES or element.get("title") in ("header", "footer"):
        return True  # the title is how LibreOffice marks headers and footers
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(word.lower() in _SITE_NAMES for word in _WORDS.findall(names))


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_comment(block: Block) -> bool:
    """Whether a block is a comment to reportlint and nothing else."""
    if not isinstance(block, TextBlock):
        return False
    first, last = bare(block.text, 0, len(block.text))
    return first == last
