//! Our own schemata in terms that tools of the field know.

use crate::entity::Entity;
use crate::property::PropertyRef;
use crate::property_type::PropertyType;
use crate::schema::SchemaRef;

impl Entity {
    /// The entity as FollowTheMoney has it. One of a FollowTheMoney schema stays as it is.
    ///
    /// One of ours becomes an entity of the schema that stands in for it, under the same id. Each of our properties
    /// names the one that takes its values. Where that one holds prose (`description`, `summary`), the value goes in
    /// with its label before it: "Denial: I never met them". What FollowTheMoney's schema has not but ours inherits,
    /// such as the dates of a figure, goes into the description as well. References that no property can take are
    /// left out; the other entity stays.
    #[must_use]
    pub fn to_ftm(&self) -> Self {
        let Some(schema) = self.schema().fallback() else { return self.clone() };
        let mut out = Self::new(self.id().clone(), schema);
        for (key, value) in self.context() {
            out.set_context(key.clone(), value.clone());
        }
        for (property, value) in self.values() {
            if let Some((target, value)) = translate(schema, property, value) {
                out.add_clean(target, value);
            }
        }
        out
    }
}

/// The property that takes a value, and the form in which it does.
fn translate(schema: SchemaRef, property: PropertyRef, value: &str) -> Option<(PropertyRef, String)> {
    let same = schema.property(property.name()).filter(|_| !property.is_own());
    if let Some(target) = same {
        return Some((target, value.to_owned()));
    }
    let is_reference = property.kind() == PropertyType::Entity;
    let target = match property.fallback() {
        Some(name) => schema.property(name)?,
        None if is_reference || property.is_own() => return None,
        None => schema.property("description")?,
    };
    if is_reference || target.kind() != PropertyType::Text {
        return Some((target, value.to_owned()));
    }
    Some((target, format!("{}: {}", property.label(), property.kind().caption(value))))
}

#[cfg(test)]
mod tests {
    use crate::{Entity, EntityId, Property, PropertyType, Schema};

    fn entity(schema: &str, values: &[(&str, &str)]) -> Entity {
        let mut entity = Entity::new(EntityId::new("x").unwrap(), Schema::get(schema).unwrap());
        for (property, value) in values {
            entity.add(property, value).unwrap();
        }
        entity
    }

    #[test]
    fn a_protection_becomes_a_link() {
        let protection = entity(
            "Protection",
            &[
                ("protector", "p-1"),
                ("protected", "g-1"),
                ("conduct", "tip-off"),
                ("counter", "I never met them"),
                ("office", "o-1"),
                ("startDate", "2015"),
            ],
        );
        let link = protection.to_ftm();
        assert_eq!(link.schema().name(), "UnknownLink");
        assert_eq!(link.ends().collect::<Vec<_>>(), [("p-1", "g-1")]);
        assert_eq!(link.first("role"), Some("tip-off"));
        assert_eq!(link.get("description"), ["Denial: I never met them"]);
        assert_eq!(link.first("startDate"), Some("2015"));
        assert_eq!(link.values().count(), 5);
    }

    #[test]
    fn dates_that_the_stand_in_lacks_go_into_the_description() {
        let figure = entity("Figure", &[("measure", "cases filed"), ("value", "-13"), ("startDate", "2023")]);
        let note = figure.to_ftm();
        assert_eq!(note.schema().name(), "Note");
        assert_eq!(note.get("summary"), ["Measure: cases filed"]);
        assert_eq!(note.get("description"), ["Value: -13", "Start date: 2023"]);
    }

    #[test]
    fn every_property_of_ours_finds_a_place_or_says_that_it_has_none() {
        for schema in Schema::all().filter(|schema| schema.is_own()) {
            let stand_in = schema.fallback().unwrap();
            for property in schema.properties().filter(|property| !property.is_stub() && property.is_own()) {
                let Some(target) = property.fallback() else { continue };
                let target = stand_in.property(target).unwrap();
                let references = [property, target].map(|property| property.kind() == PropertyType::Entity);
                assert_eq!(references[0], references[1], "{property} goes to {target}");
            }
        }
        assert!(Property::get("Proceeding:concerns").unwrap().fallback().is_none());
    }

    #[test]
    fn what_the_field_knows_stays() {
        let person = entity("Person", &[("name", "Ana")]);
        assert_eq!(person.to_ftm(), person);
    }
}
