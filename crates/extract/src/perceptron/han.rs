//! What a tagger looks at in Chinese: characters, and the words that they may form.
//!
//! Chinese writes no spaces, so the unit is the character. Traditional characters are read as their simplified forms. A
//! dictionary cuts the sentence into its likeliest words; each character then knows its word, the word's class, its
//! place in it, and the same of its neighbours.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::hash::{of, pair};
use super::lists::{unpack, unpacked};
use super::model::row;

/// The version of these features: a model is good for one only.
pub(crate) const FEATURES: u16 = 0x8001;

/// Simplified forms and words of Chinese.
pub(crate) struct Words {
    simplified: HashMap<char, char>,
    /// The weight of a word, a logarithm of how often it occurs, and its class, as a position in the list of classes: with the
    /// class itself the table, the largest of all lists, would take 8 MB more.
    words: HashMap<&'static str, (i16, u8)>,
    classes: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let simplified = unpack(include_bytes!("../../data/tagger/han.zst"))
        .lines()
        .filter_map(|line| {
            let mut letters = line.chars();
            Some((letters.next()?, letters.next()?))
        })
        .collect();
    let mut words = HashMap::new();
    let mut classes = Vec::new();
    for line in unpacked(include_bytes!("../../data/tagger/chinese_words.zst")).lines() {
        let mut rest = line.split(' ');
        let (Some(class), Some(weight)) = (rest.next(), rest.next().and_then(|n| n.parse().ok())) else { continue };
        let known = classes.iter().position(|known| *known == class).unwrap_or_else(|| {
            classes.push(class);
            classes.len() - 1
        });
        let class = u8::try_from(known).expect("the dictionary has a few dozen classes; tests read it");
        words.extend(rest.map(|word| (word, (weight, class))));
    }
    Words { simplified, words, classes }
});

/// The most characters in a word of the dictionary.
const LONGEST: usize = 8;

/// Bits that a word must be worth: the logarithm of all occurrences in the dictionary.
const WHOLE: i32 = 26;

impl Words {
    /// The dictionary.
    pub fn get() -> &'static Self {
        &WORDS
    }

    /// The simplified form of a character.
    pub fn simplify(&self, letter: char) -> char {
        self.simplified.get(&letter).copied().unwrap_or(letter)
    }

    /// The class of a word that the dictionary has, in jieba's letters: `nr` a person, `ns` a place, `nt` a body.
    pub fn class(&self, word: &str) -> Option<&'static str> {
        self.words.get(word).map(|(_, class)| self.classes[usize::from(*class)])
    }

    /// The likeliest words of a sentence in simplified characters: for each the first character and the one after its
    /// last, and its class. Time grows with the length of the sentence.
    pub fn cut(&self, letters: &[char]) -> Vec<(usize, usize, &'static str)> {
        let mut best: Vec<(i32, usize, &'static str)> = vec![(0, 0, ""); letters.len() + 1];
        let mut word = String::new();
        for end in 1..=letters.len() {
            let alone = end - 1;
            best[end] = (best[alone].0 - WHOLE, alone, class_of(letters[alone]));
            for start in end.saturating_sub(LONGEST)..end {
                word.clear();
                word.extend(&letters[start..end]);
                if let Some((weight, class)) = self.words.get(word.as_str()) {
                    let sum = best[start].0 + i32::from(*weight) - WHOLE;
                    if sum > best[end].0 {
                        best[end] = (sum, start, self.classes[usize::from(*class)]);
                    }
                }
            }
        }
        let mut found = Vec::new();
        let mut end = letters.len();
        while end > 0 {
            let (_, start, class) = best[end];
            found.push((start, end, class));
            end = start;
        }
        found.reverse();
        // Letters and digits side by side are one word.
        let mut joined: Vec<(usize, usize, &'static str)> = Vec::with_capacity(found.len());
        for word in found {
            match joined.last_mut() {
                Some(last) if matches!(word.2, "eng" | "num") && last.2 == word.2 && last.1 == word.0 => {
                    last.1 = word.1;
                }
                _ => joined.push(word),
            }
        }
        joined
    }
}

fn class_of(letter: char) -> &'static str {
    if letter.is_numeric() {
        "num"
    } else if letter.is_ascii_alphabetic() {
        "eng"
    } else if letter.is_alphabetic() {
        "one"
    } else {
        "mark"
    }
}

