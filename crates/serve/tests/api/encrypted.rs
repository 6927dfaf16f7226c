//! TLS by a certificate of one's own: who trusts its authority is answered, who does not ends the talk.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, Stream};
use umbra_serve::{Options, Server, Transport};

use crate::client::{HARBOUR, Running};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn options(folder: &Path, key: &str) -> Options {
    std::fs::write(folder.join("harbour.json"), HARBOUR).unwrap();
    let transport = Transport::Tls { certificate: data("own.pem"), key: data(key) };
    Options { files: vec![folder.join("harbour.json")], port: 0, transport, ..Options::default() }
}

/// What comes back to somebody who trusts an authority and means a host of a name.
fn ask(running: &Running, authority: &str, host: &str) -> std::io::Result<String> {
    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_file(data(authority)).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = TcpStream::connect(running.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut encrypted = Stream::new(&mut connection, &mut stream);
    encrypted.write_all(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
    let mut reply = String::new();
    encrypted.read_to_string(&mut reply)?;
    Ok(reply)
}

#[test]
fn who_trusts_the_authority_is_answered_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let options = options(folder.path(), "own.key");
    let running = Running::start(folder, options);
    let reply = ask(&running, "authority.pem", "umbra.test").unwrap();
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
    for (authority, host, why) in [
        ("other-authority.pem", "umbra.test", "UnknownIssuer"),
        ("authority.pem", "attacker.example", "not valid for name"),
    ] {
        let refused = ask(&running, authority, host).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    // Whoever does not speak TLS is told nothing.
    let mut plain = TcpStream::connect(running.address).unwrap();
    plain.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").unwrap();
    let mut told = Vec::new();
    let _ = plain.read_to_end(&mut told);
    assert!(!String::from_utf8_lossy(&told).contains("HTTP/1.1"), "{told:?}");
    assert!(ask(&running, "authority.pem", "umbra.test").is_ok(), "others are still answered");
}

#[test]
fn a_certificate_that_is_none_is_told_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    for key in ["own.pem", "no-such.key"] {
        let told = Server::open(options(folder.path(), key), &mut |_| ()).err().unwrap().to_string();
        assert!(told.contains(key), "{told}");
    }
}
