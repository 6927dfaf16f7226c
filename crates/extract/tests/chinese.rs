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

/// Each figure as comparator, value, measure, and its period's words.
fn figures(words: &str) -> Vec<String> {
    let (_, found) = read(words);
    let line = |f: &umbra_extract::Figure| {
        let period = f.period.as_ref().map(|p| format!(" [{}]", p.words)).unwrap_or_default();
        let base = f.base.as_ref().map(|p| format!(" / {}", p.words)).unwrap_or_default();
        format!("{}{} {}{period}{base}", f.comparator.sign(), f.value, f.measure)
    };
    found.figures.iter().map(line).collect()
}

#[test]
fn a_list_shares_its_verb_its_change_and_its_period() {
    assert_eq!(
        figures("2020年，全市公安机关破获刑事案件860余起，抓获犯罪嫌疑人近400名，同比分别上升18.4%和四成。"),
        [
            ">860 破获刑事案件 [2020年]",
            "~400 抓获犯罪嫌疑人 [2020年]",
            "=18.4 破获刑事案件 [2020年] / 同比",
            "=40 抓获犯罪嫌疑人 [2020年] / 同比",
        ]
    );
    assert_eq!(
        figures("去年，批捕、起诉人数同比分别下降11.7%和13.9%。"),
        ["=-11.7 批捕 [去年] / 同比", "=-13.9 起诉人数 [去年] / 同比"]
    );
    assert_eq!(
        figures("2020年，检察机关起诉涉黑涉恶犯罪9件87人。依法惩处“保护伞”3人。"),
        ["=9 起诉涉黑涉恶犯罪 [2020年]", "=87 起诉涉黑涉恶犯罪 [2020年]", "=3 惩处“保护伞” [2020年]"]
    );
}

#[test]
fn numbers_of_reports_are_read_with_their_bounds() {
    assert_eq!(
        figures("今年1至3月，警方收缴赌资8900多万元，较2020年下降一成五。")[1],
        "=-15 收缴赌资 [今年1至3月] / 2020年"
    );
    assert_eq!(figures("行动开展三个月来，清理违法占地逾1230亩。"), [">1230 清理违法占地 [三个月来]"]);
    assert_eq!(figures("截至去年底，全县受理举报线索312件，比上年减少20件。").len(), 2);
    assert_eq!(figures("警方对299名涉黑逃犯开展缉捕，已抓获164名。"), ["=299 涉黑逃犯", "=164 抓获"]);
    assert_eq!(figures("警方查扣现金新台币1200万元。"), ["=12000000 查扣现金新台币"]);
}

#[test]
fn bulletins_tell_parts_of_years_brackets_and_rates() {
    assert_eq!(figures("上半年，全省公安机关打掉黑恶犯罪组织22个。"), ["=22 打掉黑恶犯罪组织 [上半年]"]);
    assert_eq!(figures("1至3月，全省纪检监察机关共立案2921件。"), ["=2921 立案 [1至3月]"]);
    assert_eq!(figures("2022年，全市处分273人(其中党纪处分227人)。"), ["=273 处分 [2022年]", "=227 处分 [2022年]"]);
    assert_eq!(
        figures("2023年，全市刑事立案数较2019年下降31.4%，破案率升幅23.6个百分点。"),
        ["=-31.4 全市刑事立案数 [2023年] / 2019年", "=23.6 破案率 [2023年] / 2019年"]
    );
    assert_eq!(figures("全市查处违反中央八项规定精神问题516起。"), ["=516 查处规定精神问题"]);
}

#[test]
fn numbers_go_on_in_digits_after_their_large_unit() {
    assert_eq!(
        figures("警方受理詐騙案件2萬1244件，查扣不法利得12億2447萬餘元。"),
        ["=21244 受理詐騙案件", ">1224470000 查扣不法利得"]
    );
    assert_eq!(figures("这类案件受贿数额为10万元至48万元不等。"), ["=100000 这类案件受贿数额"]);
    assert_eq!(figures("警方先后14次将2553名犯罪嫌疑人押解回国。").len(), 1);
}

