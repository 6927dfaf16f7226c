//! How far an accusation has got, and what makes a clause state nothing.

use umbra_model::Standing;

use super::reading::Reading;
use crate::attribution::{AttributionNote, Voice};

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
            None | Some(Voice::Report) => Standing::Reported,
            Some(Voice::Court) => Standing::Convicted,
            Some(Voice::Indictment) => Standing::Charged,
            Some(Voice::Person | Voice::Own) if voices.last().is_some_and(|note| self.accuses(note)) => {
                Standing::Alleged
            }
            Some(Voice::Person | Voice::Own) => Standing::Reported,
        }
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
