//! Payments, as sources tell of them.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Standing, Validity};

use crate::{Citation, Evidence, Facts, Profile, day};

/// A transfer of money.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Payment {
    /// The first of its records.
    pub id: EntityId,
    /// Who paid.
    pub payer: EntityId,
    /// Who was paid.
    pub payee: EntityId,
    /// How much; `None` where no source tells a number.
    pub amount: Option<f64>,
    /// The currency's code; `None` where no source tells it.
    pub currency: Option<String>,
    /// When; `None` where no source tells it.
    pub date: Option<PartialDate>,
    /// What for, in the sources' words.
    pub purpose: Option<String>,
    /// How far an accusation about it has got, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// How many records tell of it: those with the same parties, amount, currency and day.
    pub records: usize,
    /// What bears it out.
    pub evidence: Evidence,
}

/// Something about money that can't be as it is told, or can't be counted with the rest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoneyWarning {
    /// What.
    pub what: String,
    /// Where it stands.
    pub citation: Citation,
}

impl Payment {
    /// The days on which it may have been made.
    pub(crate) fn days(&self) -> Option<(i32, i32)> {
        let date = self.date?;
        let days = day::interval(Validity { from: Some(date), to: Some(date) });
        Some((days.first(), days.last()))
    }

    /// The amount, if it can be added up: told, finite and above zero.
    pub(crate) fn sum(&self) -> Option<f64> {
        self.amount.filter(|amount| amount.is_finite() && *amount > 0.0)
    }

    /// The payment in words: "Halvane Ltd paid Anna Lee 40,000 EUR on 2020-03-01".
    pub fn says(&self, facts: &Facts) -> String {
        let on = self.date.map(|date| format!(" ({date})")).unwrap_or_default();
        let amount = match (self.amount, &self.currency) {
            (Some(amount), Some(currency)) => format!("{} {currency}", show(amount)),
            (Some(amount), None) => show(amount),
            (None, _) => "an amount that is not told".to_owned(),
        };
        let standing = self.standing.map(|standing| format!(", {standing}")).unwrap_or_default();
        format!("{} paid {} {amount}{on}{standing}", facts.caption(&self.payer), facts.caption(&self.payee))
    }
}

/// 40000.5 as "40,000.5".
pub(crate) fn show(amount: f64) -> String {
    let rounded = (amount.abs() * 100.0).round() / 100.0;
    let text = rounded.to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut out = String::from(if amount < 0.0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// All payments with two known ends, by date, then by parties, with what is odd about them. Two records of the same
/// parties, amount, currency and day are one payment told twice; of the same source they are two payments.
pub(crate) fn payments(facts: &Facts) -> (Vec<Payment>, Vec<MoneyWarning>) {
    let mut payments: Vec<Payment> = Vec::new();
    let mut warnings: Vec<MoneyWarning> = Vec::new();
    let mut known: BTreeMap<(EntityId, EntityId, String), Vec<usize>> = BTreeMap::new();
    for profile in facts.profiles_of("Payment") {
        for payment in of(facts, profile, &mut warnings) {
            let told = format!("{:?} {:?} {:?}", payment.amount, payment.currency, payment.date);
            let key = (payment.payer.clone(), payment.payee.clone(), told);
            let is_exact = payment.amount.is_some() && payment.date.is_some_and(|date| date.day().is_some());
            let alike = known.entry(key).or_default();
            let sources = |payment: &Payment| -> Vec<_> {
                let stated = payment.evidence.statements().iter().filter_map(|id| facts.fact(*id));
                stated.map(|fact| fact.statement.span().source()).collect()
            };
            let own = sources(&payment);
            let twin = alike
                .iter()
                .copied()
                .find(|place| is_exact && !sources(&payments[*place]).iter().any(|source| own.contains(source)));
            if let Some(place) = twin {
                let first = &mut payments[place];
                first.records += 1;
                first.evidence = first.evidence.and(&payment.evidence);
                first.standing = first.standing.or(payment.standing);
            } else {
                alike.push(payments.len());
                payments.push(payment);
            }
        }
    }
    payments.sort_by(|a, b| {
        let key = |p: &Payment| (p.days().is_none(), p.days(), p.payer.clone(), p.payee.clone());
        key(a)
            .cmp(&key(b))
            .then_with(|| a.amount.unwrap_or(0.0).total_cmp(&b.amount.unwrap_or(0.0)))
            .then_with(|| a.id.cmp(&b.id))
    });
    warnings.sort_by(|a, b| {
        let order = |w: &MoneyWarning| facts.reading_order(w.citation.statement);
        (&a.what, order(a)).cmp(&(&b.what, order(b)))
    });
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    warnings.iter().for_each(|warning| *counts.entry(warning.what.clone()).or_default() += 1);
    warnings.dedup_by(|a, b| a.what == b.what);
    for warning in &mut warnings {
        if let Some(count) = counts.get(&warning.what).filter(|count| **count > 1) {
            warning.what.push_str(&format!(" ({count} payments)"));
        }
    }
    (payments, warnings)
}

fn of(facts: &Facts, profile: &Profile, warnings: &mut Vec<MoneyWarning>) -> Vec<Payment> {
    let id = profile.id();
    let Some(evidence) = Evidence::new(facts.of(id).map(|fact| fact.id)) else { return Vec::new() };
    let text = |property: &str| {
        // The same of several sources; of different ones the first by the alphabet, whatever the order of reading.
        facts.values(id, property).into_iter().min().map(str::to_owned)
    };
    let mut warn = |property: &str, what: String| {
        let fact = facts.stating(id, property).next().or_else(|| facts.of(id).next());
        if let Some(citation) = fact.and_then(|fact| facts.cite(fact.id)) {
            warnings.push(MoneyWarning { what, citation });
        }
    };
    let amount = text("amount").and_then(|amount| amount.replace([',', ' '], "").parse::<f64>().ok());
    if let Some(negative) = amount.filter(|amount| *amount < 0.0) {
        warn("amount", format!("a payment of {}: a negative amount is shown and not added up", show(negative)));
    }
    let currency = text("currency");
    match &currency {
        Some(code) if code.len() != 3 || !code.chars().all(|c| c.is_ascii_uppercase()) => {
            warn("currency", format!("{code:?} is no code of a currency: its sums stand by themselves"));
        }
        None if amount.is_some() => {
            warn("amount", "an amount without a currency: it is added up with others of that sort alone".to_owned());
        }
        _ => {}
    }
    let date = ["date", "startDate", "endDate"].into_iter().find_map(|property| text(property)?.parse().ok());
    if date.is_none() {
        warn("amount", "a payment without a date: it is on no way through time".to_owned());
    }
    let standing = facts.of(id).filter_map(|fact| fact.statement.standing()).max_by_key(|standing| standing.rung());
    let mut found = Vec::new();
    for payer in facts.targets(id, "payer") {
        for payee in facts.targets(id, "beneficiary") {
            if facts.profile(&payer).is_none() || facts.profile(&payee).is_none() {
                continue;
            }
            if payer == payee {
                warn("payer", format!("{} paid itself: left out", facts.caption(&payer)));
                continue;
            }
            found.push(Payment {
                id: id.clone(),
                payer: payer.clone(),
                payee,
                amount,
                currency: currency.clone(),
                date,
                purpose: text("purpose"),
                standing,
                records: 1,
                evidence: evidence.clone(),
            });
        }
    }
    found
}
