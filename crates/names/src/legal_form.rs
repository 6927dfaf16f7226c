//! The legal forms of bodies: GmbH, OOO, 有限公司.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use crate::normal::fold_lower;
use crate::word::Word;

/// What kind of body a legal form makes, where jurisdictions can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormClass {
    /// The members' liability is limited: GmbH, Ltd, OOO.
    Limited,
    /// By shares: AG, plc, SA.
    Stock,
    /// Of partners: KG, LLP.
    Partnership,
    /// One trader.
    Sole,
    /// A cooperative.
    Cooperative,
    /// An association.
    Association,
    /// A foundation or trust.
    Foundation,
    /// An enterprise of the state.
    State,
    /// Says only that it is a company; goes with every other.
    Company,
}

impl FormClass {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "limited" => Self::Limited,
            "stock" => Self::Stock,
            "partnership" => Self::Partnership,
            "sole" => Self::Sole,
            "cooperative" => Self::Cooperative,
            "association" => Self::Association,
            "foundation" => Self::Foundation,
            "state" => Self::State,
            "company" => Self::Company,
            _ => return None,
        })
    }

    /// Whether one body can bear both.
    pub fn agrees_with(self, other: Self) -> bool {
        self == other || self == Self::Company || other == Self::Company
    }
}

/// A legal form as written in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm {
    /// The form's code, such as `gmbh`.
    pub code: &'static str,
    /// Its class.
    pub class: FormClass,
}

/// No written form has more words.
const MOST_WORDS: usize = 6;

/// Endings in Han and hangul, which are written without a space: the longest first.
static ENDINGS: LazyLock<Vec<(&'static str, LegalForm)>> = LazyLock::new(|| {
    let unspaced = |form: &&str| form.chars().all(|c| u32::from(c) > 0x2E80);
    let mut out: Vec<_> = entries().filter(|(form, _)| unspaced(form)).collect();
    out.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    out
});

static FORMS: LazyLock<HashMap<String, LegalForm>> = LazyLock::new(|| {
    let mut out = HashMap::default();
    for (written, form) in entries() {
        for written in [written.to_owned(), fold_lower(written)] {
            out.entry(written).or_insert(form);
        }
    }
    out
});

fn entries() -> impl Iterator<Item = (&'static str, LegalForm)> {
    let lines = include_str!("../data/legal_forms.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let (code, class, _, written) = (columns.next(), columns.next(), columns.next(), columns.next());
        let form = code.zip(class.and_then(FormClass::named)).map(|(code, class)| LegalForm { code, class });
        let written = written.unwrap_or_default().split(';');
        written.filter_map(move |written| form.map(|form| (written, form)))
    })
}

/// The legal form that a name's last words are, and how many words it takes.
pub(crate) fn at_end(words: &[&str]) -> Option<(LegalForm, usize)> {
    let longest = words.len().min(MOST_WORDS);
    (1..=longest).rev().find_map(|count| Some((found(&words[words.len() - count..])?, count)))
}

/// The legal form that a name's first words are, and how many words it takes. Single words count only where the form
/// does stand in front ("OOO", "PT"): "As" or "Trust" open names as words.
pub(crate) fn at_start(words: &[&str]) -> Option<(LegalForm, usize)> {
    const IN_FRONT: [&str; 33] = [
        "ooo", "oao", "zao", "ao", "tov", "pat", "too", "mchj", "mmc", "ip", "gup", "ano", "pt", "cvid", "uab", "ablt",
        "sia", "tnhh", "srl", "sa", "kk", "shps", "cp", "thltd", "gellc", "gejsc", "amllc", "irsk", "krltd", "krjsc",
        "jpgk", "jpkk", "smb",
    ];
    let longest = words.len().min(MOST_WORDS);
    let in_front = |form: LegalForm, count: usize| count > 1 || IN_FRONT.contains(&form.code);
    (1..=longest).rev().find_map(|count| {
        let form = found(&words[..count])?;
        in_front(form, count).then_some((form, count))
    })
}

/// Parts the form from a name that it is written together with: "SiemensAG".
pub(crate) fn part_glued(word: &Word) -> Option<[Word; 2]> {
    let boundary =
        |(at, c): (usize, char)| (c.is_uppercase() && word.text[..at].ends_with(char::is_lowercase)).then_some(at);
    let at = word.text.char_indices().rev().find_map(boundary)?;
    let (name, form) = word.text.split_at(at);
    let part = |text: &str| Word { text: text.to_owned(), lower: text.to_lowercase(), ..word.clone() };
    let (name, form) = (part(name), part(form));
    // A single letter more is a name that happens to end so: "McAS".
    (name.lower.chars().count() > 3 && FORMS.contains_key(&form.lower)).then_some([name, form])
}

/// Whether a word is a legal form that can be nothing else: names of people end in "Co" or "Sa" too.
pub(crate) fn is_written_so(lower: &str) -> bool {
    matches!(lower, "llc" | "ltd" | "limited" | "inc" | "gmbh" | "plc" | "llp" | "ооо" | "ooo" | "оао" | "sarl" | "bv")
}

/// Whether a word by itself is a legal form, or the written words of one hold it.
pub(crate) fn written_words() -> impl Iterator<Item = &'static str> {
    entries().flat_map(|(written, _)| written.split(' '))
}

fn found(words: &[&str]) -> Option<LegalForm> {
    match words {
        [word] => FORMS.get(*word),
        _ => FORMS.get(&words.join(" ")),
    }
    .copied()
}

/// The legal form that a run without spaces ends or begins with, and the run without it.
pub(crate) fn within(run: &str) -> Option<(LegalForm, &str)> {
    ENDINGS.iter().find_map(|(written, form)| {
        let rest = run.strip_suffix(written).or_else(|| run.strip_prefix(written))?;
        (!rest.is_empty()).then_some((*form, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_is_taken() {
        let code = |words: &[&str]| at_end(words).map(|(form, count)| (form.code, count));
        assert_eq!(code(&["siemens", "aktiengesellschaft"]), Some(("ag", 1)));
        assert_eq!(code(&["nanshan", "co", "ltd"]), Some(("ltd", 2)));
        assert_eq!(code(&["x", "open", "joint", "stock", "company"]), Some(("oao", 4)));
        assert_eq!(code(&["northern", "star"]), None);
        assert_eq!(at_start(&["as", "roma"]), None);
        assert_eq!(at_start(&["ооо", "бай"]).map(|(form, _)| form.code), Some("ooo"));
        assert_eq!(within("唐山钢铁有限公司").map(|(form, rest)| (form.code, rest)), Some(("yxgs", "唐山钢铁")));
    }

    #[test]
    fn the_data_is_sound() {
        let lines: Vec<_> =
            include_str!("../data/legal_forms.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        let mut jurisdictions = std::collections::BTreeSet::new();
        for line in &lines {
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(columns.len(), 4, "{line}");
            assert!(FormClass::named(columns[1]).is_some(), "{line}");
            for form in columns[3].split(';') {
                assert!(
                    !form.is_empty() && form.split(' ').count() <= MOST_WORDS && form == form.to_lowercase(),
                    "{form}"
                );
            }
            jurisdictions.extend(columns[2].split(' '));
        }
        assert!(jurisdictions.len() >= 40);
        assert_eq!(
            entries().count(),
            lines.iter().map(|line| line.split('\t').nth(3).unwrap().split(';').count()).sum::<usize>()
        );
    }
}
