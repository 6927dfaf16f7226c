//! The extractor: all stages in their order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use umbra_model::{PartialDate, Source, Text};

use crate::advice::{Answer, Ground, Item, Proposer, Question, Readings, Weighed, items, passages, question};
use crate::analysis::Analysis;
use crate::attribution::Attributor;
use crate::campaign::EventReader;
use crate::classifier::{Classifier, EncodedSentence, Loose, loose};
use crate::coreference::{Referents, join_names};
use crate::denial::DenialReader;
use crate::entity::Entity;
use crate::extraction::{Candidate, Event, Extraction, Relation, SentenceReading};
use crate::figures::FigureReader;
use crate::language::{Language, language_of};
use crate::lexicon::Sort;
use crate::matching::Matcher;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::nominal::Describer;
use crate::perceptron::{NameModel, Names, Writing};
use crate::predication::{Predication, predications};
use crate::pronoun::{Anaphor, Resolver};
use crate::role::RoleReader;
use crate::rule::Rules;
use crate::sentence::Document;
use crate::statement::Writer;
use crate::status::StatusReader;
use crate::structure::StructureReader;

/// Reads texts with one set of rules. Building one parses the rules; reading needs no more than a shared reference.
#[derive(Debug)]
pub struct Extractor {
    rules: Rules,
    names: Names,
    classifies: bool,
}

/// Where candidates stand that the classifier was not asked about, in hundredths of likelihood.
const NOT_ASKED: u32 = 5;

/// Bytes of a text that are read.
const MOST_BYTES: usize = 8 << 20;

impl Extractor {
    /// An extractor for English with the rules of this crate.
    pub fn english() -> Self {
        Self::with_rules(Rules::english().expect("the rules of this crate are valid; its tests read them"))
    }

    /// An extractor with other rules.
    pub fn with_rules(rules: Rules) -> Self {
        Self { rules, names: Names::Embedded, classifies: true }
    }

    /// The same with other means of finding names where the rules are silent.
    #[must_use]
    pub fn with_names(self, names: Names) -> Self {
        Self { names, ..self }
    }

    /// The same with rules alone for ties and events, without the classifier: some four times as fast, and blind to ties
    /// that are told in words which no rule knows.
    #[must_use]
    pub fn with_rules_alone(self) -> Self {
        Self { classifies: false, ..self }
    }