/// A sentence with its words.
pub(crate) struct Sentence {
    letters: Vec<u64>,
    kinds: Vec<u64>,
    words: Vec<Word>,
    /// The word that each character belongs to.
    word_of: Vec<usize>,
    /// The longest word of the dictionary that covers each character, wherever the cut goes: class and place.
    covers: Vec<[u64; 2]>,
    /// The run of characters that foreign names are written with, for each character: first and the one after the last.
    sounds: Vec<(usize, usize)>,
    /// The head noun that each character may lead up to, and how many words away it is.
    heads: Vec<(u64, u64)>,
}

/// Characters that names from other languages are written with.
const SOUNDS: &str = "阿埃艾爱安昂奥巴白拜班邦包保堡鲍贝本比彼别滨波伯勃博卜布采查茨达大戴丹当道德登迪狄蒂丁东杜顿多厄恩尔法范菲费芬丰冯弗夫福富盖甘冈高戈哥格葛根贡古圭哈海罕汉豪赫黑亨洪胡华怀惠霍基吉加伽贾简杰金津卡凯坎康考柯科可克肯孔库夸昆扩拉腊莱赖兰朗劳勒雷蕾里理利莉丽立林琳隆卢鲁路伦罗洛吕马玛迈麦曼芒毛茅梅门蒙米密明缪摩莫默姆木穆拿那纳娜奈南尼年涅宁纽农努诺欧帕派潘庞佩彭皮匹平蒲普齐奇契恰乔切琴丘让热仁日荣茹瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣施什史士舒斯松苏索塔台泰坦汤唐陶特腾提廷图托瓦万旺威韦维伟魏温文翁沃乌吾武西希锡夏香肖谢辛欣休许逊雅亚延扬耶叶伊以易因英永尤于约云泽扎詹哲珍芝治朱兹子佐";

/// Ends of names of bodies and of what else has a long name.
const HEADS: [&str; 74] = [
    "公司",
    "集团",
    "银行",
    "大学",
    "学院",
    "中学",
    "小学",
    "学校",
    "委员会",
    "协会",
    "学会",
    "联盟",
    "联合会",
    "组织",
    "议会",
    "国会",
    "法院",
    "检察院",
    "公安局",
    "局",
    "部",
    "署",
    "厅",
    "厂",
    "党",
    "军",
    "队",
    "俱乐部",
    "乐团",
    "乐队",
    "合唱团",
    "团",
    "社",
    "报",
    "电视台",
    "电台",
    "台",
    "出版社",
    "研究所",
    "研究院",
    "研究中心",
    "中心",
    "所",
    "院",
    "馆",
    "博物馆",
    "图书馆",
    "医院",
    "站",
    "机场",
    "路",
    "道",
    "街",
    "桥",
    "岛",
    "山",
    "河",
    "湖",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "州",
    "郡",
    "国",
    "王朝",
    "帝国",
    "共和国",
    "教堂",
    "寺",
    "庙",
];

struct Word {
    start: usize,
    end: usize,
    hash: u64,
    class: u64,
}

/// Whether a character, in simplified form, is a family name.
pub(crate) fn is_surname(letter: char) -> bool {
    SURNAMES.contains(letter)
}

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";

