//! What reports in Chinese tell of offices, proceedings, ties, voices and sums.

use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn read(words: &str) -> Extraction {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2021-04-02".parse().ok();
    Extractor::english().extract(&Text::new(id, words.to_owned(), Vec::new()), &source)
}

/// The offices of a text, a line each: holder, office, body, whether it is over.
fn offices(words: &str) -> Vec<String> {
    let found = read(words);
    let label = |entity: usize| found.entities[entity].label();
    let line = |r: &umbra_extract::Role| {
        let over = if r.is_past { " 原" } else { "" };
        format!("{} {} {}{over}", label(r.holder), r.office, r.organisation.map(label).unwrap_or_default())
    };
    found.roles.iter().map(line).collect()
}

/// The ties of a text but for those of offices, a line each.
fn ties(words: &str) -> Vec<String> {
    let found = read(words);
    let label = |entity: usize| found.entities[entity].label();
    let standing = |standing: Option<umbra_model::Standing>| standing.map(|s| format!(" {s}")).unwrap_or_default();
    let ties = found.relations.iter().filter(|r| r.rule != "office");
    ties.map(|r| format!("{} {} {}{}", label(r.subject), r.kind, label(r.object), standing(r.standing))).collect()
}

/// The proceedings of a text, a line each.
fn events(words: &str) -> Vec<String> {
    let found = read(words);
    found.events.iter().map(|e| format!("{} {}", e.kind, found.entities[e.roles[0].1].label())).collect()
}

#[test]
fn a_committee_is_the_body_and_its_secretary_the_office() {
    assert_eq!(
        offices("海州市委常委、政法委书记周建平，临山市原市委常委、纪委书记何志远被查。"),
        ["周建平 常委 海州市委", "周建平 书记 政法委", "何志远 常委 市委 原", "何志远 书记 纪委 原"]
    );
    assert_eq!(offices("局长周建平被查。周建平也当上了海州市人大代表。")[1..], ["周建平 代表 海州市人大"]);
    let found = read("海州市委书记周建平、东原省海州前市委书记何志远被查。");
    assert_eq!(found.roles[0].organisation, found.roles[1].organisation, "the same committee");
}

#[test]
fn what_was_held_is_over_where_the_text_tells_of_the_next() {
    let found = read("商人周建平被查。周建平2006年就任东湖市委书记，2011年12月改任海州市委书记，2016年4月卸任。");
    assert!(found.roles.iter().all(|r| r.is_past), "{:?}", found.roles);
    assert_eq!(found.roles[1].end.map(|d| d.to_string()).as_deref(), Some("2016-04"));
    assert_eq!(offices("周建平由省政府秘书长升为副省长。"), ["周建平 秘书长 省政府 原", "周建平 副省长 "]);
    assert_eq!(
        offices("原海州市政协委员、远大矿业有限公司董事长何志远被逮捕。"),
        ["何志远 委员 海州市政协 原", "何志远 董事长 远大矿业有限公司 原"]
    );
    assert_eq!(
        offices("时任临山县公安局副局长马国强、东门派出所所长祁大勇均已到案。"),
        ["马国强 副局长 临山县公安局 原", "祁大勇 所长 东门派出所 原"]
    );
    assert_eq!(offices("马国强当了3年海州团市委副书记。"), ["马国强 副书记 海州团市委 原"]);
}

#[test]
fn those_who_are_counted_suffer_what_the_sentence_tells() {
    let three = "海州市委原副书记周建平，临山市原市长何志远，东湖县原县委书记马国强三人严重违纪，";
    let found = events(&format!("{three}经研究，决定给予3人开除党籍、开除公职处分。"));
    assert_eq!(found.len(), 6, "{found:?}");
    let found = events(&format!("{three}经研究，决定给予4人开除党籍、开除公职处分。"));
    assert_eq!(found, Vec::<String>::new(), "of one it is not said who he is");
}

#[test]
fn surrender_conviction_fine_and_probe_are_told_in_their_own_words() {
    assert_eq!(
        events("海州市公安局局长马国强涉嫌严重违纪违法，主动投案，目前正接受审查调查。"),
        ["arrest 马国强", "investigation 马国强"]
    );
    assert_eq!(events("有关部门规劝局长马国强主动投案。"), Vec::<String>::new());
    assert_eq!(events("法院认为，被告人周建平的上述行为已构成受贿罪。"), ["conviction 周建平"]);
    assert_eq!(events("检察院认为，被告人周建平的行为已构成受贿罪。"), Vec::<String>::new());
    assert_eq!(
        events("永盛集团公司犯合同诈骗罪，被判处罚金人民币3000万元。"),
        ["conviction 永盛集团公司", "fine 永盛集团公司"]
    );
    assert_eq!(events("周建平涉嫌严重违法，海州市纪委监委已对其展开调查。"), ["investigation 周建平"]);
}

