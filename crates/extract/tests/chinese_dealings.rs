//! What Chinese reports tell of violence, groups and dealings, and how far it has got.

use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn read(words: &str) -> Extraction {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2021-04-02".parse().ok();
    Extractor::english().extract(&Text::new(id, words.to_owned(), Vec::new()), &source)
}

/// The ties of a text but for those of offices, a line each.
fn ties(words: &str) -> Vec<String> {
    let found = read(words);
    let label = |entity: usize| found.entities[entity].label();
    let standing = |standing: Option<umbra_model::Standing>| standing.map(|s| format!(" {s}")).unwrap_or_default();
    let ties = found.relations.iter().filter(|r| r.rule != "office");
    ties.map(|r| format!("{} {} {}{}", label(r.subject), r.kind, label(r.object), standing(r.standing))).collect()
}

#[test]
fn violence_is_told_of_the_one_who_does_it_and_the_one_who_had_it_done() {
    assert_eq!(ties("2011年6月，商人周建平将村民何志远打成重伤。"), ["周建平 attacked 何志远 reported"]);
    assert_eq!(ties("村民何志远被男子周建平持刀砍伤。"), ["周建平 attacked 何志远 reported"]);
    assert_eq!(
        ties("男子周建平受商人马国强指使，将村民何志远打伤。"),
        ["周建平 attacked 何志远 reported", "马国强 attacked 何志远 reported"]
    );
    assert!(ties("村民何志远被人打断双腿。").is_empty(), "by whom is not said");
    assert!(ties("商人周建平否认打伤村民何志远。").iter().all(|tie| tie.ends_with("denied")));
}

#[test]
fn a_group_is_led_by_who_brought_it_together() {
    let found = ties("周建平纠集何志远、马国强等人，逐步形成恶势力犯罪集团。");
    assert!(found.contains(&"周建平 leads 恶势力犯罪集团 reported".to_owned()), "{found:?}");
    assert!(found.contains(&"马国强 member_of 恶势力犯罪集团 reported".to_owned()), "{found:?}");
    let found = ties("该诈骗团伙由商人周建平组织，男子何志远负责洗钱。");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("周建平 leads") && found[1].starts_with("何志远 member_of"), "{found:?}");
}

#[test]
fn who_deals_with_whom() {
    assert_eq!(ties("局长周建平与商人何志远勾结。"), ["周建平 colludes_with 何志远 reported"]);
    assert_eq!(ties("局长周建平与商人何志远在茶楼会面。"), ["周建平 met 何志远"]);
    assert_eq!(ties("局长周建平给商人何志远打电话。"), ["周建平 called 何志远"]);
    assert_eq!(ties("局长周建平与商人何志远结为儿女亲家。"), ["周建平 family 何志远"]);
    assert!(ties("局长周建平未与商人何志远会面。").is_empty());
}

#[test]
fn what_is_taken_by_threat_is_no_bribe() {
    assert_eq!(ties("周建平向商人何志远索要“停车费”12万元。"), ["周建平 extorted 何志远 reported"]);
    assert_eq!(ties("周建平向商人何志远勒索人民币46万元。"), ["周建平 extorted 何志远 reported"]);
}

#[test]
fn a_warning_is_told_of_who_passes_it_on() {
    assert_eq!(ties("民警周建平将清查行动时间告知商人何志远。"), ["周建平 tipped_off 何志远 reported"]);
    assert!(ties("民警周建平将此事告知商人何志远。").is_empty(), "of no action of the police");
}

#[test]
fn a_finding_goes_on_until_somebody_else_speaks() {
    let found = ties("法院审理查明，被告人周建平开设赌场。2012年3月，周建平将村民何志远打成重伤。");
    assert_eq!(found, ["周建平 attacked 何志远 convicted"]);
    let found =
        ties("法院审理查明，被告人周建平开设赌场。律师马国强说，案情复杂。2012年3月，周建平将村民何志远打成重伤。");
    assert_eq!(found.last().map(String::as_str), Some("周建平 attacked 何志远 reported"));
}