impl Sentence {
    /// Looks at the characters of a sentence; each is a string of one character.
    pub fn new(letters: &[&str]) -> Self {
        let dictionary = Words::get();
        let letters: Vec<char> =
            letters.iter().map(|letter| dictionary.simplify(letter.chars().next().unwrap_or(' '))).collect();
        let cut = dictionary.cut(&letters);
        let mut word_of = vec![0; letters.len()];
        let mut words = Vec::with_capacity(cut.len());
        for (start, end, class) in cut {
            word_of[start..end].fill(words.len());
            let text: String = letters[start..end].iter().collect();
            words.push(Word { start, end, hash: of(&text), class: of(class) });
        }
        let mut covers = vec![[0u64; 2]; letters.len()];
        let mut lengths = vec![1; letters.len()];
        let mut text = String::new();
        for start in 0..letters.len() {
            for end in (start + 2..=(start + LONGEST).min(letters.len())).rev() {
                text.clear();
                text.extend(&letters[start..end]);
                let Some(class) = dictionary.class(&text) else { continue };
                let named = matches!(class, "nr" | "ns" | "nt" | "nz" | "nx");
                for at in start..end {
                    let place = (at - start).min(2) as u64 * 4 + (end - 1 - at).min(2) as u64;
                    if end - start > lengths[at] {
                        lengths[at] = end - start;
                        covers[at][0] = pair(of(class), place);
                    }
                    if named && covers[at][1] == 0 {
                        covers[at][1] = pair(of(class), place);
                    }
                }
            }
        }
        let kinds = letters
            .iter()
            .map(|letter| {
                let mut kind = of(class_of(*letter));
                if is_surname(*letter) {
                    kind = pair(kind, 1);
                }
                kind
            })
            .collect();
        let sounds = runs(&letters);
        let heads = heads(&letters, &words);
        Self {
            sounds,
            heads,
            letters: letters.iter().map(|l| u64::from(*l) + 1).collect(),
            kinds,
            words,
            word_of,
            covers,
        }
    }
}

fn runs(letters: &[char]) -> Vec<(usize, usize)> {
    let sounds =
        |at: usize| letters.get(at).is_some_and(|l| SOUNDS.contains(*l) || matches!(l, '·' | '‧' | '・' | '．'));
    let mut runs = vec![(0, 0); letters.len()];
    let mut at = 0;
    while at < letters.len() {
        if !sounds(at) {
            at += 1;
            continue;
        }
        let end = (at..).find(|i| !sounds(*i)).unwrap_or(letters.len());
        runs[at..end].fill((at, end));
        at = end;
    }
    runs
}

/// For each character the end of a name that it may lead up to: no verb, mark or small word stands between.
fn heads(letters: &[char], words: &[Word]) -> Vec<(u64, u64)> {
    const MOST: u64 = 7;
    let parts: Vec<u64> =
        ["v", "d", "p", "c", "uj", "ul", "uz", "mark", "r", "y", "u", "num"].iter().map(|class| of(class)).collect();
    let mut found = vec![(0, 0); letters.len()];
    let mut head: Option<(u64, u64)> = None;
    for word in words.iter().rev() {
        head = head.map(|(head, away)| (head, away + 1)).filter(|(_, away)| *away <= MOST);
        let text: String = letters[word.start..word.end].iter().collect();
        if parts.contains(&word.class) {
            head = None;
        }
        if let Some(end) = HEADS.iter().filter(|end| text.ends_with(**end)).max_by_key(|end| end.len()) {
            let whole = u64::from(text.len() > end.len());
            // The furthest head counts: "法院" in "最高人民法院", not "人民".
            if head.is_none_or(|(_, away)| away > 1) {
                head = Some((pair(of(end), whole), 0));
            }
        }
        if let Some(head) = head {
            found[word.start..word.end].fill(head);
        }
    }
    found
}

struct Rows {
    rows: Vec<u32>,
    template: u64,
}

impl Rows {
    fn push(&mut self, value: u64) {
        self.template += 1;
        self.rows.push(row(pair(self.template, value)));
    }
}

/// The features of the characters of a sentence.
pub(crate) fn features(sentence: &Sentence) -> Vec<Vec<u32>> {
    (0..sentence.letters.len()).map(|at| letter_features(sentence, at)).collect()
}

