//! Entities over HTTP.
//!
//! A [`Server`] answers the questions that clients of yente and of OpenRefine ask, over files of FollowTheMoney entities and
//! case files: who may be meant by a name and some details (`/match`, `/reconcile`), where words occur (`/search`), what is
//! known of one entity and who stands around it (`/entities`). `/openapi.json` describes all of it.
//!
//! A file has an *index* beside it, a cache that is made again when it is missing, damaged or older. Requests are answered from
//! a *snapshot* of it; changes are taken in meanwhile and show all at once. The [`matcher`] says what brings a query and
//! an entity together and how well they agree. [`limits`] says what a request may ask for.
//!
//! With [`Options::workbench`] it also serves the page in which a case is looked at and worked on, and the API that the page is
//! made from, under `/api/v1`.
//!
//! Invariants. The matching API only reads a case. No request reaches the network or writes to a file, but `/updatez`, which needs a token.
//! Whatever a request holds, the answer is one of those that the document describes, in bounded time and memory.
//!
//! ```no_run
//! use umbra_serve::{Options, Server};
//!
//! let options = Options { files: vec!["sanctions.json".into()], ..Options::default() };
//! let server = Server::open(options, &mut |taken| println!("{}: {} entities", taken.dataset, taken.entities))?;
//! println!("http://{}", server.address());
//! server.run(|| std::thread::park(), |event| println!("{event:?}"))?;
//! # Ok::<(), umbra_serve::ServeError>(())
//! ```

mod accounts;
mod answer;
mod catalog;
mod connections;
mod dataset;
mod error;
mod http;
mod index;
pub mod limits;
pub mod matcher;
mod matching;
mod nesting;
mod server;
mod source;
mod workbench;

pub use accounts::{
    Account, AccountName, Accounts, AccountsError, AccountsFile, LONGEST_PASSWORD, Lifetimes, Role, SHORTEST_PASSWORD,
};
pub use dataset::Taken;
pub use error::{Result, ServeError};
pub use server::{Event, Options, Server, Transport};
pub use workbench::{AccountsOptions, Heard, LARGE_CASE, Reader, WorkbenchOptions};