    fn classifier(&self) -> Option<&'static Classifier> {
        self.classifies.then(Classifier::english)
    }

    /// Its rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes from a text what it states. The source gives the date from which relative dates count, and the language;
    /// a text in another language than English or Chinese comes back unread with the reason.
    ///
    /// Never fails and never panics, whatever the text. Time and memory grow with the length of the text, memory by some
    /// fifty times it, up to its first 8 MiB (a shelf of books); what comes after stays unread, with the reason.
    pub fn extract(&self, text: &Text, source: &Source) -> Extraction {
        self.extract_within(text, source, &[])
    }

    /// The same for parts of a text: the article of a page without its menus and teasers, as ranges of bytes, ascending
    /// and apart. No range means the whole text.
    pub fn extract_within(&self, text: &Text, source: &Source, parts: &[Range<usize>]) -> Extraction {
        self.read_within(text, source, parts, |_| {})
    }

    /// The same; `look` is shown the text as it was read, unless it is not read.
    fn read_within(
        &self,
        text: &Text,
        source: &Source,
        parts: &[Range<usize>],
        look: impl FnOnce(&dyn Ground),
    ) -> Extraction {
        let words = only(text.as_str(), parts);
        let language = match language_of(&words, source.language.as_deref()) {
            Ok(language) => language,
            Err(reason) => return Extraction { not_read: Some(reason), ..Extraction::default() },
        };
        let read = beginning(&words, MOST_BYTES);
        let (date, names) = (source.published, &self.names);
        let mut extraction = match language {
            Language::English => {
                let names = names.model(Writing::Spaced);
                let means = Means { rules: &self.rules, names, classifier: self.classifier(), keeps_anaphors: false };
                read_layers(read, date, means, |matcher, _| look(matcher))
            }
            Language::Chinese => crate::chinese::layers(read, date, names.model(Writing::Chinese), look),
        };
        extraction.statements = Writer::new(text, &extraction).write();
        if read.len() < words.len() {
            extraction.not_read = Some(format!(
                "Statements are taken from its first {} MiB only, of {}: split it into files of its chapters or \
                 articles. All of it can be searched.",
                MOST_BYTES >> 20,
                words.len().div_ceil(1 << 20)
            ));
        }
        extraction
    }

    /// What a language model may be asked about a text, passage by passage, in its order. Nothing for a text that is not
    /// read: where no clause is understood, no answer could be held to the text.
    pub fn questions(&self, text: &Text, source: &Source, parts: &[Range<usize>]) -> Vec<Question> {
        if language_of(&only(text.as_str(), parts), source.language.as_deref()).is_err() {
            return Vec::new();
        }
        let readings = Readings::of(&self.rules);
        let mut passages = passages(text.as_str(), parts);
        passages.retain(|passage| passage.end <= MOST_BYTES);
        passages.into_iter().map(|passage| question(text.as_str(), passage, &readings)).collect()
    }

    /// Holds the answers of a language model to the text: what stands in it becomes candidates, in the form of the case,
    /// each with the answer's origin; the rest is listed. See [`Answer`].
    ///
    /// Never fails, whatever the answers. Reads the text anew.
    pub fn weigh(&self, text: &Text, source: &Source, parts: &[Range<usize>], answers: &[Answer]) -> Weighed {
        let readings = Readings::of(&self.rules);
        let (items, refused) = items(text.as_str(), answers, &readings);
        let mut grounded = Vec::new();
        let extraction = self.read_within(text, source, parts, |ground| {
            grounded = items.iter().map(|item: &Item| item.on(ground)).collect();
        });
        Proposer::new(text, &extraction, answers).propose(&items, &grounded, refused)
    }

    /// How each sentence was understood, clause by clause, and for each rule whose verb or noun it holds whether it fired,
    /// or what it lacked. Empty for a text that is not read.
    pub fn explain(&self, text: &Text, source: &Source) -> Vec<SentenceReading> {
        let mut readings = Vec::new();
        self.read_english(text, source, false, |matcher, said| readings = matcher.readings(said));
        readings
    }
}

/// What programs learn from.
impl Extractor {
    /// The pronouns of persons of an English text with all whom they may mean, beside what the extractor takes from it: what
    /// `examples/pronouns` learns from. Empty for any other text.
    pub fn anaphors(&self, text: &Text, source: &Source) -> (Extraction, Vec<Anaphor>) {
        let mut anaphors = Vec::new();
        let extraction = self.read_english(text, source, true, |matcher, _| {
            anaphors.extend(matcher.referents.anaphors.iter().flatten().cloned());
        });
        (extraction, anaphors)
    }

    /// The sentences of an English text as the classifier of ties reads them, beside what the extractor takes from it: what
    /// `training/` learns from. Empty for any other text.
    pub fn encoded(&self, text: &Text, source: &Source) -> (Extraction, Vec<EncodedSentence>) {
        let mut sentences = Vec::new();
        let mut others = Vec::new();
        let mut extraction = self.read_english(text, source, false, |matcher, _| {
            let loose = loose(matcher.analysis, matcher.referents);
            sentences = crate::classifier::sentences(matcher.analysis, matcher.referents, &loose);
            others.extend(loose.iter().map(|one| one.mention(&matcher.analysis.document)));
        });
        for mention in others {
            let entity = mention.entity.unwrap_or_default();
            if entity == extraction.entities.len() {
                extraction.entities.push(Entity::new(mention.kind, mention.sort));
            }
            extraction.entities[entity].mentions.push(extraction.mentions.len());
            extraction.mentions.push(mention);
        }
        (extraction, sentences)
    }