fn letter_features(sentence: &Sentence, at: usize) -> Vec<u32> {
    let mut rows = Rows { rows: Vec::with_capacity(90), template: 0 };
    const EDGE: u64 = 0x6564_6765;
    let look =
        |of: &[u64], offset: isize| at.checked_add_signed(offset).and_then(|i| of.get(i)).copied().unwrap_or(EDGE);
    let letter = |offset: isize| look(&sentence.letters, offset);
    let kind = |offset: isize| look(&sentence.kinds, offset);
    let word_at = sentence.word_of[at];
    let word = |offset: isize| word_at.checked_add_signed(offset).and_then(|i| sentence.words.get(i));
    let hash = |offset: isize| word(offset).map_or(EDGE, |w| w.hash);
    let class = |offset: isize| word(offset).map_or(EDGE, |w| w.class);
    let last =
        |offset: isize| word(offset).and_then(|w| sentence.letters.get(w.end.checked_sub(1)?)).copied().unwrap_or(EDGE);
    let own = &sentence.words[word_at];
    let place = (at - own.start).min(3) as u64 * 4 + (own.end - 1 - at).min(3) as u64;
    rows.push(0);
    for offset in -2..=2 {
        rows.push(letter(offset));
        rows.push(kind(offset));
    }
    rows.push(letter(-3));
    rows.push(letter(3));
    for offset in -2..2 {
        rows.push(pair(letter(offset), letter(offset + 1)));
        rows.push(pair(kind(offset), kind(offset + 1)));
    }
    for offset in -2..=0 {
        rows.push(pair(pair(letter(offset), letter(offset + 1)), letter(offset + 2)));
    }
    rows.push(pair(letter(-1), letter(1)));
    rows.push(pair(kind(0), letter(1)));
    rows.push(pair(kind(0), pair(letter(-1), letter(2))));
    rows.push(pair(own.hash, place));
    rows.push(pair(own.class, place));
    for offset in [-2isize, -1, 1, 2] {
        rows.push(pair(hash(offset), place));
        rows.push(pair(class(offset), place));
        rows.push(hash(offset));
        rows.push(pair(last(offset), place));
    }
    rows.push(pair(pair(class(-1), class(0)), place));
    rows.push(pair(pair(class(0), class(1)), place));
    rows.push(pair(pair(pair(class(-1), class(0)), class(1)), place));
    rows.push(pair(pair(pair(class(-2), class(-1)), class(0)), place));
    rows.push(pair(pair(pair(class(0), class(1)), class(2)), place));
    rows.push(pair(pair(hash(-1), hash(0)), place));
    rows.push(pair(pair(hash(0), hash(1)), place));
    rows.push(pair(pair(hash(-1), class(0)), place));
    rows.push(pair(pair(class(0), hash(1)), place));
    rows.push(pair(pair(class(0), class(1)), pair(last(1), place)));
    rows.push(pair(pair(class(0), pair(class(1), class(2))), pair(last(2), place)));
    rows.push(pair(last(0), place));
    rows.push(pair(pair(kind(0), class(0)), place));
    // Words of one character each in a row often are a name.
    let singles = |step: isize| (0..4).take_while(|i| word(i * step).is_some_and(|w| w.end - w.start == 1)).count();
    rows.push(pair(singles(1) as u64, singles(-1) as u64));
    let (start, end) = sentence.sounds[at];
    let run = if end > start {
        1 + ((end - start).min(7) * 100 + (at - start).min(3) * 10 + (end - 1 - at).min(3)) as u64
    } else {
        0
    };
    rows.push(run);
    if run > 0 {
        let around = |at: Option<usize>| at.and_then(|i| sentence.letters.get(i)).copied().unwrap_or(EDGE);
        rows.push(pair(run, around(start.checked_sub(1))));
        rows.push(pair(run, around(Some(end))));
        rows.push(pair(run, letter(0)));
        rows.push(pair(run, pair(own.class, place)));
        let class_after = sentence.word_of.get(end).and_then(|w| sentence.words.get(*w)).map_or(EDGE, |w| w.class);
        let class_before = start
            .checked_sub(1)
            .and_then(|i| sentence.word_of.get(i))
            .and_then(|w| sentence.words.get(*w))
            .map_or(EDGE, |w| w.class);
        rows.push(pair(run, pair(class_before, class_after)));
    }
    let (head, away) = sentence.heads[at];
    rows.push(pair(head, away));
    rows.push(pair(pair(head, away), pair(own.class, place)));
    rows.push(pair(head, place));
    rows.push(pair(pair(head, own.class), class(-1)));
    let cover = &sentence.covers[at];
    rows.push(cover[0]);
    rows.push(cover[1]);
    rows.push(pair(cover[1], own.class));
    for offset in [-1isize, 1] {
        let near = at.checked_add_signed(offset).and_then(|i| sentence.covers.get(i)).map_or(EDGE, |c| c[1]);
        rows.push(near);
        rows.push(pair(near, cover[1]));
    }
    rows.rows
}
