//! What each column of a table holds, by its header and its values.

use super::super::Row;
use super::super::vocabulary::{Meaning, Party, meaning, normalise};
use crate::dates;

/// A column that is understood.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub at: usize,
    pub header: String,
    pub party: Option<Party>,
    pub attribute: &'static str,
    /// The pattern of its dates, where they are not in ISO form.
    pub format: Option<&'static str>,
    /// The currency that the header names.
    pub currency: Option<String>,
    pub why: String,
}

/// The columns of a table and its sample.
pub(super) struct Columns<'a> {
    pub all: Vec<Column>,
    headers: &'a [String],
    rows: &'a [Row],
}

const DATES: &[&str] = &["birth date", "start date", "end date", "date", "incorporation date", "dissolution date"];
const DATE_FORMATS: &[&str] = &[
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%Y%m%d",
    "%Y年%m月%d日",
];

/// What the values of a column say of how its dates are written.
enum DateForm {
    Iso,
    Pattern(&'static str),
    /// Day and month can't be told apart.
    Doubtful,
    None,
}

impl<'a> Columns<'a> {
    pub fn new(headers: &'a [String], rows: &'a [Row]) -> Self {
        let mut columns = Self { all: Vec::new(), headers, rows };
        columns.all = headers.iter().enumerate().filter_map(|(at, header)| columns.understand(at, header)).collect();
        columns
    }

    /// The values of a column that are not empty.
    pub fn values(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells[at].trim()).filter(|value| !value.is_empty())
    }

    /// The column for an attribute of a party, or of nobody in particular.
    pub fn find(&self, party: Option<Party>, attribute: &str) -> Option<&Column> {
        self.all.iter().find(|column| column.party == party && column.attribute == attribute)
    }

    pub fn has(&self, party: Party) -> bool {
        self.find(Some(party), "name").is_some()
    }

    /// Whether a column is filled wherever another one is.
    pub fn fills(&self, column: &Column, with: &Column) -> bool {
        self.rows.iter().all(|row| row.cells[with.at].trim().is_empty() || !row.cells[column.at].trim().is_empty())
    }

    /// Whether no value of a column occurs twice, and none is missing.
    pub fn is_unique(&self, column: &Column) -> bool {
        let mut values: Vec<&str> = self.values(column.at).collect();
        values.sort_unstable();
        values.len() == self.rows.len() && values.windows(2).all(|pair| pair[0] != pair[1])
    }

