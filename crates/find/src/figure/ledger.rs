//! One published figure, with all that bounds it.

use serde::Serialize;
use umbra_model::{Attribution, EntityId, Reliability};

use super::number::{Number, show};
use super::{Check, Comparator, Period, Range};
use crate::{Citation, Evidence, Facts, Profile};

/// What sort of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// So many.
    Count,
    /// So much money.
    Amount,
    /// A part of a whole, in per cent.
    Share,
    /// More or fewer by so many per cent; a fall is negative.
    RelativeChange,
    /// More or fewer by so many; a fall is negative.
    AbsoluteChange,
    /// How long.
    Duration,
    /// Between two numbers.
    Range,
    /// The source's kind is none of these.
    Other,
}

/// A statistical claim, as made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The entity.
    pub id: EntityId,
    /// What is measured, in the source's words: "criminal cases filed".
    pub measure: String,
    /// What sort of number.
    pub kind: FigureKind,
    /// The number as printed.
    pub printed: String,
    /// The number; `None` where it can't be read.
    pub value: Option<f64>,
    /// How it bounds the claim.
    pub comparator: Comparator,
    /// What it allows, the comparator and the rounding of the printed number taken into account.
    pub range: Option<Range>,
    /// What is counted, or the unit in which is measured.
    pub unit: Option<String>,
    /// Currency of an amount.
    pub currency: Option<String>,
    /// What happened to the things counted.
    pub predicate: Option<String>,
    /// The time that it covers.
    pub period: Period,
    /// The time that it is compared with, for a change.
    pub base: Option<Period>,
    /// The area that it covers.
    pub territory: Option<String>,
    /// The stage of the justice system at which was counted.
    pub stage: Option<String>,
    /// The entity that is measured.
    pub about: Option<EntityId>,
    /// The figure of which it counts a part.
    pub whole: Option<EntityId>,
    /// Who says so.
    pub attribution: Attribution,
    /// How reliable the source is.
    pub reliability: Reliability,
    /// Where the number stands.
    pub citation: Citation,
    /// What keeps it from being compared: it is shown as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<&'static str>,
    /// Everything that the source says of it.
    pub evidence: Evidence,
}

/// All figures of a case and the checks between them.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct Ledger {
    /// By measure, period, source and place.
    pub figures: Vec<Figure>,
    /// Disagreements first, then agreements, then what can't be compared.
    pub checks: Vec<Check>,
}

impl FigureKind {
    /// Reads the kind's name as in `count` or `relative_change`.
    pub fn parse(name: &str) -> Self {
        match name {
            "count" => Self::Count,
            "amount" => Self::Amount,
            "share" => Self::Share,
            "relative_change" => Self::RelativeChange,
            "absolute_change" => Self::AbsoluteChange,
            "duration" => Self::Duration,
            "range" => Self::Range,
            _ => Self::Other,
        }
    }

    /// Whether it tells a difference and not a level.
    pub fn is_change(self) -> bool {
        matches!(self, Self::RelativeChange | Self::AbsoluteChange)
    }

    /// Whether it is in per cent.
    pub fn is_percent(self) -> bool {
        matches!(self, Self::Share | Self::RelativeChange)
    }
}

