//! What counts as one name, and what does not: one line a case.

use proptest::prelude::*;
use umbra_names::{Kind, Name, compare, fold, keys, normalise, romanise};

/// Above this a score reads as "plainly one name".
const ONE: f64 = 0.8;
/// Below this it reads as "plainly two names".
const TWO: f64 = 0.7;

fn is_one(kind: Kind, one: &str, other: &str) {
    let found = compare(one, other, kind);
    assert!(found.score >= ONE, "{one} / {other}: {:.3} {:#?}", found.score, found.pairs);
    let shares = keys(one).iter().any(|key| keys(other).contains(key));
    assert!(shares, "{one} / {other} share no key: {:?} {:?}", keys(one), keys(other));
}

fn is_two(kind: Kind, one: &str, other: &str) {
    let found = compare(one, other, kind);
    assert!(found.score < TWO, "{one} / {other}: {:.3} {:#?}", found.score, found.pairs);
}

#[test]
fn persons_in_one_script() {
    for (one, other) in [
        ("Viktor Hallström", "Victor Hallstrom"),
        ("Viktor Hallström", "HALLSTROEM, Viktor"),
        ("Katarzyna Nowicka", "Katarina Nowicka"),
        ("Bill Nordgard", "William Nordgard"),
        ("Ma Aijun", "Aijun Ma"),
        ("Ma Aijun", "MA, Ai-jun"),
        ("Ma Ai Jun", "Ma Aijun"),
        ("Chief Inspector Olaf Brandt", "Olaf Brandt"),
        ("Dr. Rami Makhlouf", "Rami Makhlouf"),
        ("A. Khamenei", "Ali Khamenei"),
        ("J.-C. Juncker", "Jean-Claude Juncker"),
        ("JC Juncker", "Jean-Claude Juncker"),
        ("Frost, William W.", "William W Frost"),
        ("Sergey Viktorovich LAVROV", "Sergej Lavrov"),
        ("Vladimir Putin", "VladimirPutin"),
        ("Nikolai Patr ushev", "Nikolai Patrushev"),
        ("Osama bin Laden", "Usama ben Ladin"),
        ("Mohammed bin Salman", "bin Salman, Muhammad"),
        ("Sergey Sergey Shoigu", "Sergey Shoigu"),
        ("José María Aznar", "Jose Maria AZNAR"),
        ("Seán O’Brien", "Sean OBrien"),
        ("Müller, Jürgen", "Juergen Mueller"),
    ] {
        is_one(Kind::Person, one, other);
    }
}

#[test]
fn persons_across_scripts() {
    for (one, other) in [
        ("马爱军", "Ma Aijun"),
        ("马爱军", "馬愛軍"),
        ("馬愛軍", "Ai-jun MA"),
        ("马爱军", "MA Ai Jun"),
        ("李岩", "Li Yan"),
        ("单立文", "Shan Liwen"),
        ("欧阳锋", "Ouyang Feng"),
        ("吕思清", "Lyu Siqing"),
        ("Владимир Путин", "Vladimir Putin"),
        ("Путин В. В.", "Vladimir Vladimirovich Putin"),
        ("Путін Володимир", "Vladimir Putin"),
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("ולדימיר פוטין", "Vladimir Putin"),
        ("Βλαντίμιρ Πούτιν", "Vladimir Putin"),
        ("व्लादिमीर पुतिन", "Vladimir Putin"),
        ("Վլադիմիր Պուտին", "Vladimir Putin"),
        ("贝拉克·奥巴马", "Barack Obama"),
        ("山田 太郎", "山田太郎"),
    ] {
        is_one(Kind::Person, one, other);
    }
}