    pub fn headers(&self) -> &'a [String] {
        self.headers
    }

    fn understand(&self, at: usize, header: &str) -> Option<Column> {
        let Meaning { party, attribute } = meaning(header)?;
        let column = |party, attribute, format, why: String| Column {
            at,
            header: header.to_owned(),
            party,
            attribute,
            format,
            currency: None,
            why,
        };
        let says = match party {
            Some(party) if attribute == "name" => format!("the header \"{header}\" means {}", described(party)),
            Some(party) => format!("the header \"{header}\" means the {attribute} of {}", described(party)),
            None => format!("the header \"{header}\" means the {attribute}"),
        };
        if DATES.contains(&attribute) {
            return match self.date_form(at) {
                DateForm::Iso => Some(column(party, attribute, None, format!("{says}, and its values are dates"))),
                DateForm::Pattern(format) => Some(column(
                    party,
                    attribute,
                    Some(format),
                    format!("{says}, and its values are dates of the form {format}"),
                )),
                DateForm::Doubtful => None,
                // "from" and "to" are dates in one table and names in the next.
                DateForm::None => match normalise(header).as_str() {
                    "from" => Some(column(
                        Some(Party::Source),
                        "name",
                        None,
                        format!("\"{header}\" holds no dates, so it names one end"),
                    )),
                    "to" => Some(column(
                        Some(Party::Target),
                        "name",
                        None,
                        format!("\"{header}\" holds no dates, so it names the other end"),
                    )),
                    _ => None,
                },
            };
        }
        match attribute {
            "amount" | "share count" if !self.is_numeric(at) => None,
            "share" if !self.is_numeric(at) => None,
            "amount" => {
                let currency = currency(header);
                Some(Column {
                    currency,
                    ..column(party, attribute, None, format!("{says}, and its values are numbers"))
                })
            }
            "share" | "share count" => {
                Some(column(party, attribute, None, format!("{says}, and its values are numbers")))
            }
            _ => Some(column(party, attribute, None, says)),
        }
    }

    fn is_numeric(&self, at: usize) -> bool {
        let numeric = |value: &str| {
            value.chars().any(|c| c.is_ascii_digit()) && value.chars().filter(|c| c.is_alphabetic()).count() <= 3
        };
        let (numbers, all) = self.values(at).fold((0, 0), |(n, all), value| (n + usize::from(numeric(value)), all + 1));
        all > 0 && numbers * 5 >= all * 4
    }

    fn date_form(&self, at: usize) -> DateForm {
        let all = self.values(at).count();
        if all == 0 {
            // Nothing contradicts the header.
            return DateForm::Iso;
        }
        let most = |fits: &dyn Fn(&str) -> bool| self.values(at).filter(|value| fits(value)).count() * 5 >= all * 4;
        if most(&|value| value.parse::<umbra_model::PartialDate>().is_ok()) {
            return DateForm::Iso;
        }
        let fitting: Vec<&'static str> = DATE_FORMATS
            .iter()
            .copied()
            .filter(|format| most(&|value| dates::parse_format(value, format).is_some()))
            .collect();
        match fitting[..] {
            [] => DateForm::None,
            [.., "%m/%d/%Y"] if fitting.len() > 1 => self.day_or_month_first(at),
            [first, ..] => DateForm::Pattern(first),
        }
    }

    /// `%d/%m` and `%m/%d` both fit most values; a single day over 12 decides.
    fn day_or_month_first(&self, at: usize) -> DateForm {
        let fits_all = |format: &str| self.values(at).all(|value| dates::parse_format(value, format).is_some());
        match (fits_all("%d/%m/%Y"), fits_all("%m/%d/%Y")) {
            (true, false) => DateForm::Pattern("%d/%m/%Y"),
            (false, true) => DateForm::Pattern("%m/%d/%Y"),
            _ => DateForm::Doubtful,
        }
    }
}

/// Codes of ISO 4217 for the currencies that public tables are kept in.
const CURRENCIES: &str = "aed all amd ars aud azn bam bdt bgn bhd brl byn cad chf clp cny cop czk dkk dzd egp eur gbp gel \
    ghs hkd huf idr ils inr iqd irr isk jod jpy kes kgs krw kwd kzt lbp lkr lyd mad mdl mkd mnt mxn myr ngn nok npr nzd omr \
    pen php pkr pln pyg qar ron rsd rub sar sek sgd thb tjs tmt tnd try twd tzs uah ugx usd uyu uzs ves vnd xaf xof yer zar";
/// Currencies by the names that headers give them.
const MONEY: &str = "crowns euro euros dollars pounds francs roubles rubles yuan yen lira";

/// The currency in "amount_eur", "Betrag (EUR)", "amount in crowns".
fn currency(header: &str) -> Option<String> {
    let words = normalise(header);
    let last = words.rsplit(' ').next().filter(|last| words.len() > last.len())?;
    if CURRENCIES.split_whitespace().any(|code| code == last) {
        return Some(last.to_uppercase());
    }
    MONEY.split_whitespace().any(|name| name == last).then(|| last.to_owned())
}

fn described(party: Party) -> &'static str {
    match party {
        Party::Company => "the company",
        Party::Person => "the person",
        Party::Owner => "the owner",
        Party::Director => "the director",
        Party::Payer => "who pays",
        Party::Payee => "who is paid",
        Party::Holder => "who holds the office",
        Party::Organisation => "the organisation",
        Party::Source => "one end",
        Party::Target => "the other end",
    }
}
