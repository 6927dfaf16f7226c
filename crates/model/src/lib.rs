//! What a fact is.
//!
//! Every other crate speaks in the words of this one. A [`Statement`] says that an entity has a value for a
//! property, and carries with it the [`Span`] of the [`Source`] that says so, the [`Standing`] of what it alleges,
//! how credible it is ([`Credibility`]) and who says it ([`Attribution`]). An [`Entity`] is what its statements,
//! taken together, say. The kinds of entity and their properties are [FollowTheMoney]'s, plus ten of our own;
//! see [`Schema`].
//!
//! The crate does no I/O beyond readers and writers handed to it, and knows neither files nor databases.
//!
//! ```
//! use umbra_model::{EntityId, Origin, Schema, SourceId, Standing, Statement, Text};
//!
//! let bytes = "Brandt was convicted of sheltering the gang.";
//! let text = Text::new(SourceId::of(bytes.as_bytes()), bytes.to_owned(), Vec::new());
//! let schema = Schema::get("Protection").expect("an own schema");
//! let span = text.span(11..43)?;
//! let statement = Statement::new(
//!     EntityId::new("t1")?,
//!     schema,
//!     "conduct",
//!     "sheltering",
//!     span,
//!     Origin::program("example", "1"),
//! )?
//! .with_standing(Standing::Convicted);
//! assert_eq!(statement.span().quote(), "convicted of sheltering the gang");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [FollowTheMoney]: https://followthemoney.tech

mod aggregate;
mod attribution;
mod caption;
mod clean;
mod date;
mod entity;
mod entity_statements;
mod fallback;
mod ftm_id;
mod ftm_json;
mod ftm_line;
mod ftm_write;
mod grade;
mod id;
mod id_sort;
mod name_hash;
mod name_key;
mod property;
mod property_type;
mod resolver;
mod resolver_line;
mod schema;
mod source;
mod span;
mod standing;
mod statement;
mod statements_csv;
mod text;

pub use aggregate::{Aggregate, Clash, Fragment, LinePlace, Whole, Wholes};
pub use attribution::{Attribution, Link};
pub use clean::CleanContext;
pub use date::{DateError, PartialDate, Validity};
pub use entity::{Entity, EntityError};
pub use entity_statements::{NO_DATASET, statements_of};
pub use ftm_id::{Namespace, entity_id, statement_id};
pub use ftm_json::{FtmReader, LONGEST_LINE, LineError, write_entities};
pub use ftm_line::{LineFault, LineValue, RawEntity, Refusal, RefusedValue, parse_line};
pub use grade::{Credibility, GradeError, Reliability};
pub use id::{EntityId, IdError, SourceId};
pub use id_sort::{IdSort, Scratch, ScratchFile, Sorted};
pub use name_key::{ascii_name, compare_legal_forms, fingerprint, name_tokens, normalise_name, remove_legal_forms};
pub use property::{Property, PropertyRef};
pub use property_type::PropertyType;
pub use resolver::{Contradiction, Resolved, Resolver, ResolverFault};
pub use resolver_line::{ResolverJudgement, ResolverLine, cluster_id, each_resolver_line, names_cluster};
pub use schema::{Edge, Schema, SchemaRef};
pub use source::Source;
pub use span::{Place, Span, SpanError};
pub use standing::{Standing, UnknownStanding};
pub use statement::{Origin, Statement, StatementError};
pub use statements_csv::{
    FtmStatement, OWN_STATEMENT_COLUMNS, STATEMENT_COLUMNS, StatementReader, StatementWriter, StatementsError,
};
pub use text::Text;
