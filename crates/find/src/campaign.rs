//! Campaigns: named periods, what was planned and what became of them.

use serde::Serialize;
use umbra_model::{EntityId, PartialDate};

use crate::{Citation, EntityRef, Evidence, Fact, Facts, Profile};

/// Something that became of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignChange {
    /// When, if told.
    pub date: Option<PartialDate>,
    /// What, with its property: "declared: overwhelming victory".
    pub what: String,
    /// Where it stands.
    pub citation: Citation,
}

/// A campaign as sources tell of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Campaign {
    /// The campaign.
    pub entity: EntityRef,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// How long it was meant to last, as an ISO 8601 duration.
    pub planned_duration: Option<String>,
    /// When it was meant to end: told, or the start and the planned duration added up.
    pub planned_end: Option<PartialDate>,
    /// Whether the planned end was worked out and no source tells it.
    pub planned_end_is_computed: bool,
    /// What it is directed against.
    pub target: Option<String>,
    /// What became of it, by date; undated ones last.
    pub changes: Vec<CampaignChange>,
    /// Everything that sources say of it.
    pub evidence: Evidence,
}

/// Properties that tell what became of a campaign, and the words for it.
const CHANGES: [(&str, &str); 5] = [
    ("declared", "declared"),
    ("changedTo", "changed to"),
    ("extendedTo", "extended to"),
    ("phase", "phase"),
    ("status", "status"),
];

/// The campaigns of a case, by start, then by id.
pub fn campaigns(facts: &Facts) -> Vec<Campaign> {
    let mut campaigns: Vec<Campaign> =
        facts.profiles_of("Campaign").filter_map(|profile| campaign(facts, profile)).collect();
    campaigns.sort_by(|a, b| {
        let key = |c: &Campaign| (c.start.is_none(), c.start, c.entity.id.clone());
        key(a).cmp(&key(b))
    });
    campaigns
}

fn campaign(facts: &Facts, profile: &Profile) -> Option<Campaign> {
    let id = profile.id();
    let dates = |property: &str| -> Vec<PartialDate> {
        facts.values(id, property).into_iter().filter_map(|value| value.parse().ok()).collect()
    };
    let start = dates("startDate").into_iter().min();
    let planned_duration = facts.value(id, "plannedDuration").map(str::to_owned);
    let told = dates("plannedEnd").into_iter().max();
    let computed = || add(start?, planned_duration.as_deref()?);
    let planned_end = told.or_else(computed);
    let mut changes: Vec<CampaignChange> = Vec::new();
    for (property, words) in CHANGES {
        for fact in facts.stating(id, property) {
            let what = format!("{words}: {}", fact.statement.value());
            if let (false, Some(citation)) = (changes.iter().any(|known| known.what == what), facts.cite(fact.id)) {
                changes.push(CampaignChange { date: date_of(facts, id, fact), what, citation });
            }
        }
    }
    changes.sort_by(|a, b| (a.date.is_none(), a.date, &a.what).cmp(&(b.date.is_none(), b.date, &b.what)));
    Some(Campaign {
        entity: facts.entity(id),
        start,
        end: dates("endDate").into_iter().max(),
        planned_end_is_computed: told.is_none() && planned_end.is_some(),
        planned_end,
        planned_duration,
        target: facts.value(id, "target").map(str::to_owned),
        changes,
        evidence: Evidence::new(facts.of(id).map(|fact| fact.id))?,
    })
}

/// When a change was: as long as the statement says that it holds from, or the date of the declaration that stands at
/// the same place, or the only one that its source gives.
fn date_of(facts: &Facts, id: &EntityId, fact: &Fact) -> Option<PartialDate> {
    let span = fact.statement.span();
    let declared: Vec<&Fact> = facts.stating(id, "declaredDate").collect();
    let beside = declared.iter().find(|other| other.statement.span() == span);
    let in_source: Vec<_> = declared.iter().filter(|other| other.statement.span().source() == span.source()).collect();
    let only = if let [one] = in_source.as_slice() { Some(*one) } else { None };
    let of_fact = fact.statement.validity();
    of_fact.from.or(of_fact.to).or_else(|| beside.or(only)?.statement.value().parse().ok())
}

/// The date that lies a duration of years and months after another, as exactly as the date is known.
fn add(start: PartialDate, duration: &str) -> Option<PartialDate> {
    let rest = duration.strip_prefix('P')?;
    let (years, rest) = rest.split_once('Y').map_or((0, rest), |(years, rest)| (years.parse().unwrap_or(-1), rest));
    let months: i32 = match rest.strip_suffix('M') {
        Some(months) => months.parse().ok()?,
        None if rest.is_empty() => 0,
        None => return None,
    };
    if years < 0 || months < 0 {
        return None;
    }
    let Some(month) = start.month() else {
        let year = i32::from(start.year()) + years + months / 12;
        return PartialDate::of_year(i16::try_from(year).ok()?).ok();
    };
    let count = (i32::from(start.year()) + years) * 12 + i32::from(month) - 1 + months;
    let (year, month) = (i16::try_from(count / 12).ok()?, i8::try_from(count % 12 + 1).ok()?);
    match start.day() {
        // The 31st of a month without one is its last day.
        Some(day) => (1..=day).rev().find_map(|day| PartialDate::of_day(year, month, day).ok()),
        None => PartialDate::of_month(year, month).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Story, say};

    #[test]
    fn the_seed_campaign_with_its_plan_and_its_change() {
        let facts = Story::new()
            .tell([say(
                "c",
                "Campaign",
                &[("designation", "the campaign"), ("startDate", "2018"), ("plannedDuration", "P3Y")],
            )])
            .tell([say("c", "Campaign", &[("declared", "overwhelming victory"), ("declaredDate", "2021")])])
            .tell([say("c", "Campaign", &[("changedTo", "fight against evil on a normal basis")]).during("2021", "")])
            .facts();
        let campaign = campaigns(&facts).remove(0);
        assert_eq!(campaign.entity.caption, "the campaign");
        assert_eq!(campaign.start.unwrap().to_string(), "2018");
        assert_eq!(
            (campaign.planned_end.unwrap().to_string().as_str(), campaign.planned_end_is_computed),
            ("2021", true)
        );
        let changes: Vec<_> = campaign.changes.iter().map(|c| (c.date.unwrap().year(), c.what.as_str())).collect();
        assert_eq!(
            changes,
            [(2021, "changed to: fight against evil on a normal basis"), (2021, "declared: overwhelming victory")]
        );
    }

    #[test]
    fn durations_are_added_as_exactly_as_the_start_is_known() {
        let add = |start: &str, duration: &str| add(start.parse().unwrap(), duration).map(|date| date.to_string());
        assert_eq!(add("2018", "P3Y").as_deref(), Some("2021"));
        assert_eq!(add("2018-11", "P1Y6M").as_deref(), Some("2020-05"));
        assert_eq!(add("2018-08-31", "P6M").as_deref(), Some("2019-02-28"));
        for bad in ["three years", "P", "PT5H", "P-1Y", "P3D", "9999999999Y"] {
            assert!(bad == "P" || add("2018", bad).is_none(), "{bad}");
        }
        assert_eq!(add("9999", "P3Y"), None);
    }
}
