//! Whatever a text holds, the extractor reads it to the end, and what it says stands in the text.

use proptest::prelude::*;
use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn read(extractor: &Extractor, content: &str) -> (Text, Extraction) {
    let id = SourceId::of(content.as_bytes());
    let mut source = Source::new(id, "hostile.txt", "text/plain", content.len() as u64);
    source.language = Some("eng".to_owned());
    let text = Text::new(id, content.to_owned(), Vec::new());
    let extraction = extractor.extract(&text, &source);
    (text, extraction)
}

/// Every statement's quote is what stands at its place, and every position points at something.
fn is_sound(text: &Text, run: &Extraction) -> Result<(), String> {
    for mention in &run.mentions {
        text.as_str().get(mention.range.clone()).ok_or("a mention cuts a character")?;
    }
    for relation in &run.relations {
        if relation.subject >= run.entities.len() || relation.object >= run.entities.len() {
            return Err("a tie without an end".to_owned());
        }
        text.as_str().get(relation.evidence.clone()).ok_or("evidence cuts a character")?;
    }
    for statement in &run.statements {
        let quote = statement.span().quote();
        if !text.as_str().contains(quote) {
            return Err(format!("no such words: {quote:?}"));
        }
    }
    Ok(())
}

/// Words that the grammar knows, marks that open and close, and what is in no grammar.
const PIECES: &[&str] = &[
    "Erik Brandt",
    "the gang",
    "Rook gang",
    "was",
    "were",
    "had",
    "never",
    "spoken",
    "convicted",
    "of",
    "sheltering",
    "accused",
    "said",
    "that",
    "who",
    "which",
    "Among",
    "those",
    "arrested",
    "is",
    "in",
    "Hebei province",
    "2021",
    "on 14 March",
    "last year",
    "13 per cent",
    "fewer",
    "more than",
    "5,200",
    "crowns",
    "$4 million",
    "between",
    "and",
    "or",
    "to",
    "from",
    "the",
    "a",
    "his",
    "her",
    "According to",
    "the indictment",
    "according",
    "mayor",
    "head",
    "former",
    "branch of the",
    "Tangshan Bureau",
    "brother",
    "campaign",
    "called",
    "Clean Quays",
    "bribe",
    "paid",
    "denied",
    "The claim",
    "was false",
    "proceedings against",
    "dropped",
    "appeal",
    "pending",
    "judgment",
    "not",
    "if",
    "would",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'s",
    "(",
    ")",
    "[",
    "]",
    "{",
    "–",
    "—",
    "-",
    ",",
    ",",
    ".",
    ". ",
    "!",
    "?",
    ":",
    ";",
    "…",
    "|",
    "\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "警方",
    "拘留了",
    "王小明",
    "。",
    "，",
    "👮‍♀️",
    "🇨🇳",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "ʼ",
    "since the campaign began",
    "over five years",
    "as of the end of",
    "the number of",
    "the amount lost",
    "Of the 1,169",
    "fell",
    "by a third",
    "a 62 per cent rise",
    "from the 1,360",
    "over the same period",
    "(up 1.3%)",
    "(50)",
    "3,59,849",
    "3,59",
    "Kshs 8.7 Billion",
    "UAH1",
    "compared to",
    "Compared to 2018",
    "totalling",
    "stood at",
    "FY 2013",
    "Q3",
    "q44",
    "h77",
    "2020",
    "respectively",
    "per 100,000",
    "one person in two",
    "half the",
    "bringing the number to",
    "between July and",
    "the corresponding figure of",
    "to the tune of",
    "s/o",
    "KC",
    "popularly known as",
    "the leader of the",
    "the brothers",
    "jailed",
    "booked for",
    "2016 saw",
    "steal from",
    "SARs",
    "as per",
    "as reported on",
    "by the",
    "1",
    "0",
    "1/2",
    "½",
    "%",
    "#",
    "no.",
    "U.S.",
    "Dr.",
    "al-",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn arbitrary_text_is_read(content in any::<String>()) {
        let (text, run) = read(&Extractor::english(), &content);
        prop_assert_eq!(is_sound(&text, &run), Ok(()));
    }

    #[test]
    fn words_of_the_grammar_in_any_order_are_read(
        pieces in proptest::collection::vec((proptest::sample::select(PIECES), any::<bool>()), 0..60)
    ) {
        let mut content = String::new();
        for (piece, apart) in pieces {
            content.push_str(piece);
            if apart {
                content.push(' ');
            }
        }
        let (text, run) = read(&Extractor::english(), &content);
        prop_assert_eq!(is_sound(&text, &run), Ok(()));
    }
}

/// The words to the left of the first are none, however many of them a construction looks at.
#[test]
fn what_begins_in_the_middle_is_read() {
    // The first is Greek behind a family's prefix.
    for content in [
        "'Ap\u{3a7}",
        "h77",
        "q44/q2",
        ", and Erik Brandt was arrested.",
        "and Erik Brandt was arrested.",
        ", Erik Brandt was arrested.",
    ] {
        let (text, run) = read(&Extractor::english(), content);
        assert_eq!(is_sound(&text, &run), Ok(()), "{content}");
    }
}