#[test]
fn a_surname_alone_is_the_one_who_bears_it() {
    let found = read("海州市公安局副局长祁大勇、民警马国强被查。祁被判囚六年。");
    let sentence = found.events.iter().find(|e| e.kind == "sentence").map(|e| found.entities[e.roles[0].1].label());
    assert_eq!(sentence, Some("祁大勇"));
    // Of two who bear it, it is not said which.
    let two = events("海州市公安局副局长祁大勇、民警祁小军被查。祁被判囚六年。");
    assert!(!two.iter().any(|event| event.starts_with("sentence")), "{two:?}");
}

#[test]
fn ranks_followers_and_friends_are_ties() {
    assert_eq!(
        ties("警方打掉了以彭某、黎某各自为首的涉恶犯罪团伙。"),
        [
            "彭某 leads 以彭某、黎某各自为首的涉恶犯罪团伙 reported",
            "黎某 leads 以彭某、黎某各自为首的涉恶犯罪团伙 reported"
        ]
    );
    assert_eq!(ties("在宋某的纠集下，形成了一个恶势力犯罪团伙。"), ["宋某 leads 恶势力犯罪团伙 reported"]);
    assert_eq!(ties("竹聯幫地堂副堂主鄺志雄被捕。"), ["鄺志雄 deputy_leader 竹聯幫地堂 reported"]);
    assert_eq!(
        ties("副支队长马国强与何志远关系密切，为何志远“摆平”了许多事情。"),
        ["马国强 associate_of 何志远 reported", "马国强 shelters 何志远 reported"]
    );
    assert_eq!(ties("工商资料显示，金樽公司成立于2009年，何志远持股65%。"), ["何志远 owns 金樽公司"]);
    assert_eq!(ties("局长马国强与何志远没有关系密切的证据。"), Vec::<String>::new());
}

#[test]
fn who_only_hears_of_it_alleges_and_who_investigates_reports() {
    assert_eq!(ties("多名知情人称，马国强包庇何志远。"), ["马国强 shelters 何志远 alleged"]);
    assert_eq!(ties("专案组通报，祁大勇包庇何志远。"), ["祁大勇 shelters 何志远 reported"]);
}

#[test]
fn papers_sites_and_those_before_a_colon_speak() {
    let voices = |words: &str| -> Vec<String> {
        read(words).attributions.iter().filter_map(|note| note.speaker.clone()).collect()
    };
    assert_eq!(
        voices("海州市纪委监委网站发布消息，局长马国强涉嫌严重违纪，已被开除党籍。通报指马国强涉嫌受贿。"),
        ["海州市纪委监委", "通报"]
    );
    assert_eq!(voices("海州市公安局副局长马国强：这个团伙长期盘踞当地，破获案件30起。"), ["马国强"]);
    assert_eq!(voices("6月24日，笔者从海州市公安局了解到，警方抓获涉案人员50人。"), ["海州市公安局"]);
    assert_eq!(voices("警方指挥抓捕，指导办案。"), Vec::<String>::new());
}

#[test]
fn sums_periods_and_bases_of_figures_are_kept_apart() {
    let figures = |words: &str| -> Vec<String> {
        let period = |p: &Option<umbra_extract::Period>| p.as_ref().map(|p| p.words.clone()).unwrap_or_default();
        read(words).figures.iter().map(|f| format!("{} {} {}", f.value, period(&f.period), period(&f.base))).collect()
    };
    assert_eq!(figures("自专项斗争开展以来，全省打掉涉黑组织54个。"), ["54 自专项斗争开展以来 "]);
    assert_eq!(
        figures("今年前三季度全省刑事案件同比下降7.9%，其中毒品案件下降19.6%。"),
        ["-7.9 今年前三季度 同比", "-19.6 今年前三季度 同比"]
    );
    // The day on which it was told.
    assert_eq!(figures("6月24日，笔者从海州市公安局了解到，警方抓获涉案人员50人。"), ["50  "]);
    assert_eq!(
        figures("周建平收受贿赂57万余元，被判处有期徒刑十年，并处罚金30万元（约合新台币130万元）。"),
        ["570000  ", "300000  ", "1300000  "]
    );
    assert_eq!(figures("该团伙资产达数十亿元。"), Vec::<String>::new());
}
