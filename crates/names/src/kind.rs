/// What a name names. It decides what the words of the name are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person: titles are stripped, initials and short forms understood, the order of given and family name is free.
    Person,
    /// A body, a company or a group: legal forms stand apart, words of the trade weigh little, numbers must agree.
    Organisation,
    /// A place: the noun that says what kind of place it is ("district", "市") stands apart.
    Place,
}
