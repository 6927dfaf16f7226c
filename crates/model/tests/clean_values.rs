//! Cleaning: vectors of our own, and what holds of every value.

use proptest::prelude::*;
use umbra_model::{CleanContext, PropertyType, Schema};

/// Type, value, clean value (`-` for none).
const VECTORS: &[(&str, &str, &str)] = &[
    ("address", "12 Quay Street\n\nMarenport", "12 Quay Street, Marenport"),
    ("address", "12 Quay  Street,, Marenport", "12 Quay Street, Marenport"),
    ("checksum", "0123abc", "0123abc"),
    ("country", "MT", "mt"),
    ("country", "Malta", "mt"),
    ("country", "Malte", "mt"),
    ("country", "Мальта", "mt"),
    ("country", "马耳他", "mt"),
    ("country", "Atlantis", "-"),
    ("date", "2019-7", "2019-07"),
    ("date", "2019-02-29", "-"),
    ("date", "2019-07-01T10:00:00+02:00", "2019-07-01T08:00:00"),
    ("date", "1 July 2019", "-"),
    ("email", "Desk@Marenport-Courier.EXAMPLE", "Desk@marenport-courier.example"),
    ("email", "desk at courier", "-"),
    ("entity", "mt-123.a", "mt-123.a"),
    ("entity", "mt 123", "-"),
    ("gender", "Weiblich", "female"),
    ("gender", "?", "-"),
    ("html", "<p>x</p>", "<p>x</p>"),
    ("identifier", " C 1234 ", "C 1234"),
    ("ip", "2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
    ("ip", "300.1.1.1", "-"),
    ("json", "{\"a\": 1}", "{\"a\": 1}"),
    ("language", "mt", "mlt"),
    ("language", "Klingon", "-"),
    ("mimetype", "Text/HTML; charset=UTF-8", "text/html"),
    ("name", " 'Greta\u{a0} Garov' ", "Greta Garov"),
    ("name", "\u{200b}", "-"),
    ("number", "1,000 t", "1,000 t"),
    ("phone", "+356 2122 1234", "+35621221234"),
    ("phone", "2122 1234", "-"),
    ("string", " a\u{0} b ", "a b"),
    ("text", "a\nb", "a\nb"),
    ("topic", "Role.PEP", "role.pep"),
    ("topic", "role.hero", "-"),
    ("url", "courier.example/a", "http://courier.example/a"),
    ("url", "javascript:alert(1)", "-"),
];

#[test]
fn cleans_as_written_down() {
    for (kind, raw, expected) in VECTORS {
        let kind = PropertyType::get(kind).unwrap();
        let clean = kind.clean(raw, &CleanContext::default());
        assert_eq!(clean.as_deref().unwrap_or("-"), *expected, "{kind} {raw:?}");
    }
    for kind in PropertyType::ALL {
        assert!(VECTORS.iter().any(|vector| vector.0 == kind.name()), "{kind} has no vector");
    }
}

#[test]
fn a_property_brings_its_form_along() {
    let iban = Schema::get("BankAccount").unwrap().property("iban").unwrap();
    assert_eq!(
        iban.clean("mt84 malt 0110 0001 2345 mtlc ast0 01s").as_deref(),
        Some("MT84MALT011000012345MTLCAST001S")
    );
    assert_eq!(iban.clean("MT85MALT011000012345MTLCAST001S"), None);
}

#[test]
fn references_are_taken_with_any_id_that_an_entity_can_have() {
    let owner = Schema::get("Ownership").unwrap().property("owner").unwrap();
    assert_eq!(owner.clean(" a_b:c ").as_deref(), Some("a_b:c"));
    assert_eq!(owner.clean("a b"), None);
}

#[test]
fn codes_have_labels() {
    assert_eq!(PropertyType::Country.caption("mt"), "Malta");
    assert_eq!(PropertyType::Topic.caption("role.pep"), "PEP");
    assert_eq!(PropertyType::Name.caption("Ana"), "Ana");
    let countries = PropertyType::Country.values().unwrap();
    assert!(countries.len() > 250 && countries.is_sorted());
    assert_eq!(PropertyType::Name.values(), None);
}

/// Texts that come near to values of the types, so that more than refusals is tried.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[12][0-9]{3}(-[0-9]{1,2}(-[0-9]{1,2}([T ][0-9]{1,2}(:[0-9]{2}(:[0-9]{2}([+-][0-9]{2}:?[0-9]{2})?)?)?)?)?)?.?",
        "(mailto:)?[a-zäß.+@]{1,8}@([A-Za-zäßИж-]{1,6}\\.){1,3}[A-Za-z]{1,4}\\.?",
        "(https?:)?(//)?[a-zA-ZéЖ.:@-]{1,12}[/?#;&= \ta-z%.]{0,12}",
        "\\+?[0-9() -]{5,18}( ?(x|ext\\.?) ?[0-9]{1,4})?",
        "[\"' ]{0,3}[A-Za-z'\" \u{a0}\u{200b}]{0,12}[\"' ]{0,3}",
        "[A-Za-z0-9,;.<>/BRESQ \n\t]{0,24}",
        "[0-9a-fA-F:]{2,30}(%[a-z0-9]{1,3})?",
        "[A-Z]{2}[0-9]{2}[A-Z0-9 ]{10,24}",
        "[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn cleaning_twice_is_cleaning_once(raw in texts(), fuzzy in any::<bool>()) {
        let context = CleanContext { fuzzy: fuzzy && raw.len() < 12, ..CleanContext::default() };
        for kind in PropertyType::ALL {
            if let Some(once) = kind.clean(&raw, &context) {
                prop_assert!(!once.is_empty());
                let twice = kind.clean(&once, &context);
                prop_assert_eq!(twice.as_deref(), Some(&*once), "{} {:?}", kind, raw);
            }
        }
    }

    #[test]
    fn identifiers_of_every_form_are_stable(raw in "[A-Za-z0-9 ./-]{1,30}", known in 0usize..17) {
        let formats = ["bic", "cnpj", "cpf", "figi", "iban", "imo", "inn", "isin", "lei", "npi", "ogrn", "ssn", "strict",
            "uei", "uscc", "wikidata", "generic"];
        let context = CleanContext { format: Some(formats[known]), ..CleanContext::default() };
        if let Some(once) = PropertyType::Identifier.clean(&raw, &context) {
            let twice = PropertyType::Identifier.clean(&once, &context);
            prop_assert_eq!(twice.as_deref(), Some(&*once));
        }
    }

    #[test]
    fn comparing_stays_between_nothing_and_all(left in texts(), right in texts()) {
        for kind in PropertyType::ALL {
            for score in [kind.compare(&left, &right), kind.specificity(&left)] {
                prop_assert!((0.0..=1.0).contains(&score), "{} {}", kind, score);
            }
            prop_assert!(kind.node_id(&left).is_none_or(|node| node.contains(':')));
            kind.validate(&left);
        }
    }

    #[test]
    fn dates_by_pattern_never_panic(raw in any::<String>(), format in "[%dmYyBbHIMSpfj. /-]{0,12}") {
        let context = CleanContext { format: Some(&format), ..CleanContext::default() };
        PropertyType::Date.clean(&raw, &context);
    }
}
