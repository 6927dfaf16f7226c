//! Which statements go into one record.

use umbra_model::{Place, PropertyRef, Statement};

use crate::properties::Properties;
use crate::record::Record;
use crate::statement_id::PER_RECORD;

/// Statements that will be one row.
pub(crate) struct Group<'a> {
    pub first: &'a Statement,
    /// Properties in the order of their first value; each value with its place in the input.
    values: Vec<(PropertyRef, Vec<(usize, &'a Statement)>)>,
    count: usize,
}

impl<'a> Group<'a> {
    fn of(index: usize, first: &'a Statement) -> Self {
        Self { first, values: vec![(first.property(), vec![(index, first)])], count: 1 }
    }

    fn takes(&self, next: &Statement) -> bool {
        let first = self.first;
        let same_place = match (first.span().place(), next.span().place()) {
            (Place::Cell { row, column }, Place::Cell { row: next_row, column: next_column }) => {
                let own = |column: &str, statement: &Statement| column == statement.property().name();
                row == next_row
                    && (column == next_column && own(column, first) == own(next_column, next)
                        || own(column, first) && own(next_column, next))
            }
            (place, next) => place == next,
        };
        let words =
            |statement: &'a Statement| statement.original().unwrap_or(statement.value()) == statement.span().quote();
        let next_words = next.original().unwrap_or(next.value()) == next.span().quote();
        let same_words = match (words(first), next_words) {
            (true, true) => true,
            (false, false) => first.span().quote() == next.span().quote(),
            _ => false,
        };
        self.count < PER_RECORD
            && same_place
            && same_words
            && first.entity() == next.entity()
            && first.schema() == next.schema()
            && first.span().source() == next.span().source()
            && first.standing() == next.standing()
            && first.credibility() == next.credibility()
            && first.attribution() == next.attribution()
            && first.validity() == next.validity()
            && first.language() == next.language()
            && first.origin() == next.origin()
    }

    fn push(&mut self, index: usize, statement: &'a Statement) {
        let property = statement.property();
        match self.values.iter_mut().find(|(known, _)| *known == property) {
            Some((_, values)) => values.push((index, statement)),
            None => self.values.push((property, vec![(index, statement)])),
        }
        self.count += 1;
    }

    /// Each value's place in the input, in the order of the row.
    pub(crate) fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.values.iter().flat_map(|(_, values)| values.iter().map(|(index, _)| *index))
    }

    /// The statements, in the order of the row.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &'a Statement> + '_ {
        self.values.iter().flat_map(|(_, values)| values.iter().map(|(_, statement)| *statement))
    }

    /// The row.
    pub(crate) fn record(&self) -> Record<'a> {
        let mut record = Record::shared(self.first);
        let (mut properties, mut originals) = (Properties::default(), Properties::default());
        for (property, values) in &self.values {
            properties.open(property.name());
            for (_, statement) in values {
                properties.value(Some(statement.value()));
            }
            if values.iter().any(|(_, statement)| statement.original().is_some()) {
                originals.open(property.name());
                for (_, statement) in values {
                    originals.value(statement.original());
                }
            }
        }
        record.properties = properties.finish().into();
        record.originals = (!originals.is_empty()).then(|| originals.finish().into());
        record
    }
}

/// Puts neighbours together that share all but property and value.
pub(crate) fn group(statements: &[Statement]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if last.takes(statement) => last.push(index, statement),
            _ => groups.push(Group::of(index, statement)),
        }
    }
    groups
}