    /// All layers but the statements and the classifier, of an English text; nothing of any other. Chinese is read by patterns of
    /// its own.
    fn read_english(
        &self,
        text: &Text,
        source: &Source,
        keeps_anaphors: bool,
        look: impl FnOnce(&Matcher<'_, '_>, &[Predication]),
    ) -> Extraction {
        if !matches!(language_of(text.as_str(), source.language.as_deref()), Ok(Language::English)) {
            return Extraction::default();
        }
        let (read, names) = (beginning(text.as_str(), MOST_BYTES), self.names.model(Writing::Spaced));
        let means = Means { rules: &self.rules, names, classifier: None, keeps_anaphors };
        read_layers(read, source.published, means, look)
    }
}

/// As much of a text as is read: whole, or up to the last break between words within the bound.
fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let within = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let end = text[..within].rfind(char::is_whitespace).unwrap_or(within);
    &text[..end]
}

/// A text with everything outside the parts blanked out, byte for byte, so that places stay what they are. Line breaks
/// take the blanks' place because no sentence runs on over them.
fn only<'t>(text: &'t str, parts: &[Range<usize>]) -> Cow<'t, str> {
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for part in parts {
        let (Some(words), Some(_)) = (text.get(part.clone()), part.start.checked_sub(kept.len())) else { continue };
        kept.extend(std::iter::repeat_n('\n', part.start - kept.len()));
        kept.push_str(words);
    }
    kept.extend(std::iter::repeat_n('\n', text.len() - kept.len()));
    Cow::Owned(kept)
}

/// All layers but the statements.
pub(crate) fn layers(
    text: &str,
    published: Option<PartialDate>,
    rules: &Rules,
    names: Option<&NameModel>,
) -> Extraction {
    read_layers(text, published, Means { rules, names, classifier: None, keeps_anaphors: false }, |_, _| {})
}

/// By what ties and names are found.
#[derive(Clone, Copy)]
struct Means<'m> {
    rules: &'m Rules,
    names: Option<&'m NameModel>,
    classifier: Option<&'m Classifier>,
    /// Whether what pronouns may mean is kept for those who learn from it.
    keeps_anaphors: bool,
}