#[test]
fn persons_who_are_two() {
    for (one, other) in [
        ("Kim Yong-chol", "Kim Yong-chun"),
        ("Li Yan", "Li Yanping"),
        ("Li Yan", "Li Yan Ping"),
        ("李岩", "李妍"),
        ("马爱军", "马爱民"),
        ("Barack Obama", "Michelle Obama"),
        ("Maria Costa", "Mario Costa"),
        ("Ahmed Hassan", "Ahmed Hussein"),
        ("William G Frost", "William W Frost"),
        ("Sergey Ivanovich Lavrov", "Sergey Viktorovich Lavrov"),
        ("Olga Barynova", "Oleg Baranov"),
        ("Geoffrey Boris Johnson", "Alexandre Boris de Pfeffel Johnson"),
        ("Eric A. Wendt", "Josh A. Wendt"),
        ("Viktor Hallström", "Viktor Hallberg"),
        ("Ma", "Ma Aijun"),
        ("Mr Brandt", "Olaf Brandt"),
        ("N.N.", "Nursultan Nazarbayev"),
        ("弗拉基米尔·普京", "马爱军"),
    ] {
        is_two(Kind::Person, one, other);
    }
}

#[test]
fn bodies() {
    for (one, other) in [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("OAO Gazprom", "Open Joint Stock Company Gazprom"),
        ("Nanshan Group", "Nanshan Group Co Ltd"),
        ("ООО \"АЯС 2000\"", "OOO Ayas 2000"),
        ("Goodwill Company", "Good Will Company"),
        ("1st International Bank", "First Int'l Bank"),
        ("Brigade Forty-Four", "Brigade 44"),
        ("The Homs Refinery Company", "HOMS REFINERY CORPORATION"),
        ("People's Liberation Army", "PLA"),
        ("Harbor Haulage and Gravel Ltd", "Harbour Haulage & Gravel Limited"),
        ("唐山钢铁有限公司", "唐山鋼鐵有限公司"),
        ("Sp. z o.o. Faberlic", "FABERLIC SP ZOO"),
        ("'Ndrangheta", "ndrangheta"),
        ("Lubei district branch of the Tangshan Public Security Bureau", "Lubei district branch"),
    ] {
        is_one(Kind::Organisation, one, other);
    }
    for (one, other) in [
        ("Deutsche Bank AG", "Deutsche Bank GmbH"),
        ("Volkswagen AG", "Siemens AG"),
        ("Government of Estonia", "Government of Ethiopia"),
        ("BAE Systems, Inc.", "BAE Industries, Inc."),
        ("Nantahala Fund, Ltd.", "Nantahala Fund II, Ltd."),
        ("Brigade 44", "Brigade 45"),
        ("The BSF Foundation", "The BIRD Foundation"),
        ("ООО \"БАЙ\"", "ООО \"БАЙКАЛ\""),
        ("Marenport District Court", "Sundby District Court"),
        ("Lady Leila", "Lady Rania"),
        ("Lubei district branch of the Tangshan Bureau", "Lunan district branch of the Tangshan Bureau"),
        ("Lubei district branch of the Tangshan Bureau", "Tangshan Bureau"),
        ("Bank of China", "Bank of Japan"),
        ("Lubei branch of the Tangshan Bureau", "Lubei branch of the Handan Bureau"),
    ] {
        is_two(Kind::Organisation, one, other);
    }
}

#[test]
fn places() {
    for (one, other) in [
        ("Tangshan", "Tangshan City"),
        ("唐山市", "Tangshan"),
        ("Hebei province", "河北省"),
        ("Łódź", "Lodz"),
        ("Province of Hebei", "Hebei Province"),
        ("Saint Petersburg", "St. Petersburg"),
    ] {
        is_one(Kind::Place, one, other);
    }
    for (one, other) in [
        ("Lubei district", "Lunan district"),
        ("Marenport", "Marenport Harbour"),
        ("Tangshan County", "Tangshan City"),
        ("New York", "York Street"),
    ] {
        is_two(Kind::Place, one, other);
    }
}

#[test]
fn a_common_name_tells_less_than_a_rare_one() {
    let information = |one: &str, other: &str| compare(one, other, Kind::Person).information;
    assert!(information("Wang Wei", "Wang Wei") < 12.0);
    assert!(information("Viktor Hallström", "Victor Hallstrom") > 18.0);
    assert!(information("王伟", "王伟") < information("马爱军", "马爱军"));
}

