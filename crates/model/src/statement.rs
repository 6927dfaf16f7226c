//! What a source says of an entity.

use std::fmt;

use serde::Serialize;

use crate::{Attribution, Credibility, EntityId, PropertyRef, PropertyType, SchemaRef, Span, Standing, Validity};

/// Why a statement was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The schema has no such property.
    #[error("{schema} has no property {property:?}: see the schema's list, or choose another schema")]
    UnknownProperty {
        /// The schema.
        schema: &'static str,
        /// The name asked for.
        property: String,
    },
    /// The property only mirrors one of another schema.
    #[error("{schema}:{property} only mirrors another entity's property: state it there")]
    Stub {
        /// The schema.
        schema: &'static str,
        /// The property.
        property: &'static str,
    },
    /// The value can't be of the property's type.
    #[error("{value:?} is no {kind} for {schema}:{property}")]
    InvalidValue {
        /// The schema.
        schema: &'static str,
        /// The property.
        property: &'static str,
        /// The type's name.
        kind: &'static str,
        /// The value, cut to 80 characters.
        value: String,
    },
}

/// Who made a statement out of a source: a program with its version and rule, or a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
pub struct Origin {
    /// The program's or the person's name.
    pub by: String,
    /// The program's version; `None` for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The rule or mapping that fired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl Origin {
    /// A program.
    pub fn program(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { by: name.into(), version: Some(version.into()), rule: None }
    }

    /// A person, by the name that they work under.
    pub fn person(name: impl Into<String>) -> Self {
        Self { by: name.into(), version: None, rule: None }
    }

    /// Names the rule that fired.
    #[must_use]
    pub fn with_rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }
}

impl fmt::Display for Origin {
    /// "extract 0.1.0 shelter.passive".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.by)?;
        for part in [&self.version, &self.rule].into_iter().flatten() {
            write!(f, " {part}")?;
        }
        Ok(())
    }
}

/// What a source says: an entity has a value for a property. Never changed once made; a correction retracts it and
/// makes another.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    entity: EntityId,
    schema: SchemaRef,
    property: PropertyRef,
    value: String,
    original: Option<String>,
    language: Option<String>,
    span: Span,
    standing: Option<Standing>,
    credibility: Credibility,
    attribution: Attribution,
    validity: Validity,
    origin: Origin,
}

impl Statement {
    /// Checks a value against its property's type and takes it, cleaned; where cleaning changed it, the words as
    /// they stood are kept in [`Statement::original`].
    ///
    /// # Errors
    /// [`StatementError`] when the schema has no such property, the property is a mirror, or the value is not of its type.
    pub fn new(
        entity: EntityId,
        schema: SchemaRef,
        property: &str,
        value: &str,
        span: Span,
        origin: Origin,
    ) -> Result<Self, StatementError> {
        let property = schema.property(property).ok_or_else(|| StatementError::UnknownProperty {
            schema: schema.name(),
            property: property.chars().take(80).collect(),
        })?;
        if property.is_stub() {
            return Err(StatementError::Stub { schema: schema.name(), property: property.name() });
        }
        let cleaned = property.clean(value).ok_or_else(|| StatementError::InvalidValue {
            schema: schema.name(),
            property: property.name(),
            kind: property.kind().name(),
            value: value.chars().take(80).collect(),
        })?;
        Ok(Self {
            entity,
            schema,
            property,
            original: (cleaned != value).then(|| value.to_owned()),
            value: cleaned.into_owned(),
            language: None,
            span,
            standing: None,
            credibility: Credibility::default(),
            attribution: Attribution::own_voice(),
            validity: Validity::default(),
            origin,
        })
    }

    /// A statement as it was stored: the value was cleaned when it was first made and is taken as it stands.
    pub fn from_store(
        entity: EntityId,
        schema: SchemaRef,
        property: PropertyRef,
        value: String,
        span: Span,
        origin: Origin,
    ) -> Self {
        let (credibility, validity) = (Credibility::default(), Validity::default());
        let attribution = Attribution::own_voice();
        let (original, language, standing) = (None, None, None);
        Self {
            entity,
            schema,
            property,
            value,
            original,
            language,
            span,
            standing,
            credibility,
            attribution,
            validity,
            origin,
        }
    }

    /// Says how far the assertion has got.
    #[must_use]
    pub fn with_standing(mut self, standing: impl Into<Option<Standing>>) -> Self {
        self.standing = standing.into();
        self
    }

    /// Judges the statement.
    #[must_use]
    pub fn with_credibility(mut self, credibility: Credibility) -> Self {
        self.credibility = credibility;
        self
    }

    /// Says who says so.
    #[must_use]
    pub fn with_attribution(mut self, attribution: Attribution) -> Self {
        self.attribution = attribution;
        self
    }

    /// Says when it held.
    #[must_use]
    pub fn with_validity(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    /// Names the language of the value, as an ISO 639-3 code.
    #[must_use]
    pub fn with_language(mut self, language: impl Into<Option<String>>) -> Self {
        self.language = language.into();
        self
    }

    /// Keeps the value as it stood before it was cleaned.
    #[must_use]
    pub fn with_original(mut self, original: impl Into<Option<String>>) -> Self {
        self.original = original.into();
        self
    }

    /// Of whom or what it is said.
    pub fn entity(&self) -> &EntityId {
        &self.entity
    }

    /// What the entity is, as far as this statement knows.
    pub fn schema(&self) -> SchemaRef {
        self.schema
    }

    /// The property.
    pub fn property(&self) -> PropertyRef {
        self.property
    }

    /// The cleaned value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The value as it stood, where cleaning changed it.
    pub fn original(&self) -> Option<&str> {
        self.original.as_deref()
    }

    /// The language of the value, as an ISO 639-3 code.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Where it stands.
    pub fn span(&self) -> &Span {
        &self.span
    }

    /// How far the assertion has got; `None` for a fact that accuses nobody.
    pub fn standing(&self) -> Option<Standing> {
        self.standing
    }

    /// How credible it is.
    pub fn credibility(&self) -> Credibility {
        self.credibility
    }

    /// Who says so.
    pub fn attribution(&self) -> &Attribution {
        &self.attribution
    }

    /// When it held.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Who made it out of the source.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The entity that the value names, where the property's values are entities.
    pub fn target(&self) -> Option<EntityId> {
        if self.property.kind() == PropertyType::Entity { EntityId::new(&self.value).ok() } else { None }
    }
}