/// Texts are cut off, at the end of a page or of what an agency gives away, and so is every construction in them.
#[test]
fn what_breaks_off_in_the_middle_is_read() {
    let extractor = Extractor::english();
    let whole = "Fines rose from between $4 million - $6 million to US$5m-£3m, by 13 per cent to 5,200, of whom 12 of 40 – 3 to 4 in 10 – \
        were officials; the 3-year, Rs 200-a-day term of “A. Brandt” (born 1 May 1970), head of the Rook gang's branch, said the court, \
        ended on 3/4/2021-5 at 1/2 of $1-";
    let told = "Brezno, a bank, and the charity Sunrise paid the network of Ivo Petrov, Petrov's company and the narcotics agency's head, \
        Jan Kos; following his arrest in May both men, A, 41, and B, 35, were jailed. Jan Kos, you lied. You, Ivo Petrov, on count three, \
        the payments from Brezno to Kos; whose owner is Petrov, one of two leaders, members such as A and B";
    let counted = "As per the review, 3,59,849 cases (up 4% over 2021, or 3,46,008 cases) were registered in FY 2022, as reported on Friday by the         office, and the number of guns seized (50) since the campaign began fell by a third to Kshs 8.7 Billion, worth 3.4 billion tal over five         years; Of the 1,169 charged, 92% were men, 66% had none. 2016 saw 40, compared to the 1,360 in 2011, in 2012 they saw 12, in 2013         steal from shops (up 2%), SARs filed on transfers dropped from 9 to 8 as of the end of June 2, 2019, totalling 7; “it stood at 6,”         stressed the head of the office, January-February 2, 2019, while that for 2019 was 5, leaving 4 dead, a fifth (19%) of them from 2011 (3)";
    let compared = "Between July and September this year robberies and thefts fell 4 and 5 per cent respectively on the corresponding figure of 1,204 for Q3 of \
        2019, 2020 Q1 or H1 2023, bringing the number to 40 per 100,000, from 1 April last year to 31 May this year; one person in two paid fines to \
        the tune of GH¢4.1m, half the 20,7%, unchanged on a year earlier, of whom .8% – 12 (3 per cent) – were from Marland (20.0%), Ostrand (1.8%)";
    let named = "Jan Kos, s/o Ivo Kos, popularly known as the Falcon, and Innes Guthrie KC led the Black Hand; the agency, the leader of the Kovra and \
        Skelda clans, booked for theft, now serving a sentence, his four children A, B and C, and brother Jonas, 43, and the brothers were jailed";
    for whole in [whole, told, counted, compared, named] {
        let ends = whole.char_indices().map(|(end, _)| end).chain([whole.len()]);
        for content in ends.map(|end| &whole[..end]) {
            let (text, run) = read(&extractor, content);
            assert_eq!(is_sound(&text, &run), Ok(()), "{content}");
        }
    }
}

/// What is said grows with the text and not with its square, whatever pattern it repeats without an end to the sentence.
#[test]
fn one_endless_sentence_is_read_in_stretches() {
    let extractor = Extractor::english();
    for pattern in [
        "Erik Brandt, head of the Rook gang, who was convicted of sheltering the gang, ",
        "and 13 per cent fewer cases in 2021 compared to 2019 ",
        "the brother of the head of the branch of the bureau of the ",
        "“he said ",
        "((([[[ ",
        "accused of being accused of ",
        "王小明 ",
        "👮 ",
    ] {
        let once = pattern.repeat(50_000 / pattern.len());
        let (text, small) = read(&extractor, &once);
        assert_eq!(is_sound(&text, &small), Ok(()), "{pattern}");
        let (text, large) = read(&extractor, &once.repeat(2));
        assert_eq!(is_sound(&text, &large), Ok(()), "{pattern}");
        let size = |run: &Extraction| {
            run.mentions.len() + run.relations.len() + run.attributions.len() + run.figures.len() + run.statements.len()
        };
        assert!(size(&large) <= 2 * size(&small) + 200, "{pattern}: {} from {}", size(&large), size(&small));
        let longest = large.attributions.iter().flat_map(|a| &a.contents).map(std::ops::Range::len).max();
        assert!(longest.is_none_or(|bytes| bytes < 20_000), "{pattern}: an attribution over {longest:?} bytes");
    }
}

#[test]
fn what_the_fuzzer_found_stays_found() {
    let extractor = Extractor::english();
    for words in [format!("-{}51,--51G", "\n".repeat(29)), "51,--51G".to_owned()] {
        let (text, extraction) = read(&extractor, &words);
        assert_eq!(is_sound(&text, &extraction), Ok(()), "{words:?}");
    }
}

#[test]
fn of_a_text_beyond_the_bound_the_beginning_is_read_and_the_rest_told() {
    let opening = "Erik Brandt, former mayor of Saltmarsh, was convicted of taking bribes.";
    let words = format!("{opening}\n{}", "He said no more. ".repeat(10) + &"\n".repeat(9 << 20));
    let (text, extraction) = read(&Extractor::english(), &words);
    is_sound(&text, &extraction).unwrap();
    let reason = extraction.not_read.expect("the end was not read");
    assert!(reason.contains("first 8 MiB only, of 10"), "{reason}");
    assert!(extraction.statements.iter().any(|statement| statement.value() == "Erik Brandt"));
}
