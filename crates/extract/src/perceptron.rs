//! Names found by a trained model: an averaged structured perceptron over hashed features.
//!
//! [`NameModel`] finds persons, bodies and places in sentences that were cut into words. It is trained from labelled
//! sentences in seconds ([`NameModel::train`]), so that whoever corrects it can train it anew; the crate has one of its own
//! ([`NameModel::english`]), made by `examples/tagger` from the sets that `data/tagger/README.md` names.

mod han;
pub(crate) mod hash;
mod labelled;
mod labels;
mod latin;
pub(crate) mod lists;
mod model;
pub(crate) mod packing;
pub(crate) mod train;

use model::Model;

use std::sync::LazyLock;

pub(crate) use han::{Words as HanWords, is_surname as is_han_surname};
pub use labelled::{Labelled, LabelledError};
pub use labels::NameSpan;
pub use model::ModelError;
pub use train::Training;

/// How a language is written, which decides what a tagger looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Words with spaces between them: English. The unit is the word.
    Spaced,
    /// Chinese. The unit is the character, and each word of a sentence is a string of one character.
    Chinese,
}

impl Writing {
    fn features(self) -> u16 {
        match self {
            Self::Spaced => latin::FEATURES,
            Self::Chinese => han::FEATURES,
        }
    }

    /// Gives `take` the features of the units of each sentence of one document, in order. They come sentence by sentence
    /// because those of a whole document would take some 700 bytes a word.
    fn look<W: AsRef<str>>(self, sentences: &[&[W]], styles: &[Option<u64>], mut take: impl FnMut(Vec<Vec<u32>>)) {
        let units = |sentence: &&[W]| -> Vec<String> { sentence.iter().map(|w| w.as_ref().to_owned()).collect() };
        match self {
            Self::Spaced => {
                let seen: Vec<_> = sentences
                    .iter()
                    .map(|s| {
                        let words = units(s);
                        latin::Sentence::new(&words.iter().map(String::as_str).collect::<Vec<_>>())
                    })
                    .collect();
                let elsewhere = latin::Elsewhere::of(&seen);
                for (sentence, style) in seen.iter().zip(styles) {
                    take(latin::features(sentence, &elsewhere, *style));
                }
            }
            Self::Chinese => {
                for sentence in sentences {
                    let words = units(sentence);
                    let seen = han::Sentence::new(&words.iter().map(String::as_str).collect::<Vec<_>>());
                    take(han::features(&seen));
                }
            }
        }
    }
}

/// A trained tagger of names.
#[derive(Debug, Clone)]
pub struct NameModel {
    model: Model,
    writing: Writing,
}

impl NameModel {
    /// Trains a model. Memory grows with the sentences, some 500 bytes a word.
    pub fn train(sentences: &[Labelled], writing: Writing, training: Training) -> Self {
        Self::trained(sentences, writing, training, None)
    }

    /// Trains on with further sentences: corrections to what it found. What it knows it keeps, but for what they
    /// contradict.
    #[must_use]
    pub fn train_on(&self, sentences: &[Labelled], training: Training) -> Self {
        Self::trained(sentences, self.writing, training, Some(&self.model))
    }

    /// How the language is written that it is for.
    pub fn writing(&self) -> Writing {
        self.writing
    }

    fn trained(sentences: &[Labelled], writing: Writing, training: Training, base: Option<&Model>) -> Self {
        let mut examples = Vec::with_capacity(sentences.len());
        for document in sentences.chunk_by(|a, b| a.document == b.document) {
            let words: Vec<&[String]> = document.iter().map(|s| s.words.as_slice()).collect();
            let styles: Vec<_> = document.iter().map(|s| s.style.as_deref().map(hash::of)).collect();
            let mut sentences = document.iter();
            writing.look(&words, &styles, |features| {
                let Some(sentence) = sentences.next() else { return };
                let labels = labels::labels(sentence.words.len(), &sentence.names);
                examples.push(train::Example { features, labels });
            });
        }
        Self { model: train::train(&mut examples, training, writing.features(), base), writing }
    }

    /// The names in the sentences of one document.
    pub fn names<W: AsRef<str>>(&self, sentences: &[&[W]], style: Option<&str>) -> Vec<Vec<NameSpan>> {
        let styles = vec![style.map(hash::of); sentences.len()];
        let mut names = Vec::with_capacity(sentences.len());
        self.writing.look(sentences, &styles, |features| names.push(labels::spans(&self.model.best(&features))));
        names
    }

    /// The model as a file.
    ///
    /// # Errors
    ///
    /// Where packing fails for want of memory.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        self.model.to_bytes()
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, or one for other features.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let read = |writing: Writing| Model::from_bytes(bytes, writing.features()).map(|model| Self { model, writing });
        match read(Writing::Spaced) {
            Err(ModelError::OtherFeatures) => read(Writing::Chinese),
            read => read,
        }
    }
}

static ENGLISH: LazyLock<NameModel> = LazyLock::new(|| embedded(include_bytes!("../data/tagger/english.model")));
static CHINESE: LazyLock<NameModel> = LazyLock::new(|| embedded(include_bytes!("../data/tagger/chinese.model")));

fn embedded(bytes: &[u8]) -> NameModel {
    NameModel::from_bytes(bytes).expect("the crate's own model, read by its tests")
}

impl NameModel {
    /// The model of this crate for English, unpacked when it is first asked for.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The model of this crate for Chinese.
    pub fn chinese() -> &'static Self {
        &CHINESE
    }
}

/// What finds names where the rules are silent.
#[derive(Debug, Clone, Default)]
pub enum Names {
    /// The models of this crate.
    #[default]
    Embedded,
    /// A model of one's own for its language, the crate's for the other.
    Own(Box<NameModel>),
    /// Nothing: rules alone.
    RulesOnly,
}

impl Names {
    /// The model for a language, if there is one.
    pub(crate) fn model(&self, writing: Writing) -> Option<&NameModel> {
        let embedded = || match writing {
            Writing::Spaced => NameModel::english(),
            Writing::Chinese => NameModel::chinese(),
        };
        match self {
            Self::Embedded => Some(embedded()),
            Self::Own(model) if model.writing == writing => Some(model),
            Self::Own(_) => Some(embedded()),
            Self::RulesOnly => None,
        }
    }
}