#[test]
fn hostile_names_end_quickly() {
    let long = "a".repeat(100_000);
    let many = "Li Yan ".repeat(20_000);
    let han = "单曾解朴乐仇区任盖查".repeat(2_000);
    let odd = [
        "",
        " ",
        "\u{0}",
        "☃☃",
        "\u{202e}abc\u{202c}",
        "٣٤",
        "()",
        "....",
        "a'",
        "''''s",
        long.as_str(),
        many.as_str(),
        han.as_str(),
    ];
    for kind in [Kind::Person, Kind::Organisation, Kind::Place] {
        let names = odd.map(|text| Name::new(text, kind));
        for one in &names {
            for other in &names {
                assert!((0.0..=1.0).contains(&one.compare(other).score));
            }
            assert!(one.keys().len() < 500, "{}", one.keys().len());
        }
    }
    assert!(compare(&long, &format!("{long}b"), Kind::Person).score < TWO);
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![Kind::Person, Kind::Organisation, Kind::Place])
}

/// Names as they come: words out of the lists and scripts that the rules know, and anything at all.
fn any_name() -> impl Strategy<Value = String> {
    let words = vec![
        "Ma",
        "Aijun",
        "ai-jun",
        "马爱军",
        "馬",
        "李",
        "岩",
        "Viktor",
        "Victor",
        "Hallström",
        "bin",
        "al-",
        "Dr.",
        "J.",
        "JC",
        "GmbH",
        "Ltd",
        "Co.",
        "ООО",
        "Путин",
        "بوتين",
        "фон",
        "II",
        "44",
        "Forty",
        "four",
        "market",
        "district",
        "市",
        "有限公司",
        "St.",
        "&",
        "the",
        "Jr",
        "(",
        ")",
        ",",
        "김정은",
        "プーチン",
        "o'",
        "s",
    ];
    let known = prop::collection::vec(prop::sample::select(words), 0..7).prop_map(|words| words.join(" "));
    prop_oneof![3 => known, 1 => "\\PC{0,40}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn comparing_is_symmetric(one in any_name(), other in any_name(), kind in any_kind()) {
        let (there, back) = (compare(&one, &other, kind), compare(&other, &one, kind));
        prop_assert!((there.score - back.score).abs() < 1e-12);
        prop_assert!((there.information - back.information).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert_eq!(there.pairs.len(), back.pairs.len());
    }

    #[test]
    fn a_name_is_itself(name in any_name(), kind in any_kind()) {
        let score = compare(&name, &name, kind).score;
        let expected = if normalise(&name).is_empty() { 0.0 } else { 1.0 };
        prop_assert!((score - expected).abs() < 1e-12, "{name:?} {score}");
    }

    #[test]
    fn case_and_spaces_do_not_matter(name in "[A-Za-z]{1,9}( [A-Z][a-z]{1,9}){0,3}", kind in any_kind()) {
        let spaced = format!("  {} ", name.replace(' ', "   "));
        prop_assert!((compare(&name, &spaced, kind).score - 1.0).abs() < 1e-12);
        prop_assert_eq!(keys(&name), keys(&spaced));
    }

    #[test]
    fn every_word_meets_once_or_stands_alone(one in any_name(), other in any_name(), kind in any_kind()) {
        for (text, is_left) in [(&one, true), (&other, false)] {
            let found = compare(&one, &other, kind);
            let side = |pair: &umbra_names::Pair| if is_left { pair.left.clone() } else { pair.right.clone() };
            let shown: Vec<String> = found.pairs.iter().filter(|pair| pair.weight > 0.0).filter_map(side).collect();
            let mut shown: Vec<&str> = shown.iter().flat_map(|words| words.split(' ')).collect();
            let name = Name::new(text, kind);
            let counted = name.tokens().iter().filter(|token| token.bits() > 0.0);
            let mut expected: Vec<&str> = counted.flat_map(|token| token.text().split(' ')).collect();
            shown.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(shown, expected);
        }
    }

    #[test]
    fn keys_are_stable_and_sorted(name in any_name()) {
        let found = keys(&name);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert_eq!(&found, &keys(&name));
    }

    #[test]
    fn writing_in_one_way_is_done_once(name in any_name()) {
        for write in [normalise, fold, romanise] {
            let once = write(&name);
            prop_assert_eq!(&write(&once), &once);
        }
    }
}
