//! What is taken from Chinese sentences, and what is not.

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};

fn read(words: &str) -> (Text, umbra_extract::Extraction) {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2021-04-02".parse().ok();
    let text = Text::new(id, words.to_owned(), Vec::new());
    let found = Extractor::english().extract(&text, &source);
    (text, found)
}

/// The ties and proceedings of a text, a line each.
fn lines(words: &str) -> Vec<String> {
    let (_, found) = read(words);
    let label = |entity: usize| found.entities[entity].label().to_owned();
    let standing = |standing: Option<umbra_model::Standing>| standing.map(|s| format!(" {s}")).unwrap_or_default();
    let ties = found.relations.iter().filter(|r| r.rule != "office");
    let ties = ties.map(|r| format!("{} {} {}{}", label(r.subject), r.kind, label(r.object), standing(r.standing)));
    let events = found.events.iter().map(|e| format!("{} {}{}", e.kind, label(e.roles[0].1), standing(e.stage)));
    ties.chain(events).collect()
}

#[test]
fn ties_carry_the_standing_of_their_clause() {
    assert_eq!(lines("周建平收受何志远贿赂。"), ["何志远 bribed 周建平 reported",]);
    assert_eq!(lines("周建平涉嫌收受何志远贿赂。"), ["何志远 bribed 周建平 alleged"]);
    assert_eq!(lines("周建平因收受何志远贿赂被逮捕。"), ["何志远 bribed 周建平 detained", "arrest 周建平 detained"]);
    assert_eq!(lines("周建平否认收受何志远贿赂。"), ["何志远 bribed 周建平 denied"]);
    assert_eq!(lines("检察机关指控，周建平收受何志远贿赂。"), ["何志远 bribed 周建平 charged"]);
    assert_eq!(lines("法院审理查明，周建平收受何志远贿赂。"), ["何志远 bribed 周建平 convicted"]);
}

#[test]
fn what_is_negated_possible_or_general_is_no_fact() {
    for words in [
        "周建平没有收受何志远贿赂。",
        "周建平可能包庇何志远。",
        "如果周建平包庇何志远，将被调查。",
        "周建平是否收受何志远贿赂？",
        "官员不得充当保护伞。",
        "严禁干部包庇、纵容黑社会性质组织。",
        "周建平尚未被起诉。",
        "周建平未被逮捕。",
    ] {
        assert_eq!(lines(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_reason_is_nobody_to_whom_it_happened() {
    assert_eq!(
        lines("祁连生因涉嫌包庇符大海被刑事拘留。"),
        ["祁连生 shelters 符大海 detained", "arrest 祁连生 detained"]
    );
    assert_eq!(lines("骆军纠集瞿某、闵某等人，向被害人祝某索要“保护费”。")[2..], ["骆军 extorted 祝某 reported"]);
    assert_eq!(lines("法院再审认为，认定祁连生收受符大海财物的证据不足。"), ["符大海 bribed 祁连生 acquitted"]);
}

#[test]
fn a_group_is_known_by_its_leader_and_its_people_by_their_place_in_it() {
    assert_eq!(lines("童伟为曲卫东涉黑组织通风报信。"), ["童伟 tipped_off 曲卫东涉黑组织 reported"]);
    assert_eq!(lines("翁大宝系“青狼帮”头目。"), ["翁大宝 leads 青狼帮 reported"]);
    assert_eq!(lines("「和義堂」坐館鄺志雄昨日設宴。"), ["鄺志雄 leads 和義堂 reported"]);
    assert_eq!(lines("被告人邱峰持刀将村民温明杀害。"), ["邱峰 killed 温明 reported"]);
    assert_eq!(lines("麦老五和其子麦小龙均已到案。"), ["麦小龙 family 麦老五"]);
}

#[test]
fn sentences_have_length_and_fine() {
    let (_, found) = read("马国强被判处有期徒刑十二年六个月，并处罚金人民币一百万元。");
    let event = &found.events[0];
    let value = |name: &str| event.properties.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    assert_eq!(event.kind, "sentence");
    assert_eq!(value("sentenceLength"), Some("P12Y6M"));
    assert_eq!(value("sentence"), Some("有期徒刑十二年六个月"));
    assert_eq!((value("fine"), value("currency")), (Some("1000000"), Some("CNY")));
}

#[test]
fn traditional_characters_are_read_and_kept() {
    let (text, found) = read("海州市公安局原副局長馬國強涉嫌收受劉大勇賄賂。");
    assert_eq!(found.entities[found.relations[0].object].label(), "馬國強");
    assert_eq!((found.roles[0].office.as_str(), found.roles[0].is_past), ("副局長", true));
    assert!(found.statements.iter().all(|s| text.as_str().contains(s.span().quote())));
    let name = found.statements.iter().find(|s| s.property().name() == "name" && s.value() == "馬國強");
    assert!(name.is_some(), "a full name in Chinese is a name");
}

#[test]
fn odd_texts_are_survived() {
    let long = "马国强收受刘大勇贿赂万万万亿".repeat(300);
    for words in [
        "",
        "。",
        "的的的的的的",
        "第",
        "被判处",
        "据报道",
        "以为首的黑社会性质组织",
        "《》“”",
        "百分之",
        "年月日",
        "由降至",
        &long,
    ] {
        let words = format!("海州市{words}");
        let (text, found) = read(&words);
        assert!(found.statements.iter().all(|s| text.as_str().contains(s.span().quote())));
    }
}
