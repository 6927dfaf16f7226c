//! Where a language model is reached.

use std::fmt;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

use anyhow::{Context, Result, bail};

/// The address of a chat-completions endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whether it is reached by HTTPS.
    pub is_secure: bool,
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The path that questions go to.
    pub path: String,
}

impl Address {
    /// Reads `http://127.0.0.1:11434/v1` and the like; the path of chat completions is added where it is missing.
    ///
    /// # Errors
    /// When it is no such address, holds a key or a query, or leads away from this machine without HTTPS.
    pub fn parse(url: &str) -> Result<Self> {
        let shown: String = url.chars().filter(|l| !l.is_control()).take(80).collect();
        let (scheme, rest) = url.split_once("://").with_context(|| {
            format!("{shown:?} is no address of a language model: write it like http://127.0.0.1:11434/v1")
        })?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => bail!("a language model is reached by http or https, not by {scheme:?}"),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if authority.contains('@') || rest.contains(['?', '#']) {
            bail!("keep keys out of the address of the language model: put the key into the variable UMBRA_LLM_KEY");
        }
        let ordinary = |text: &str| text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\');
        if !ordinary(authority) || !ordinary(path) {
            bail!("{shown:?} is no address of a language model: it has characters that no address has");
        }
        let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) => (host, port.strip_prefix(':')),
            None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
        };
        if host.is_empty() {
            bail!("{shown:?} names no host");
        }
        let port = match port {
            None | Some("") => {
                if is_secure {
                    443
                } else {
                    80
                }
            }
            Some(port) => port.parse().with_context(|| format!("{port:?} is no port"))?,
        };
        let path = path.trim_end_matches('/');
        let path =
            if path.ends_with("/chat/completions") { path.to_owned() } else { format!("{path}/chat/completions") };
        let address = Self { is_secure, host: host.to_ascii_lowercase(), port, path };
        if !address.is_secure && !address.is_here() {
            bail!(
                "{} is not this machine, and http would show the documents to everybody on the way: use https, or an \
                 SSH tunnel to 127.0.0.1",
                address.host
            );
        }
        Ok(address)
    }

    /// Whether it is this machine, by its name: `localhost`, 127.0.0.1 and the like. No other name is looked up to find out.
    pub fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// The numbers behind it; of this machine only numbers of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub fn resolve(&self) -> std::io::Result<Vec<SocketAddr>> {
        let found = (self.host.as_str(), self.port).to_socket_addrs()?;
        let found: Vec<SocketAddr> = found.filter(|at| !self.is_here() || at.ip().is_loopback()).collect();
        if found.is_empty() {
            return Err(std::io::Error::other(format!("{} has no address", self.host)));
        }
        Ok(found)
    }
}

/// Host and port, as they stand in what is taken from answers.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let read = |url: &str| Address::parse(url).map(|a| format!("{} {}", a, a.path)).map_err(|e| e.to_string());
        assert_eq!(read("http://127.0.0.1:11434/v1").as_deref(), Ok("127.0.0.1:11434 /v1/chat/completions"));
        assert_eq!(read("http://localhost/v1/").as_deref(), Ok("localhost:80 /v1/chat/completions"));
        assert_eq!(read("http://[::1]:8080").as_deref(), Ok("[::1]:8080 /chat/completions"));
        let whole = "https://llm.example.org/openai/chat/completions";
        assert_eq!(read(whole).as_deref(), Ok("llm.example.org:443 /openai/chat/completions"));
    }

    #[test]
    fn addresses_that_would_leak_are_refused() {
        for (url, why) in [
            ("127.0.0.1:11434", "write it like"),
            ("ftp://127.0.0.1", "by http or https"),
            ("http://llm.example.org/v1", "is not this machine"),
            ("http://127.0.0.1.example.org/v1", "is not this machine"),
            ("http://192.168.0.7:8080", "is not this machine"),
            ("https://user:secret@llm.example.org", "UMBRA_LLM_KEY"),
            ("https://llm.example.org/v1?key=secret", "UMBRA_LLM_KEY"),
            ("http://127.0.0.1/v1\r\nHost: x", "characters that no address has"),
            ("http:///v1", "names no host"),
            ("http://127.0.0.1:port/", "is no port"),
        ] {
            let error = Address::parse(url).expect_err(url).to_string();
            assert!(error.contains(why) && !error.contains("secret"), "{url}: {error}");
        }
    }
}
