//! Feeds the extractor texts grown from the words that it knows and from what no grammar knows, for as long as asked, and
//! stops at the first thing that must not be.
//!
//! `cargo run --release -p umbra-extract --example soak -- [--minutes 10] [--seed N]`

use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use umbra_extract::fuzzing;

/// Words of every class that the grammar tells apart, marks, and what is in no grammar.
const WORDS: &str = include_str!("../data/verbs.txt");
const RULES: &str = include_str!("../rules/money.toml");
const PIECES: &[&str] = &[
    "Erik Brandt",
    "Jonas Pell",
    "Ma Aijun",
    "the gang",
    "Rook gang",
    "Halvane Ltd",
    "Marenport Police Bureau",
    "Mr",
    "Dr.",
    "was",
    "were",
    "has been",
    "had",
    "to",
    "of",
    "for",
    "on",
    "in",
    "with",
    "by",
    "from",
    "as",
    "at",
    "against",
    "into",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "and",
    "or",
    "but",
    "not",
    "never",
    "no",
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "he",
    "she",
    "they",
    "it",
    "convicted",
    "accused",
    "charged",
    "sentenced",
    "arrested",
    "jailed",
    "allegedly",
    "suspected",
    "bribes",
    "bribe",
    "police",
    "prosecutors",
    "court",
    "judge",
    "according to",
    "said",
    "told",
    "denied",
    "admitted",
    "one of",
    "among those",
    "also",
    "former",
    "head",
    "mayor",
    "brother",
    "wife",
    ",",
    ".",
    ";",
    ":",
    "—",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    "'s",
    "…",
    "?",
    "!",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{200b}",
    "5,200",
    "13 per cent",
    "$4 million",
    "€1.5m",
    "N3.9 billion",
    "Rs 3 crore",
    "a third of",
    "more than",
    "nearly",
    "up to",
    "between 2011 and 2016",
    "in 2023",
    "last year",
    "on 14 March",
    "29 February 2023",
    "31 April",
    "13/13/2013",
    "2024-02-30",
    "in the first half of 2024",
    "five years ago",
    "over the past",
    "99999999999999999999",
    "1e309",
    "0 per cent",
    "-5",
    "½",
    "٣",
    "１２",
    "马爱军",
    "扫黑除恶",
    "万",
    "亿",
    "é",
    "e\u{301}",
    "👩‍⚖️",
    "\u{202e}",
    "\u{feff}",
    "ß",
    "İ",
    "ﬁ",
    "'Ndrangheta",
    "RFE/RL",
    "O'Brien",
    "al-",
    "-",
    "--",
    "U.S.",
    "No.",
    "St.",
    "e.g.",
];

/// Panics where its input brings out a fault.
type Check = fn(&str);

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let rolled = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(rolled).unwrap_or_default() % sides.max(1)
    }
}

/// A text: mostly words, now and then a character of any plane.
fn text(dice: &mut Dice, words: &[&str]) -> String {
    let mut text = String::new();
    for _ in 0..=dice.roll(120) {
        match dice.roll(20) {
            0 => text.extend(char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap_or_default())),
            1..=5 => text.push_str(words[dice.roll(words.len())].trim_end_matches('*')),
            _ => text.push_str(PIECES[dice.roll(PIECES.len())]),
        }
        if dice.roll(8) > 0 {
            text.push(' ');
        }
    }
    text
}

/// A rule file with some of its characters gone, doubled or others.
fn rule_file(dice: &mut Dice) -> String {
    let rules: Vec<&str> = RULES.split("\n[[rule]]").collect();
    let mut file: Vec<char> = format!("[[rule]]{}", rules[1 + dice.roll(rules.len() - 1)]).chars().collect();
    for _ in 0..dice.roll(6) {
        let at = dice.roll(file.len());
        match dice.roll(3) {
            0 => drop(file.remove(at)),
            1 => file.insert(at, ['"', '[', '\n', '=', 'é', '.', '{'][dice.roll(7)]),
            _ => file.extend_from_within(at..(at + dice.roll(40)).min(file.len())),
        }
        if file.is_empty() {
            break;
        }
    }
    file.into_iter().collect()
}

fn main() -> ExitCode {
    let (mut minutes, mut seed) = (1.0, RandomState::new().build_hasher().finish() | 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next();
        match (argument.as_str(), value.as_deref().map(str::parse::<f64>), value.as_deref().map(str::parse::<u64>)) {
            ("--minutes", Some(Ok(value)), _) => minutes = value,
            ("--seed", _, Some(Ok(value))) => seed = value.max(1),
            _ => {
                eprintln!("usage: soak [--minutes N] [--seed N]");
                return ExitCode::from(2);
            }
        }
    }
    let words: Vec<&str> = WORDS
        .lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(|l| l.split([' ', '/']))
        .filter(|w| !w.is_empty())
        .collect();
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let mut runs = 0_u64;
    panic::set_hook(Box::new(|_| {}));
    while Instant::now() < end {
        let words = text(&mut dice, &words);
        let file = rule_file(&mut dice);
        let checks: [(&str, Check, &str); 5] = [
            ("sentences", fuzzing::sentences, &words),
            ("extraction", fuzzing::extraction, &words),
            ("dates", fuzzing::dates, &words),
            ("figures", fuzzing::figures, &words),
            ("rules", fuzzing::rules, &file),
        ];
        for (name, check, input) in checks {
            if let Err(fault) = panic::catch_unwind(|| check(input)) {
                let why = fault
                    .downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| fault.downcast_ref::<&str>().copied())
                    .unwrap_or("it panicked");
                println!("{name}, run {runs} of seed {seed}: {why}\n{input:?}");
                return ExitCode::FAILURE;
            }
        }
        runs += 1;
    }
    println!("{runs} runs without a finding");
    ExitCode::SUCCESS
}