#[test]
fn letters_tell_the_change_of_a_percentage() {
    assert_eq!(
        figures("廉政公署去年接獲2058宗貪污投訴，按年升3%。"),
        ["=2058 接獲貪污投訴 [去年]", "=3 接獲貪污投訴 [去年] / 按年"]
    );
    assert_eq!(figures("去年警方接獲貪污投訴451宗，按年跌0.5%。")[1], "=-0.5 接獲貪污投訴 [去年] / 按年");
    // So many more than nothing are a count.
    assert_eq!(figures("全市新增涉黑案件3起。"), ["=3 全市新增涉黑案件"]);
}

#[test]
fn the_numbers_of_the_year_before_are_of_that_year() {
    assert_eq!(
        figures("去年署方接獲3746宗投訴，其中可追查的舉報有2856宗，比前年的4310宗和3265宗，均減少百分之十三。"),
        [
            "=3746 接獲投訴 [去年]",
            "=2856 可追查的舉報 [去年]",
            "=4310 投訴 [前年]",
            "=3265 可追查的舉報 [前年]",
            "=-13 可追查的舉報 [去年] / 前年",
        ]
    );
}

#[test]
fn a_period_goes_on_in_its_paragraph_and_below_its_heading() {
    let year = "检察机关去年起诉涉黑犯罪嫌疑人1200人。批准逮捕其他人员300人。";
    assert_eq!(figures(year), ["=1200 起诉涉黑犯罪嫌疑人 [去年]", "=300 批准逮捕其他人员 [去年]"]);
    // Not past the paragraph, not past a day, not to what somebody did.
    let apart = "检察机关去年起诉涉黑犯罪嫌疑人1200人。\n批准逮捕犯罪嫌疑人300人。";
    assert_eq!(figures(apart)[1], "=300 批准逮捕犯罪嫌疑人");
    let day = "3月5日，警方抓获犯罪嫌疑人12人。缴获枪支30支。";
    assert_eq!(figures(day)[1], "=30 缴获枪支");
    let somebody = "检察机关去年起诉涉黑犯罪嫌疑人1200人。周建平组织成员30人实施犯罪。";
    assert!(figures(somebody).iter().skip(1).all(|f| !f.contains("去年")));
    let list =
        "2020年工作回顾\n●起诉涉黑犯罪嫌疑人1200人\n●追缴赃款3.8亿元\n2021年计划\n●起诉诈骗犯罪嫌疑人500人\n完。";
    assert_eq!(
        figures(list),
        ["=1200 起诉涉黑犯罪嫌疑人 [2020年]", "=380000000 追缴赃款 [2020年]", "=500 起诉诈骗犯罪嫌疑人"]
    );
}

#[test]
fn offices_of_statistics_and_he_are_voices_of_figures() {
    let voices = |words: &str| {
        let (_, found) = read(words);
        let speaker = |a: &usize| found.attributions[*a].speaker.clone().unwrap_or_default();
        found.figures.iter().flat_map(|f| f.attribution.iter().map(speaker)).collect::<Vec<_>>()
    };
    assert_eq!(voices("刑事局統計，查獲詐騙犯嫌5449人。"), ["刑事局"]);
    assert_eq!(voices("统计显示，去年警方破获案件940起。"), ["统计"]);
    assert_eq!(voices("国家统计局人员抓获5人。"), Vec::<String>::new());
}

#[test]
fn a_change_is_told_again_in_other_words_and_of_more_than_one_time() {
    assert_eq!(
        figures("去年警方錄得罪案3143宗，按年增加563宗即1.8%。")[1..],
        ["=563 錄得罪案 [去年] / 按年", "=1.8 錄得罪案 [去年] / 按年"]
    );
    assert_eq!(
        figures("去年電話詐騙案721宗，比2019年與2018年分別增加122宗及493宗。")[1..],
        ["=122 電話詐騙案 [去年]", "=493 電話詐騙案 [去年]"]
    );
    assert_eq!(
        figures("全国破获毒品案件已从最高峰时期2015年的16万余起降至2019年的3.5万起。").len(),
        1,
        "from one number to another is one range"
    );
    // What goes on with words is no change of its own.
    assert_eq!(figures("去年詐騙案件上升41.7%，逾七成與網上騙案有關。")[1], ">70 詐騙案件 [去年]");
    assert_eq!(
        figures("去年詐騙案件涉及金額44.8億元，當中投資騙案的損失為15.5億，佔三成。")[1],
        "=1550000000 投資騙案的損失 [去年]"
    );
}

