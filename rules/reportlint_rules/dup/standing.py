"""Passages that stand in two places by custom: policy formulas, thanks, notes, a phrase used again."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint import patterns as re
from reportlint.rule import Document

from .copies import Spot

_CUSTOM = re.compile(
    "为指导[，,]|指导思想|总体要求|总体思路|衷心的?感谢|崇高的?敬意|的结果[，。；！]|四舍五入|按?现行?价格?计算|不变价|可比价|快报数|初步统计|免责声明|转载"
)
_NOTES = re.compile(r"(?:名词|用语|术语|词语)(?:解释|说明|注释)|^注释?[：:]?$", re.MULTILINE)
_NOTE = re.compile(r"(?:注|说明|备注|附注|免责声明)\s*[：:\d]")
_TEMPLATE = re.compile("宏观经济(?:和政策)?环境|政策环境|评级(?:报告)?声明|(?:信用|评级)?等级(?:的?符号|划分)|资信评估|评级要素")
_OPENING = 120
_HEAD = 20
_LONG = 250
_WORDY = 150
_STOPS = ("", "\n", "。", "！", "？", "；", "…")
_WHOLE = 90
_NEAR = 1500
_EDGE = 4
_TOUCH = 25


def by_custom(spots: Sequence[Spot], documents: Sequence[Document]) -> bool:
    """Whether the last of the spots of a passage repeats the others as reports do by custom."""
    last = spots[-1]
    document = documents[last.document]
    if _NOTE.match(document.flow, document.block_at(last.start).start):
        return True
    here = [spot for spot in spots[:-1] if spot.document == last.document]
    report = document.report_at(last.start)
    if all(document.report_at(spot.start) is not report for spot in here) and _is_customary(document, last):
        return True
    length = last.end - last.start
    if length >= _LONG:
        return False
    if any(last.start - spot.end <= _NEAR for spot in here) and (
        length >= _WORDY or _is_sentence(document.flow, last) or _is_whole(document, last, _TOUCH)
    ):
        return False
    return length < _WHOLE or not (_is_sentence(document.flow, last) or _is_whole(document, last, _TOUCH if here else _EDGE))


def _is_customary(document: Document, spot: Spot) -> bool:
    """Whether half of a spot or more are sentences of policy, of thanks or on how figures are counted, or it
    explains terms, or begins as what a rating agency puts into all its reports."""
    flow = document.flow
    block = document.block_at(spot.start)
    if _TEMPLATE.search(flow, block.start, min(spot.end, spot.start + _OPENING)):
        return True
    heading = document.report_at(spot.start).start
    if any(_is_heading(flow, found) for found in _NOTES.finditer(flow, heading, min(spot.end, spot.start + _HEAD))):
        return True
    customary = 0
    at = spot.start
    while at < spot.end:
        first, end = document.sentence_at(at)
        if _CUSTOM.search(flow, first, end):
            customary += min(end, spot.end) - at
        at = max(end, at + 1)
    return 2 * customary >= spot.end - spot.start


def _is_heading(flow: str, found: re.Match[str]) -> bool:
    """Whether a match stands in a short line of its own."""
    first = flow.rfind("\n", 0, found.start()) + 1
    end = flow.find("\n", found.end())
    return (end if end != -1 else len(flow)) - first <= 30 and not re.search("[。，；]", flow[first:end])


def _is_sentence(flow: str, spot: Spot) -> bool:
    """Whether a spot begins and ends where sentences do."""
    before, after = flow[max(0, spot.start - 1):spot.start], flow[spot.end - 1:spot.end + 1]
    return before in _STOPS and any(mark in _STOPS for mark in after)


def _is_whole(document: Document, spot: Spot, slack: int) -> bool:
    """Whether a spot begins and ends where paragraphs do, give or take some characters."""
    first, last = document.block_at(spot.start), document.block_at(spot.end - 1)
    return spot.start - first.start <= slack and last.end - spot.end <= slack