/// All layers but the statements; `look` is shown the rules at work.
fn read_layers(
    text: &str,
    published: Option<PartialDate>,
    means: Means<'_>,
    look: impl FnOnce(&Matcher<'_, '_>, &[Predication]),
) -> Extraction {
    let mut analysis = Analysis::of(text, published, means.names);
    let mut referents = join_names(&mut analysis);
    Describer::new(&mut analysis, &mut referents).run();
    referents.anaphors = means.keeps_anaphors.then(Vec::new);
    Resolver { analysis: &mut analysis, referents: &mut referents }.run();
    let notes = Attributor { analysis: &analysis, referents: &referents }.attributions();
    let mut said = predications(&analysis);
    said.extend(referents.foretold.iter().map(|phrase| Predication::of_itself(*phrase, &analysis)));
    let reader = StatusReader::new(&analysis, &notes);
    let matcher = Matcher::new(&analysis, &referents, &reader, means.rules, &said);
    look(&matcher, &said);
    let matches = matcher.run(&said);
    let roles = RoleReader { analysis: &analysis, referents: &referents, matcher: &matcher }.roles(&said);
    let mut relations = matches.relations;
    let against = DenialReader {
        analysis: &analysis,
        referents: &referents,
        reader: &reader,
        relations: &relations,
        events: &matches.events,
    };
    let against = against.relations();
    relations.extend(against);
    relations.sort_by_key(|r| (r.trigger.start, r.trigger.end));
    relations.extend(StructureReader { analysis: &analysis, referents: &referents, reader: &reader }.relations());
    let likely = means.classifier.map(|classifier| matcher.likely(classifier)).unwrap_or_default();
    let doubted = matcher.doubted(&likely, &mut relations);
    relations.extend(matcher.sure_ties(&likely, &relations));
    // To direct a firm is a tie of its own, made by rule.
    let directed: BTreeSet<(usize, usize)> =
        relations.iter().filter(|r| r.schema == "Directorship").map(|r| (r.subject, r.object)).collect();
    relations.extend(roles.iter().filter_map(office_tie).filter(|r| !directed.contains(&(r.subject, r.object))));
    let mut events = matches.events;
    let found =
        EventReader { analysis: &analysis, referents: &referents, reader: &reader, notes: &notes }.events(&roles);
    events.extend(found);
    let mut by_cue: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, relation) in relations.iter().enumerate().filter(|(_, r)| r.standing.is_some()) {
        if let Some(clause) = relation.cue_clause {
            by_cue.entry(clause).or_default().push(at);
        }
    }
    for event in &mut events {
        event.concerns = concerns(event, &relations, &by_cue, &analysis);
    }
    events.sort_by_key(|e| (e.evidence.start, e.trigger.start));
    let mut candidates = matcher.candidates(&relations, &roles, &events, &likely);
    candidates.retain(|c| !doubted.iter().any(|d| (&d.kind, d.subject, d.object) == (&c.kind, c.subject, c.object)));
    candidates.extend(doubted);
    // The likeliest first, as a person judges them; to a hundredth, so that it is the same on every processor.
    candidates.sort_by_key(|c| std::cmp::Reverse(c.likely.map_or(NOT_ASKED, |likely| (likely * 100.0).round() as u32)));
    let figures = FigureReader::new(&analysis, &referents, &reader).figures();
    let groups = matches.used_groups;
    let addressees = generic_mentions(&analysis, &referents);
    let (mut mentions, dates) = (analysis.mentions, analysis.dates);
    let mut entities = referents.entities;
    take_in(&likely.loose, &analysis.document, &mut candidates, &mut entities, &mut mentions);
    mentions.extend(addressees);
    let mut spoken: BTreeSet<(usize, usize)> = mentions.iter().map(|m| (m.tokens.start, m.tokens.end)).collect();
    let named = matcher_only(&entities);
    for phrase in groups {
        let crowd = referents.crowds.get(&phrase).copied();
        let entity = crowd.or_else(|| referents.loose_groups.get(&phrase).copied());
        let tokens = analysis.chunks.phrases[phrase].tokens.clone();
        let Some(entity) = entity.filter(|_| spoken.insert((tokens.start, tokens.end))) else { continue };
        let mut mention = Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Nominal, tokens);
        mention.range = analysis.document.bytes(&mention.tokens);
        // The entity that the ties name: the document's one group, or a nameless one of its own.
        let entity = named.filter(|_| crowd.is_none()).unwrap_or(entity);
        mention.entity = Some(entity);
        entities[entity].mentions.push(mentions.len());
        mentions.push(mention);
    }
    Extraction {
        mentions,
        dates,
        entities,
        relations,
        roles,
        events,
        candidates,
        attributions: notes,
        figures,
        statements: Vec::new(),
        not_read: None,
    }
}

