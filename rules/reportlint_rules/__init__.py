"""The built-in rules, loaded through the same entry point as anyone's."""

from __future__ import annotations

from reportlint.rule import Rule


def rules() -> tuple[type[Rule], ...]:
    """All built-in rules, in the order of their codes."""
    from reportlint_rules.dup.doubled_sentence import DoubledSentence
    from reportlint_rules.dup.doubled_word import DoubledWord
    from reportlint_rules.dup.duplicated_passage import DuplicatedPassage, DuplicatedPassageAcross
    from reportlint_rules.fact.conflict_across_files import ConflictAcrossFiles
    from reportlint_rules.fact.conflicting_values import ConflictingValues
    from reportlint_rules.fact.table_text_conflict import TableTextConflict
    from reportlint_rules.list.count_mismatch import CountMismatch
    from reportlint_rules.list.ordinal_gap import OrdinalGap
    from reportlint_rules.list.ordinal_style import OrdinalStyle
    from reportlint_rules.num.average_growth_mismatch import AverageGrowthMismatch
    from reportlint_rules.num.average_out_of_bounds import AverageOutOfBounds
    from reportlint_rules.num.balance_mismatch import BalanceMismatch
    from reportlint_rules.num.composition_mismatch import CompositionMismatch
    from reportlint_rules.num.contribution_mismatch import ContributionMismatch
    from reportlint_rules.num.growth_gap_mismatch import GrowthGapMismatch
    from reportlint_rules.num.growth_mismatch import GrowthMismatch
    from reportlint_rules.num.growth_of_parts import GrowthOfParts
    from reportlint_rules.num.growth_out_of_bounds import GrowthOutOfBounds
    from reportlint_rules.num.impossible_rate import ImpossibleRate
    from reportlint_rules.num.part_exceeds_whole import PartExceedsWhole
    from reportlint_rules.num.product_mismatch import ProductMismatch
    from reportlint_rules.num.ratio_mismatch import RatioMismatch
    from reportlint_rules.num.share_change_mismatch import ShareChangeMismatch
    from reportlint_rules.num.share_mismatch import ShareMismatch
    from reportlint_rules.num.sum_mismatch import SumMismatch
    from reportlint_rules.num.table_growth_mismatch import TableGrowthMismatch
    from reportlint_rules.num.table_sum_mismatch import TableSumMismatch
    from reportlint_rules.plh.broken_line import BrokenLine
    from reportlint_rules.plh.broken_number import BrokenNumber
    from reportlint_rules.plh.lost_text import LostText
    from reportlint_rules.plh.mojibake import Mojibake
    from reportlint_rules.plh.page_furniture import PageFurniture
    from reportlint_rules.plh.placeholder import Placeholder
    from reportlint_rules.plh.template_leftover import TemplateLeftover
    from reportlint_rules.plh.truncated_ending import TruncatedEnding
    from reportlint_rules.pun.clashing_marks import ClashingMarks
    from reportlint_rules.pun.dash_ellipsis import DashEllipsis
    from reportlint_rules.pun.document_number import DocumentNumber
    from reportlint_rules.pun.fullwidth_alnum import FullwidthAlnum
    from reportlint_rules.pun.halfwidth_mark import HalfwidthMark
    from reportlint_rules.pun.stray_space import StraySpace
    from reportlint_rules.pun.unpaired_mark import UnpairedMark
    from reportlint_rules.term.confusable import Confusable
    from reportlint_rules.term.name_drift import NameDrift
    from reportlint_rules.term.office_term import OfficeTerm
    from reportlint_rules.term.points_for_percent import PointsForPercent
    from reportlint_rules.term.redundant_hedge import RedundantHedge
    from reportlint_rules.term.wrong_comparison import WrongComparison
    from reportlint_rules.unit.rate_unit import RateUnit
    from reportlint_rules.year.anniversary import Anniversary
    from reportlint_rules.year.impossible_date import ImpossibleDate
    from reportlint_rules.year.mixed_year_notation import MixedYearNotation
    from reportlint_rules.year.plan_year import PlanYear
    from reportlint_rules.year.relative_year import RelativeYear
    from reportlint_rules.year.report_year import ReportYear
    from reportlint_rules.year.reversed_range import ReversedRange
    from reportlint_rules.year.session_year import SessionYear
    from reportlint_rules.year.target_year import TargetYear
    from reportlint_rules.year.weekday_mismatch import WeekdayMismatch

    return (
        DuplicatedPassage, DuplicatedPassageAcross, GrowthMismatch, SumMismatch, ShareMismatch, PartExceedsWhole, GrowthOutOfBounds, GrowthOfParts, CompositionMismatch,
        AverageOutOfBounds, RatioMismatch, ImpossibleRate, BalanceMismatch, TableGrowthMismatch, TableSumMismatch, ShareChangeMismatch, GrowthGapMismatch, AverageGrowthMismatch,
        ProductMismatch, ContributionMismatch,
        ConflictingValues, TableTextConflict, ConflictAcrossFiles, Placeholder, LostText,
        RateUnit, TargetYear,
        Anniversary, ImpossibleDate, MixedYearNotation, PlanYear, RelativeYear, ReversedRange, SessionYear, WeekdayMismatch,
        Confusable, RedundantHedge, WrongComparison, PointsForPercent,
        DoubledWord, ClashingMarks, DocumentNumber, StraySpace, UnpairedMark,
        BrokenLine, BrokenNumber, Mojibake, PageFurniture, TemplateLeftover, TruncatedEnding,
        OrdinalGap,
        CountMismatch,
        NameDrift, OfficeTerm,
        ReportYear,
        DoubledSentence, OrdinalStyle, DashEllipsis, FullwidthAlnum, HalfwidthMark,
    )
