use std::fmt;

/// By what rule two parts of two names were taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// The same characters, apart from case and width.
    Same,
    /// The same but for diacritics, or for traditional and simplified characters.
    Folded,
    /// The same when written in Latin letters.
    Reading,
    /// One word in two languages, or in short and in full.
    Meaning,
    /// The same number.
    Number,
    /// Two words here are one there.
    Joined,
    /// Spellings of one sound.
    Sound,
    /// Forms of one given name.
    GivenName,
    /// An initial and a name that begins so.
    Initial,
    /// A slip or two apart.
    Spelling,
    /// The same consonants, across scripts.
    Consonants,
    /// The first letters of the other name's words.
    Acronym,
    /// Legal forms, or nouns of places, that can be one.
    Form,
    /// Legal forms, or nouns of places, that exclude each other.
    FormConflict,
    /// A word that stands twice in one of the names.
    Repeated,
    /// It has no counterpart.
    Alone,
}

impl Rule {
    /// The rule in words, to be read after "met": "Viktor met Victor: spellings of one sound".
    pub fn words(self) -> &'static str {
        match self {
            Self::Same => "same word",
            Self::Folded => "same but for diacritics or variant characters",
            Self::Reading => "same reading in Latin letters",
            Self::Meaning => "same word in another language or in short",
            Self::Number => "same number",
            Self::Joined => "written together and apart",
            Self::Sound => "spellings of one sound",
            Self::GivenName => "forms of one given name",
            Self::Initial => "initial",
            Self::Spelling => "near spelling",
            Self::Consonants => "same consonants across scripts",
            Self::Acronym => "first letters",
            Self::Form => "same kind of form",
            Self::FormConflict => "forms that exclude each other",
            Self::Repeated => "repeated word",
            Self::Alone => "no counterpart",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