/// Bodies without a name become entities where a candidate needs them.
fn take_in(
    loose: &[Loose],
    document: &Document<'_>,
    candidates: &mut [Candidate],
    entities: &mut Vec<Entity>,
    mentions: &mut Vec<Mention>,
) {
    let known = entities.len();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for end in candidates.iter_mut().flat_map(|c| std::iter::once(&mut c.subject).chain(&mut c.object)) {
        if *end >= known {
            let next = known + taken.len();
            *end = *taken.entry(*end).or_insert(next);
        }
    }
    let offered = Entity { is_only_offered: true, ..Entity::new(MentionKind::Organisation, Sort::Unknown) };
    entities.resize(known + taken.len(), offered);
    for one in loose {
        let Some(at) = taken.get(&one.entity) else { continue };
        let mut mention = one.mention(document);
        mention.entity = Some(*at);
        let entity = &mut entities[*at];
        let words = document.words(&one.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
        if one.is_name {
            entity.add_name(&words);
        } else {
            entity.designation.get_or_insert(words);
        }
        if entity.sort == Sort::Unknown {
            entity.sort = one.sort;
        }
        entity.mentions.push(mentions.len());
        mentions.push(mention);
    }
}

fn matcher_only(entities: &[Entity]) -> Option<usize> {
    let mut named = entities.iter().enumerate().filter(|(_, e)| e.is_group() && e.is_named()).map(|(i, _)| i);
    named.next().filter(|_| named.next().is_none())
}

/// An office at a body is a tie between both.
pub(crate) fn office_tie(role: &crate::extraction::Role) -> Option<Relation> {
    let kind = if role.is_past { "held_office" } else { "holds_office" };
    Some(Relation {
        kind: kind.to_owned(),
        schema: String::new(),
        subject: role.holder,
        object: role.organisation?,
        ends: (String::new(), String::new()),
        trigger: role.trigger.clone(),
        evidence: role.evidence.clone(),
        standing: None,
        attribution: role.attribution.clone(),
        properties: Vec::new(),
        validity: umbra_model::Validity { from: role.start, to: role.end },
        is_past: role.is_past,
        rule: "office".to_owned(),
        cue_clause: None,
        clause: role.clause,
    })
}

/// The ties whose standing a proceeding gives: those that took their cue from its clause or one joined with it.
fn concerns(
    event: &Event,
    relations: &[Relation],
    by_cue: &BTreeMap<usize, Vec<usize>>,
    analysis: &Analysis,
) -> Vec<usize> {
    let Some(clause) = event.clause.filter(|_| event.schema == "Proceeding") else { return Vec::new() };
    let defendants: Vec<usize> =
        event.roles.iter().filter(|(property, _)| property == "defendant").map(|(_, e)| *e).collect();
    let joined = |other: usize| {
        other == clause || {
            let (a, b) = (&analysis.clauses[other], &analysis.clauses[clause]);
            a.sentence == b.sentence
                && a.subjects == b.subjects
                && !a.subjects.is_empty()
                && (a.parent == Some(clause) || b.parent == Some(other))
        }
    };
    let near = by_cue.range(analysis.clauses_of(analysis.clauses[clause].sentence));
    let joined = near.filter(|(cue, _)| joined(**cue)).flat_map(|(_, at)| at.iter().copied());
    let mut found: Vec<usize> = joined
        .filter(|at| defendants.contains(&relations[*at].subject) || defendants.contains(&relations[*at].object))
        // Convicted on one count and acquitted on another: each concerns its own.
        .filter(|at| {
            let against =
                |standing: Option<umbra_model::Standing>| standing.is_some_and(umbra_model::Standing::is_against);
            relations[*at].cue_clause == event.clause || against(relations[*at].standing) == against(event.stage)
        })
        .collect();
    found.sort_unstable();
    found
}

/// Those to whom orders go, spoken of as a class: "police across the country", "his cadres".
fn generic_mentions(analysis: &Analysis, referents: &Referents) -> Vec<Mention> {
    let mut found = Vec::new();
    for clause in &analysis.clauses {
        let group = &analysis.chunks.groups[clause.group];
        if !analysis.reporting.orders(group.lemma) || clause.passive {
            continue;
        }
        let called = clause
            .complements
            .iter()
            .filter(|c| analysis.document.lower(c.preposition) == "on" && group.lemma == "call")
            .flat_map(|c| c.phrases.iter());
        for phrase in clause.objects.iter().chain(called) {
            let np = &analysis.chunks.phrases[*phrase];
            if referents.of_phrase[*phrase].is_some() || np.is_pronoun || !np.is_plural {
                continue;
            }
            let head = analysis.document.lower(np.head);
            let single = head.strip_suffix('s').unwrap_or(head);
            let collective = analysis.reporting.is_voice(head)
                || crate::chunk::is_person_noun(single, analysis.lexicon)
                || matches!(head, "cadres" | "citizens" | "people" | "members");
            if !collective {
                continue;
            }
            let attached = &analysis.attached[*phrase];
            let mut tokens = np.tokens.clone();
            let across = attached
                .complements
                .iter()
                .find(|c| matches!(analysis.document.lower(c.preposition), "across" | "throughout" | "of" | "in"));
            if let Some(last) = across.and_then(|c| c.phrases.last()) {
                tokens.end = analysis.chunks.phrases[*last].tokens.end;
            }
            let is_body = matches!(head, "police" | "prosecutors" | "authorities" | "courts");
            let kind = if is_body { MentionKind::Organisation } else { MentionKind::Group };
            let mut mention = Mention::new(kind, Sort::Unknown, MentionForm::Nominal, tokens);
            mention.range = analysis.document.bytes(&mention.tokens);
            mention.is_generic = true;
            found.push(mention);
        }
    }
    found
}