impl Figure {
    /// Reads a figure off its statements; `None` for one without any.
    pub(super) fn of(facts: &Facts, profile: &Profile) -> Option<Self> {
        let id = profile.id();
        let text = |property: &str| facts.value(id, property).map(str::to_owned);
        let all: Vec<_> = facts.of(id).collect();
        let chief = facts
            .stating(id, "value")
            .next()
            .or_else(|| facts.stating(id, "measure").next())
            .or(all.first().copied())?;
        let printed = facts.stating(id, "value").next();
        let printed = printed.map(|fact| fact.statement.original().unwrap_or(fact.statement.value()).to_owned());
        let kind = facts.value(id, "kind").map_or(FigureKind::Count, FigureKind::parse);
        let comparator = facts.value(id, "comparator").and_then(Comparator::parse).unwrap_or(Comparator::Equal);
        // The cleaned value is the number; the words as they stood may have it in words.
        let number = facts
            .value(id, "value")
            .and_then(Number::read)
            .map(|number| signed(number, kind, facts.value(id, "direction")));
        let high = facts.value(id, "valueHigh").and_then(Number::read);
        let range = number.map(|number| match high {
            Some(high) if high.value >= number.value => Range::between(number.value, high.value),
            _ if kind.is_percent() => Range::of_percent(number, comparator, kind.is_change()),
            _ => Range::of(number, comparator, kind.is_change()),
        });
        let entity = |property: &str| facts.targets(id, property).into_iter().next();
        let territory = entity("territoryEntity").map(|id| facts.caption(&id));
        let source = facts.source(chief.statement.span().source());
        let citation = facts.cite(chief.id)?;
        let attribution = all.iter().map(|fact| fact.statement.attribution()).find(|chain| !chain.is_own_voice());
        let period = Period::of(facts, id, ["startDate", "endDate", "period"], Some("date")).unwrap_or_default();
        let mut warnings = Vec::new();
        if number.is_none() {
            warnings.push("its number can't be read: it is in no check");
        }
        if period == Period::default() {
            warnings.push("its source tells no period: it is compared only within that source");
        }
        if kind == FigureKind::Amount && facts.value(id, "currency").is_none() {
            warnings.push("its source tells no currency: it is compared only with others of none");
        }
        Some(Self {
            id: id.clone(),
            measure: text("measure").or_else(|| text("unit")).unwrap_or_default(),
            kind,
            printed: printed.unwrap_or_default(),
            value: number.map(|number| number.value),
            comparator,
            range,
            unit: text("unit"),
            currency: text("currency"),
            predicate: text("predicate"),
            period,
            base: Period::of(facts, id, ["baseStart", "baseEnd", "basePeriod"], None),
            territory: text("territory").or(territory).or_else(|| text("place")),
            stage: text("stage"),
            about: entity("about"),
            whole: entity("whole"),
            attribution: attribution.cloned().unwrap_or_default(),
            reliability: source.map_or_else(Reliability::default, |source| source.reliability),
            citation,
            warnings,
            evidence: Evidence::new(all.iter().map(|fact| fact.id))?,
        })
    }

    /// Who gives the figure: the last voice that the source names, its publisher, or its name.
    pub fn voice(&self) -> String {
        let named = self.attribution.origin().map(|link| link.name.clone());
        named.or_else(|| self.citation.publisher.clone()).unwrap_or_else(|| self.citation.source_name.clone())
    }

    /// The number in words: "more than 5,200", "13 % fewer", "24 fewer".
    pub fn amount(&self) -> String {
        let Some(value) = self.value else { return self.printed.clone() };
        let words = self.comparator.words();
        let percent = if self.kind.is_percent() { " %" } else { "" };
        let number = show(if self.kind.is_change() { value.abs() } else { value });
        let way = match self.kind.is_change() {
            true if value < 0.0 => " fewer",
            true => " more",
            false => "",
        };
        let currency = self.currency.as_ref().map(|currency| format!(" {currency}")).unwrap_or_default();
        format!("{words}{number}{percent}{currency}{way}")
    }

    /// The figure in words: "more than 5,200 organised crime groups smashed, over the past five years (Xinhua)".
    pub fn says(&self) -> String {
        let base = self.base.as_ref().map(|base| format!(" against {}", base.show())).unwrap_or_default();
        format!("{} {}, {}{base} ({})", self.amount(), self.measure, self.period.show(), self.voice())
    }
}

/// A fall is negative, whether the source's number bears the sign or only its direction is told.
fn signed(number: Number, kind: FigureKind, direction: Option<&str>) -> Number {
    if kind.is_change() && direction == Some("decrease") {
        Number { value: -number.value.abs(), ..number }
    } else {
        number
    }
}

impl Ledger {
    /// The figure of that id.
    pub fn figure(&self, id: &EntityId) -> Option<&Figure> {
        self.figures.iter().find(|figure| &figure.id == id)
    }
}
