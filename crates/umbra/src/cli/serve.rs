//! What can be typed after `umbra serve`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::users::USERS_FILE;

#[derive(Debug, Args)]
pub struct Serve {
    /// A case file, or folders of documents that are read into one, opens the workbench. FollowTheMoney JSON lines, plain or gzip,
    /// are served to programs beside it, or alone. Left out: the only case of this folder, or the example, or an empty workbench.
    #[arg(value_name = "CASE|FOLDER|FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// The case file that folders are read into; it is named after the first folder unless you say otherwise.
    #[arg(long, short, value_name = "NAME.umbra", value_hint = ValueHint::FilePath)]
    pub case: Option<PathBuf>,
    /// Don't open the browser.
    #[arg(long)]
    pub no_open: bool,
    /// Serve the matching API alone, without the workbench.
    #[arg(long)]
    pub no_page: bool,
    /// Your name in the case file's log.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
    /// The host to listen on. With 127.0.0.1 only programs on this machine are answered. The workbench listens elsewhere only with
    /// --users, and with --tls-cert or a proxy before it.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// The port to listen on; 0 for any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8000)]
    pub port: u16,
    /// Keep the indexes in this folder, not beside the files.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub index_dir: Option<PathBuf>,
    /// What a program has to say to have changes taken in at once: POST /updatez?token=...
    #[arg(long, value_name = "TOKEN", env = "UMBRA_UPDATE_TOKEN", hide_env_values = true)]
    pub update_token: Option<String>,
    /// Have people sign in: the file of accounts that `umbra users` keeps, umbra-users.toml if none is named.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = USERS_FILE)]
    #[arg(value_hint = ValueHint::FilePath, conflicts_with = "no_page")]
    pub users: Option<PathBuf>,
    /// Speak HTTPS with this certificate, in PEM, with those that vouch for it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's key, in PEM.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A name by which people call this server in their browsers, beside localhost and addresses in digits; may be repeated.
    #[arg(long = "name", value_name = "HOST", requires = "users")]
    pub names: Vec<String>,
    /// Speak HTTP although passwords come over it: a proxy before this server speaks HTTPS with the browsers, hands on their Host, and
    /// adds to X-Forwarded-For who asks. Nobody else may reach this server.
    #[arg(long, requires = "users", conflicts_with = "tls_cert")]
    pub insecure_http_behind_proxy: bool,
}