#[test]
fn plans_ratios_times_and_titles_are_no_figures() {
    for words in [
        "全市计划打掉涉黑组织20个。",
        "每10名被告人中就有7人是初犯。",
        "犯罪嫌疑人被关押了3个月。",
        "没有发现3名以上公职人员涉案。",
        "海州市纪委通报五起典型问题\n\n通报全文如下。",
    ] {
        assert_eq!(figures(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn the_one_who_takes_goes_on_acting() {
    assert_eq!(
        lines("经查，鲁大成收受砂石老板贺东来贿赂，并多次为贺东来涉黑组织逃避查处提供帮助。")[1],
        "鲁大成 shelters 贺东来涉黑组织 investigated"
    );
    // Of his people, not of him.
    assert!(lines("警方抓获以曹某彪为首的犯罪团伙成员19人。").iter().all(|line| !line.starts_with("arrest")));
}

#[test]
fn voices_end_where_another_speaks_and_follow_a_quotation() {
    let (text, found) = read("检方指控，周建平收受何志远380万元；周建平的辩护人则称，实际数额不足90万元。");
    let contents = |i: usize| &text.as_str()[found.attributions[i].contents[0].clone()];
    assert_eq!(contents(0), "周建平收受何志远380万元");
    assert_eq!(contents(1), "实际数额不足90万元");
    let (text, found) = read("“这些年我们村少了两百多亩地。”村民吴春生说。");
    let voice = &found.attributions[0];
    assert_eq!(voice.speaker.as_deref(), Some("吴春生"));
    assert_eq!(&text.as_str()[voice.contents[0].clone()], "这些年我们村少了两百多亩地。");
}

/// The offices of a text, a line each: holder, office, body or place, and whether it is over.
fn offices(words: &str) -> Vec<String> {
    let (_, found) = read(words);
    let label = |entity: usize| found.entities[entity].label().to_owned();
    let line = |r: &umbra_extract::Role| {
        let of = r.organisation.or(r.place).map(label).unwrap_or_default();
        let over = if r.is_past { " 原" } else { "" };
        format!("{} {} {of}{over}", label(r.holder), r.office)
    };
    found.roles.iter().map(line).collect()
}

#[test]
fn offices_stand_in_rows_and_take_the_body_before_them() {
    assert_eq!(
        offices("海州市政府副市长、市公安局党委书记、局长马国强接受审查调查。"),
        ["马国强 副市长 海州市政府", "马国强 党委书记 市公安局", "马国强 局长 市公安局"]
    );
    assert_eq!(
        offices("海州市政府原党组成员、副市长，市委政法委原副书记，市公安局原局长马国强被“双开”。"),
        [
            "马国强 党组成员 海州市政府 原",
            "马国强 副市长  原",
            "马国强 副书记 市委政法委 原",
            "马国强 局长 市公安局 原"
        ]
    );
    // Two people, of whom each has his own.
    assert_eq!(offices("据东门派出所警员，所长祁明富表示，此事正在调查。"), ["祁明富 所长 "]);
    assert_eq!(offices("临山县公安局交警大队长祁大勇被查。"), ["祁大勇 大队长 临山县公安局交警大队"]);
    assert_eq!(offices("海州市公安局通州分局常务副局长何志远被查。"), ["何志远 常务副局长 海州市公安局通州分局"]);
    assert_eq!(offices("海州市公安局前副局長馬國強被查。"), ["馬國強 副局長 海州市公安局 原"]);
    // "县区公安局长严重违纪": no name.
    assert_eq!(offices("多名县区公安局长严重违纪违法被查。"), Vec::<String>::new());
}

#[test]
fn careers_tell_offices_of_the_one_who_held_them() {
    assert_eq!(
        offices("周建平利用担任海州市水务局局长、临山县委书记的职务便利，为他人谋取利益。"),
        ["周建平 局长 海州市水务局 原", "周建平 书记 临山县委 原"]
    );
    assert_eq!(
        offices("周建平长期在公安系统任职。他历任海州市公安局副局长、政委，2019年3月出任临山县副县长。")[..2],
        ["周建平 副局长 海州市公安局 原", "周建平 政委 海州市公安局 原"]
    );
    assert_eq!(
        offices("周建平1965年出生。2015年1月任海州市公安局副局长。"),
        ["周建平 副局长 海州市公安局"],
        "a sentence that begins with a time goes on about him"
    );
    assert_eq!(offices("刘大勇帮助他当上了临山县副县长。"), Vec::<String>::new());
    assert_eq!(offices("会议将任命周建平担任临山县副县长。"), Vec::<String>::new());
    assert_eq!(offices("曾任海州市副市长的周建平被查。"), ["周建平 副市长 海州市 原"]);
}

#[test]
fn ranks_say_who_leads_a_group_and_who_belongs_to_it() {
    assert_eq!(
        lines("该案中形成了以邱峰为组织者、领导者，何大年、尤小军为骨干成员的黑社会性质组织。"),
        [
            "邱峰 leads 黑社会性质组织 reported",
            "何大年 member_of 黑社会性质组织 reported",
            "尤小军 member_of 黑社会性质组织 reported"
        ]
    );
    assert_eq!(
        lines("警方抓获涉黑组织头目周海以及主要成员林强、张洲。"),
        [
            "周海 leads 涉黑组织 reported",
            "林强 member_of 涉黑组织 reported",
            "张洲 member_of 涉黑组织 reported",
            "arrest 周海 detained",
            "arrest 林强 detained",
            "arrest 张洲 detained"
        ]
    );
    assert_eq!(
        lines("邱峰纠集闲散人员，逐步形成了以其为首的恶势力犯罪集团。"),
        ["邱峰 leads 以其为首的恶势力犯罪集团 reported"]
    );
    assert_eq!(
        lines("警方打掉了以卓海涛、邬霞为首，杨武、何宁等人组成的犯罪集团。"),
        [
            "卓海涛 leads 犯罪集团 reported",
            "邬霞 leads 犯罪集团 reported",
            "杨武 member_of 犯罪集团 reported",
            "何宁 member_of 犯罪集团 reported"
        ]
    );
    // The group acts, not its last member.
    let acts = lines("法院查明，以鲁剑为首要分子，何宁、尤强为骨干成员的恶势力犯罪集团，敲诈勒索柳某26万元。");
    assert!(acts.contains(&"恶势力犯罪集团 extorted 柳某 convicted".to_owned()), "{acts:?}");
    assert_eq!(acts.iter().filter(|line| line.contains("extorted")).count(), 1);
    // Who of them leads is not said.
    assert!(lines("邱峰等12人组织、领导、参加黑社会性质组织一案开庭。").iter().all(|line| !line.contains("leads")));
}

#[test]
fn groups_of_different_leaders_are_two() {
    let told = "以戴七为首的涉黑组织被打掉。滕国与恶势力团伙头目孔虎合伙经营砂场。";
    assert_eq!(lines(told), ["戴七 leads 以戴七为首的涉黑组织 reported", "孔虎 leads 恶势力团伙 reported"]);
}

#[test]
fn umbrellas_are_told_by_the_word_itself() {
    assert_eq!(lines("马国强涉嫌充当涉黑团伙的“保护伞”。"), ["马国强 shelters 涉黑团伙 alleged"]);
    assert_eq!(lines("马国强沦为刘大勇的保护伞。"), ["马国强 shelters 刘大勇 reported"]);
    assert_eq!(lines("刘大勇的“保护伞”马国强昨日受审。")[0], "马国强 shelters 刘大勇 tried");
    assert_eq!(
        lines("刘大勇拉拢副局长马国强、所长尤峰作为靠山、“保护伞”。"),
        ["马国强 shelters 刘大勇 reported", "尤峰 shelters 刘大勇 reported"]
    );
    assert_eq!(lines("马国强、何远对刘大勇的违法犯罪行为包庇纵容。").len(), 2);
    assert_eq!(lines("马国强收受刘大勇贿赂，并为其通风报信。")[1], "马国强 tipped_off 刘大勇 reported");
    // Of criminal groups in general nobody is the umbrella.
    for words in ["马国强充当黑恶势力“保护伞”。", "马国强没有充当刘大勇的保护伞。", "严禁充当涉黑团伙的保护伞。"]
    {
        assert_eq!(lines(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn bribes_have_a_payer_and_a_taker_over_clauses() {
    assert_eq!(
        lines("马国强为刘某、翟某等人在工程承揽上提供帮助，非法收受上述人员给予的财物230余万元。"),
        ["刘某 bribed 马国强 reported", "翟某 bribed 马国强 reported"]
    );
    assert_eq!(
        lines("刘大勇贿赂时任副局长马国强、所长尤峰。"),
        ["刘大勇 bribed 马国强 reported", "刘大勇 bribed 尤峰 reported"]
    );
    assert_eq!(lines("刘大勇分12次送给马国强财物折合人民币610万元。"), ["刘大勇 bribed 马国强 reported"]);
}

#[test]
fn kin_are_told_by_apposition_bracket_and_copula() {
    assert_eq!(lines("邬霞是卓海涛的妻子，卓海波则是卓海涛的姐姐。"), ["邬霞 family 卓海涛", "卓海波 family 卓海涛"]);
    assert_eq!(lines("校长鲁炳（祁平舅舅）多方请托。"), ["鲁炳 family 祁平"]);
    assert_eq!(lines("宋大海、宋小海兄弟垄断当地渔业。"), ["宋小海 family 宋大海"]);
    assert_eq!(lines("祝果的母亲祝予和继父李乔木四处请托。"), ["祝予 family 祝果", "李乔木 family 祝果"]);
    assert_eq!(lines("周本立昨日出席会议。他的妻子鲁秋红也在场。"), ["鲁秋红 family 周本立"]);
    assert_eq!(lines("刘大勇、何志远兄弟公司昨日开业。"), Vec::<String>::new());
}

#[test]
fn proceedings_go_on_over_clauses() {
    assert_eq!(
        lines("马国强涉嫌严重违纪违法，目前正接受海州市纪委监委纪律审查和监察调查。"),
        ["investigation 马国强 investigated"]
    );
    assert_eq!(lines("检察院以涉嫌受贿罪，对临山县原副县长马国强，向法院提起公诉。"), ["charge 马国强 charged"]);
    assert_eq!(lines("检察院将刘大勇等18人起诉至海州市人民法院。"), ["charge 刘大勇 charged"]);
    assert_eq!(lines("法院对马国强受贿一案公开宣判，以受贿罪判处无期徒刑。"), ["sentence 马国强 convicted"]);
    assert_eq!(lines("法院判決被告人劉大勇有期徒刑二十年。"), ["sentence 劉大勇 convicted"]);
    assert_eq!(lines("警方将在逃多月的嫌疑人何某抓获。"), ["arrest 何某 detained"]);
    assert_eq!(
        lines("喻志豐、邹裕隆各處有期徒刑4年；裴典則因查無證據，獲判無罪。"),
        ["sentence 喻志豐 convicted", "sentence 邹裕隆 convicted", "acquittal 裴典 acquitted"]
    );
    assert_eq!(lines("马国强（48岁）和何志远（54岁）已被停职。"), ["dismissal 马国强", "dismissal 何志远"]);
}

#[test]
fn what_happened_to_others_or_is_only_told_is_no_proceeding() {
    // The speaker, people who are not named, and what an office looks into.
    for words in [
        "检察长徐明于31日表示，依法起訴的24名涉案人员均被判处有期徒刑。",
        "移送检察机关审查起诉的何志远案材料已归档。",
        "何志远等17人的上诉意见不能成立。",
        "何志远认为该判决书有误。",
        "法院驳回何志远的上诉请求后，案件尚未结束。",
    ] {
        assert_eq!(lines(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn names_are_read_in_rows_and_kept_back_ones_whole() {
    let persons = |words: &str| -> Vec<String> {
        let (_, found) = read(words);
        let persons = found.entities.iter().filter(|e| e.kind == umbra_extract::MentionKind::Person);
        persons.map(|e| e.label().to_owned()).collect()
    };
    assert_eq!(
        persons("法院将喻志丰、邹裕隆、鲍金水、贺立群等8名议员分别判刑。"),
        ["喻志丰", "邹裕隆", "鲍金水", "贺立群"]
    );
    assert_eq!(persons("首被告鲍×元被判刑。"), ["鲍×元"]);
    assert_eq!(persons("警方拘捕萧姓、巫姓男子。"), ["巫姓男子"]);
    assert_eq!(persons("祁某桥笼络村委会干部鲍某喜。"), ["祁某桥", "鲍某喜"]);
    assert_eq!(persons("祝予，原名祝梅，早先是海州市公安局民警。"), ["祝予"]);
}

#[test]
fn marks_of_the_web_are_read_as_full_ones() {
    assert_eq!(lines("马国强涉嫌充当涉黑团伙的\"保护伞\",被刑事拘留。").len(), 2);
    assert_eq!(lines("馬國強涉嫌充當涉黑團夥的「保護傘」。"), ["馬國強 shelters 涉黑團夥 alleged"]);
}

#[test]
fn named_people_are_no_figures_but_sums_of_penalties_are() {
    assert_eq!(figures("何志远被判囚六年，罚款二十万元。"), ["=200000 罚款"]);
    assert_eq!(figures("被告人何志远被判处有期徒刑二十年，并处没收财产5020万元。").len(), 1);
    for words in ["警方拘捕何志远、林敏及钟国三人。", "警方扣押了七人车。"] {
        assert_eq!(figures(words), Vec::<String>::new(), "{words}");
    }
    assert_eq!(figures("去年全市680名目标逃犯已抓获610名。").len(), 2);
    assert_eq!(figures("警方查扣现金323万、子弹160颗。").len(), 2);
}

#[test]
fn careers_have_their_dates_and_go_over_what_cannot_be_read() {
    let (_, found) = read(
        "2008年11月至2012年11月，周建平担任临山县柳集镇党委书记。2013年3月，周建平出任临山县水务局局长。\
         周建平曾任海州市公安局副局长。",
    );
    let terms: Vec<String> = found
        .roles
        .iter()
        .map(|r| {
            let date = |d: Option<umbra_model::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
            format!("{} {}..{} {}", r.office, date(r.start), date(r.end), r.is_past)
        })
        .collect();
    assert_eq!(terms, ["党委书记 2008-11..2012-11 true", "局长 2013-03.. false", "副局长 .. true"]);
    assert_eq!(
        offices("周建平，男，汉族，曾任团市委干事、海州市水务局评估中心主任（正科级）、临山县副县长等职。"),
        ["周建平 主任 海州市水务局评估中心 原", "周建平 副县长 临山县 原"]
    );
    // The next date begins another office, of which the verb before says nothing.
    assert_eq!(
        offices("周建平2009年3月任海州市公安局副局长，2016年11月任海州市政协党组成员、副主席。"),
        ["周建平 副局长 海州市公安局", "周建平 党组成员 海州市政协", "周建平 副主席 海州市政协"]
    );
    // Two offices that are called alike.
    assert_eq!(
        offices("周建平历任海州市柳集镇党委书记，海州市石桥镇党委书记。").len(),
        2,
        "the places tell them apart"
    );
}

#[test]
fn offices_are_given_and_taken_by_others() {
    assert_eq!(offices("会议任命周建平为海州市副市长。"), ["周建平 副市长 海州市"]);
    assert_eq!(offices("会议免去周建平的海州市副市长职务。"), ["周建平 副市长 海州市 原"]);
    assert_eq!(offices("会议拟任命周建平为海州市副市长。"), Vec::<String>::new());
    assert_eq!(offices("商人周建平被查。接替何志远担任临山县委书记的是周建平。"), ["周建平 书记 临山县委"]);
    assert_eq!(
        offices("商人周建平被查。2006年接任海州市长、2012年转任海州政协主席的周建平被查。").len(),
        2,
        "both are his who is named behind the last"
    );
    assert_eq!(offices("周建平在海州市政协副主席任上被查。"), ["周建平 副主席 海州市政协"]);
    assert_eq!(offices("周建平是临山县公安局交警大队的在职民警。"), ["周建平 民警 临山县公安局交警大队"]);
}

#[test]
fn a_body_is_shared_in_a_list_and_a_party_office_is_no_government_one() {
    assert_eq!(
        offices("被查的有海州市公安局秘书何志远、警务员周建平等人。"),
        ["何志远 秘书 海州市公安局", "周建平 警务员 海州市公安局"]
    );
    assert_eq!(
        offices("涉案的有东门派出所前后两任所长何志远、周建平。"),
        ["何志远 所长 东门派出所 原", "周建平 所长 东门派出所 原"]
    );
    assert_eq!(
        offices("时任海州市委常委、临山县委书记周建平被查。"),
        ["周建平 常委 海州市委 原", "周建平 书记 临山县委 原"]
    );
    assert_eq!(offices("周建平现任海州市水务局局长、市委常委。"), ["周建平 局长 海州市水务局", "周建平 常委 市委"]);
    assert_eq!(offices("临山县委原常委、常务副县长周建平被查。"), ["周建平 常委 临山县委 原", "周建平 常务副县长  原"]);
}

#[test]
fn a_short_name_is_of_the_place_named_last_or_of_none() {
    let bodies = |words: &str| -> Vec<String> {
        let (_, found) = read(words);
        let labels = found.roles.iter().filter_map(|r| r.organisation);
        labels.map(|body| found.entities[body].label().to_owned()).collect()
    };
    assert_eq!(bodies("海州市公安局发布通报。市公安局副局长周建平接受审查调查。"), ["海州市公安局"]);
    assert_eq!(
        bodies("海州市公安局发布通报。青岬市政协主席何志远被查，何志远曾任市公安局局长。"),
        ["青岬市政协", "市公安局"],
        "the other city's"
    );
}

#[test]
fn penalties_of_several_are_told_apart() {
    let sentences = |words: &str| -> Vec<String> {
        let (_, found) = read(words);
        let told = found.events.iter().filter(|e| e.kind == "sentence");
        let length = |e: &umbra_extract::Event| {
            let found = e.properties.iter().find(|(name, _)| name == "sentenceLength");
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        told.map(|e| format!("{} {}", found.entities[e.roles[0].1].label(), length(e))).collect()
    };
    assert_eq!(sentences("法院以受贿罪分别判处何志远、周建平有期徒刑20年、19年。"), ["何志远 P20Y", "周建平 P19Y"]);
    assert_eq!(
        sentences("何志远、周建平因受贿罪，分别被判处有期徒刑二十年、罚金五十万元和有期徒刑十六年。"),
        ["何志远 P20Y", "周建平 P16Y"]
    );
    assert_eq!(sentences("法院判处何志远有期徒刑十年，周建平有期徒刑三年。"), ["何志远 P10Y", "周建平 P3Y"]);
    // Three terms for two: whose is whose is not said.
    assert_eq!(sentences("何志远、周建平因受贿罪分别被判处有期徒刑五年、四年、三年。"), ["何志远 ", "周建平 "]);
    assert_eq!(sentences("许金龙所组织领导的黑社会性质组织26名成员均被判刑。"), Vec::<String>::new());
}

#[test]
fn words_of_groups_and_kin_are_not_taken_for_ties() {
    assert_eq!(lines("邹大年、谭小勇均系该犯罪集团骨干成员。").len(), 2);
    assert_eq!(
        lines("邹大年收受何志远财物，为该犯罪集团成员提供帮助。").iter().filter(|l| l.contains("member_of")).count(),
        0
    );
    assert_eq!(lines("谢某为何志远的女儿支付首付款。").iter().filter(|l| l.contains("family")).count(), 0);
    assert_eq!(lines("邹大年犯组织、领导黑社会性质罪，被判处死刑。").iter().filter(|l| l.contains("leads")).count(), 0);
    assert_eq!(lines("周建平将案情透露给何志远。"), ["周建平 tipped_off 何志远 reported"]);
    // Who signs the report has no part in it.
    let signed = lines("（海州社记者何志远海州15日电）海州市原副市长涉收贿案，一审判刑13年。");
    assert!(signed.iter().all(|line| !line.contains("何志远")), "{signed:?}");
}

#[test]
fn two_names_and_a_word_that_hints_at_a_tie_are_offered() {
    let offered = |text: &str| {
        let (_, found) = read(text);
        let label = |entity: usize| found.entities[entity].label().to_owned();
        let line = |c: &umbra_extract::Candidate| {
            format!("{} {} {}", label(c.subject), c.kind, c.object.map(label).unwrap_or_default())
        };
        found.candidates.iter().map(line).collect::<Vec<String>>()
    };
    let hinted = offered("何志远（男，四十岁）被逮捕。在这起公诉案件中，何志远的靠山是副局长周建平。");
    assert_eq!(hinted, ["周建平 shelters 何志远"]);
    // What is a tie already is not asked again, and without crime nobody is offered.
    assert!(
        offered("海州市公安局副局长周建平包庇毒贩何志远，被判处有期徒刑五年。")
            .iter()
            .all(|line| !line.contains("shelters"))
    );
    assert_eq!(offered("何志远的朋友周建平昨天去了公园。"), [""; 0]);
}
