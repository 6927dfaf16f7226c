//! How far an accusation has got, and what makes a clause state nothing.

use umbra_model::Standing;

use super::reading::Reading;
use crate::attribution::{AttributionNote, Voice};

/// How many sentences a finding is carried on for.
const CARRIED: usize = 8;

/// Words that open what a court found, what is charged and what an inquiry found, and how far that has got.
const FINDINGS: [(&[&str], Standing); 3] = [
    (
        &[
            "审理查明",
            "法院查明",
            "法院还查明",
            "法院认定",
            "一审认定",
            "判决认定",
            "判决书写道",
            "判决书载明",
            "判决书显示",
            "判决书认定",
        ],
        Standing::Convicted,
    ),
    (
        &[
            "起诉指控",
            "起诉书指控",
            "起诉书称",
            "起诉书指出",
            "公诉机关指控",
            "检察机关指控",
            "检方指控",
            "检察院指控",
            "控罪指",
            "依法审查查明",
        ],
        Standing::Charged,
    ),
    (&["经查"], Standing::Investigated),
];

impl Reading<'_> {
    /// Whether what the verb at a place says is denied by the words around it, possible, future, asked or a rule for
    /// everybody.
    pub fn is_silent(&self, verb: usize) -> bool {
        let page = &self.page;
        let clause = page.clause_of(verb);
        let near = clause.start.max(verb.saturating_sub(8))..verb;
        let negated = self.words.silence.negation.iter().any(|word| {
            near.clone().any(|at| {
                page.has(at, word)
                    && at + word.chars().count() <= verb
                    && !is_no_negation(page.letters.get(at), page.letters.get(at + 1))
            })
        });
        negated || self.is_open(verb)
    }

    /// Whether a number stands where what it counts is said not to be: "没有发现3起". Words such as 不起诉 deny nothing.
    pub fn is_flatly_denied(&self, at: usize) -> bool {
        let near = self.page.clause_of(at).start.max(at.saturating_sub(10))..at;
        ["没有", "尚未", "并非", "从未", "未曾", "未能", "否认"]
            .iter()
            .any(|word| self.page.find(&near, word).is_some())
    }

    /// Whether what the verb at a place says is possible, future, asked or a rule for everybody.
    pub fn is_open(&self, verb: usize) -> bool {
        let page = &self.page;
        let Some(sentence) = page.sentences.get(page.sentence_of(verb)) else { return true };
        if sentence.is_question {
            return true;
        }
        let clause = page.clause_of(verb);
        let before = clause.start..verb;
        let open = |range: &std::ops::Range<usize>| {
            self.words.silence.modality.iter().any(|word| {
                let single = word.chars().count() == 1;
                range.clone().any(|at| {
                    page.has(at, word)
                        && !page.has(at, "将在逃")
                        && match word.as_str() {
                            "将" => [
                                "被",
                                "依法",
                                "于",
                                "会",
                                "继续",
                                "对",
                                "受",
                                "接受",
                                "面临",
                                "转",
                                "进一步",
                                "依",
                                "在",
                            ]
                            .iter()
                            .any(|w| {
                                page.has(at + 1, w) && !["会长", "会员", "会计"].iter().any(|w| page.has(at + 1, w))
                            }),
                            _ => !single || at == range.start,
                        }
                })
            })
        };
        let condition = sentence.clauses.iter().any(|c| {
            c.end <= clause.start
                && ["如果", "一旦", "假如", "若", "凡", "任何"]
                    .iter()
                    .any(|word| page.find(c, word).is_some_and(|at| at < c.start + 4))
        });
        open(&before) || condition
    }

    /// Whether what the verb at a place says is denied: "否认收受".
    pub fn is_denied(&self, verb: usize) -> bool {
        let page = &self.page;
        let clause = page.clause_of(verb);
        self.words.voices.denies.iter().any(|word| page.find(&(clause.start..verb), word).is_some())
    }

    /// The standing that the cues around a verb give, or else the voice that tells it.
    pub fn standing(&self, verb: usize, voices: &[&AttributionNote]) -> Standing {
        self.standing_until(verb, self.page.clause_of(verb).end, voices)
    }

    /// The standing that the words up to a place give, or else the voice: "头目某某被逮捕" arrests one who is called so,
    /// for whatever it may be.
    pub fn standing_until(&self, verb: usize, end: usize, voices: &[&AttributionNote]) -> Standing {
        let page = &self.page;
        let clause = page.clause_of(verb);
        if self.is_denied(verb) {
            return Standing::Denied;
        }
        for (word, standing) in [
            ("宣告无罪", Standing::Acquitted),
            ("判无罪", Standing::Acquitted),
            ("判决无罪", Standing::Acquitted),
            ("不起诉", Standing::Dropped),
        ] {
            if page.find(&(verb..clause.end), word).is_some() {
                return standing;
            }
        }
        // "原审认定…的事实不清、证据不足".
        let sentence = page.sentences.get(page.sentence_of(verb)).map_or(clause.clone(), |s| s.range.clone());
        if ["事实不清", "证据不足", "不予认定", "不能成立"]
            .iter()
            .any(|w| page.find(&(verb..sentence.end), w).is_some())
        {
            let by_court = ["法院", "再审", "二审", "原审"].iter().any(|w| page.find(&sentence, w).is_some());
            return if by_court { Standing::Acquitted } else { Standing::Dropped };
        }
        let start = page.sentences.get(page.sentence_of(verb)).map_or(clause.start, |s| s.range.start);
        for (standing, words) in &self.words.cues {
            let found = words.iter().any(|word| {
                let length = word.chars().count();
                (start..(end + 1).saturating_sub(length)).filter(|at| page.has(*at, word)).any(|at| {
                    // 犯 is a cue in "犯受贿罪", not in 罪犯, 犯罪, 犯罪嫌疑人.
                    let before = at.checked_sub(1).map_or(' ', |i| page.letters[i]);
                    let offence = word == "犯"
                        && (page.has(at + 1, "罪") || matches!(before, '罪' | '嫌' | '主' | '从' | '逃' | '涉'));
                    !offence && !self.is_silent(at)
                })
            });
            if found {
                return *standing;
            }
        }
        match voices.last().map(|note| note.voice) {
            None => self.carried(verb).unwrap_or(Standing::Reported),
            Some(Voice::Report) => Standing::Reported,
            Some(Voice::Court) => Standing::Convicted,
            Some(Voice::Indictment) => Standing::Charged,
            Some(Voice::Person | Voice::Own) if voices.last().is_some_and(|note| self.accuses(note)) => {
                Standing::Alleged
            }
            Some(Voice::Person | Voice::Own) => Standing::Reported,
        }
    }

    /// What a finding or an indictment carries on with: "经审理查明，…。2012年3月，…": how far it has got is said once, at its
    /// head, and holds until somebody else speaks or what came of it is told.
    fn carried(&self, verb: usize) -> Option<Standing> {
        let page = &self.page;
        let number = page.sentence_of(verb);
        let mut next = page.sentences.get(number)?.range.start;
        if self.turns_away(number) {
            return None;
        }
        for back in 1..=CARRIED.min(number) {
            let sentence = page.sentences.get(number - back)?;
            let apart = page.letters.get(sentence.range.end..next).is_some_and(|l| l.contains(&'\n'))
                || next.checked_sub(1).is_some_and(|at| page.letters[at] == '\n');
            // A new paragraph goes on only where it begins with the next deed.
            let dated = self.dates_within(&(next..next + 2)).next().is_some();
            let same = ["该组织", "该团伙", "被告人", "此外", "期间"].iter().any(|word| page.has(next, word));
            if apart && !(dated || same) || sentence.is_heading || sentence.is_question {
                return None;
            }
            let head = sentence.range.start..sentence.range.end.min(sentence.range.start + 40);
            let opens = |words: &[&str]| words.iter().any(|word| page.find(&head, word).is_some());
            if let Some((_, standing)) = FINDINGS.iter().find(|(words, _)| opens(words)) {
                return Some(*standing);
            }
            if self.turns_away(number - back) {
                return None;
            }
            next = sentence.range.start;
        }
        None
    }

    /// Whether a sentence leaves what was found or charged: it tells of the hearing, of what came of it, or who says what.
    fn turns_away(&self, number: usize) -> bool {
        let page = &self.page;
        let Some(sentence) = page.sentences.get(number) else { return true };
        let head = sentence.range.start..sentence.range.end.min(sentence.range.start + 14);
        let hearing = [
            "庭审",
            "法庭",
            "本院",
            "宣判",
            "辩护",
            "据悉",
            "据了解",
            "目前",
            "记者",
            "律师",
            "上述",
            "日前",
            "近日",
            "昨日",
            "今年",
            "另案",
            "已被",
            "当庭",
            "然而",
            "但",
        ];
        let speech = ["说，", "说：", "称，", "称：", "表示，", "否认", "介绍，", "透露，", "辩称"];
        hearing.iter().any(|word| page.find(&head, word).is_some())
            || speech.iter().any(|word| page.find(&sentence.range, word).is_some())
    }

    /// Whether a voice accuses, and does not only tell: prosecutors, those who complain, those who suspect.
    fn accuses(&self, note: &AttributionNote) -> bool {
        let speaker = note.speaker_range.as_ref().map_or("", |range| &self.page.text[range.clone()]);
        let by_role = [
            "检",
            "檢",
            "公诉",
            "公訴",
            "起诉",
            "起訴",
            "举报",
            "舉報",
            "爆料",
            "消息人士",
            "知情",
            "被害",
            "受害",
            "辩护",
            "辯護",
            "律师",
            "律師",
        ]
        .iter()
        .any(|word| speaker.contains(word));
        let by_cue = ["指", "怀疑", "质疑", "爆料", "反映", "供", "主张", "声称", "宣称", "辩称", "坦承", "反驳"]
            .iter()
            .any(|word| note.cue_tokens.iter().any(|cue| self.page.has(cue.start, word)));
        by_role || by_cue && !note.cue_tokens.iter().any(|cue| self.page.has(cue.start, "指出"))
    }
}

/// Characters of negation inside other words: 不断, 不法, 无期徒刑, 未遂.
fn is_no_negation(letter: Option<&char>, next: Option<&char>) -> bool {
    match letter {
        Some('不') => next.is_some_and(|l| "断法正当明少仅但足止服".contains(*l)),
        Some('无') => next.is_some_and(|l| "期业锡证罪".contains(*l)),
        Some('未') => next.is_some_and(|l| "来遂成".contains(*l)),
        _ => false,
    }
}
