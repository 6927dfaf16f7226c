//! Which period a figure covers, and with which it is compared.

use umbra_extract::{Extractor, Figure};
use umbra_model::{Source, SourceId, Text};

/// Each figure as "value unit, period start..end (inferred, inherited), base start..end".
fn figures(words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2025-03-04".parse().ok();
    let text = Text::new(id, words.to_owned(), Vec::new());
    Extractor::english().extract(&text, &source).figures.iter().map(line).collect()
}

fn line(figure: &Figure) -> String {
    let date = |date: Option<umbra_model::PartialDate>| date.map_or_else(|| "?".to_owned(), |d| d.to_string());
    let mut line = format!("{} {}", figure.value, figure.unit);
    if let Some(period) = &figure.period {
        let how = if period.is_inherited { " inherited" } else { "" };
        line.push_str(&format!(", {}..{}{how}", date(period.start), date(period.end)));
    }
    if let Some(base) = &figure.base {
        line.push_str(&format!(", against {}..{}", date(base.start), date(base.end)));
    }
    line
}

#[test]
fn what_a_figure_is_compared_with_passes_its_period_on_to_nobody() {
    assert_eq!(
        figures(
            "Police dismantled 38 criminal groups last year, up from 29 in 2023, and seized almost 12 tonnes of cocaine."
        ),
        [
            "38 criminal groups, 2024..2024",
            "29 criminal groups, 2023..2023",
            "12 tonnes of cocaine, 2024..2024 inherited"
        ]
    );
    assert_eq!(
        figures("Officers arrested 210 smugglers in 2022, compared with 180 in 2021, and seized 40 lorries."),
        ["210 smugglers, 2022..2022", "180 smugglers, 2021..2021", "40 lorries, 2022..2022 inherited"]
    );
    assert_eq!(
        figures("The force recorded 512 robberies in 2020, down from 640 in 2019, and charged 93 people."),
        ["512 robberies, 2020..2020", "640 robberies, 2019..2019", "93 people, 2020..2020 inherited"]
    );
}

#[test]
fn a_number_from_which_something_rose_or_fell_has_no_period_unless_one_is_said() {
    assert_eq!(
        figures("Seizures of cigarettes fell by a fifth in 2022, from 10 million to 8 million."),
        [
            "-20 percent, 2022..2022",
            "10000000 Seizures of cigarettes",
            "8000000 Seizures of cigarettes, 2022..2022 inherited"
        ]
    );
    assert_eq!(
        figures("Burglaries rose by 12 per cent in 2021, from 500 to 560."),
        ["12 percent, 2021..2021", "500 Burglaries", "560 Burglaries, 2021..2021"]
    );
    assert_eq!(
        figures("The gang grew from a dozen members in 2018 to more than 80 in 2021."),
        ["12 members, 2018..2018", "80 members, 2021..2021"]
    );
}

#[test]
fn the_year_before_counts_from_the_figure_and_not_from_the_document() {
    assert_eq!(
        figures(
            "A total of 112 people were arrested in the first quarter of 2022, compared with 74 in the same period a year earlier."
        ),
        ["112 people, 2022-01..2022-03", "74 people, 2021-01..2021-03"]
    );
    assert_eq!(
        figures("In 2022 the force recorded 1,204 burglaries, 8 per cent fewer than the year before."),
        ["1204 burglaries, 2022..2022", "-8 percent, 2022..2022, against 2021..2021"]
    );
    assert_eq!(
        figures("In 2019 police arrested 90 dealers, up from 61 the previous year."),
        ["90 dealers, 2019..2019", "61 dealers, 2018..2018"]
    );
    assert_eq!(
        figures(
            "Police raided 14 illegal mines in the first half of 2023, compared with nine in the same period of 2022."
        ),
        ["14 illegal mines, 2023-01..2023-06", "9 illegal mines, 2022-01..2022-06"]
    );
    assert_eq!(
        figures("Police raided 14 illegal mines in the first half of this year."),
        ["14 illegal mines, 2025-01..2025-06"]
    );
}
