//! One question over HTTP/1.1, with bounded time and memory and no redirects: text goes to the host that was named, and
//! nowhere else.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::address::Address;

/// Bytes of an answer at most.
const LONGEST: usize = 4 << 20;

/// How long a wait for bytes lasts before it is asked whether the user wants to stop.
const TICK: Duration = Duration::from_millis(200);

/// What came back.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Seconds to wait, where the server says so.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

/// A connection, secured or not.
pub(super) trait Connection: Read + Write {}
impl<T: Read + Write> Connection for T {}

/// Sends a body and waits for the answer.
///
/// # Errors
/// When nobody answers there, the time is over, the answer is not HTTP or too long, or `stop` says so.
pub fn post(
    address: &Address,
    key: Option<&str>,
    body: &[u8],
    timeout: Duration,
    stop: &dyn Fn() -> bool,
) -> io::Result<Response> {
    let end = Instant::now() + timeout;
    let mut failure = io::Error::other("it has no address");
    let mut reached = None;
    for at in address.resolve()? {
        match TcpStream::connect_timeout(&at, timeout.min(Duration::from_secs(10))) {
            Ok(stream) => {
                reached = Some(stream);
                break;
            }
            Err(error) => failure = error,
        }
    }
    let Some(stream) = reached else { return Err(failure) };
    stream.set_read_timeout(Some(TICK))?;
    stream.set_write_timeout(Some(timeout.max(TICK)))?;
    let mut connection = secured(stream, address)?;
    let mut head = format!(
        "POST {} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nAccept: application/json\r\n\
         User-Agent: umbra/{}\r\nConnection: close\r\nContent-Length: {}\r\n",
        address.path,
        env!("CARGO_PKG_VERSION"),
        body.len()
    );
    if let Some(key) = key {
        head.push_str(&format!("Authorization: Bearer {key}\r\n"));
    }
    head.push_str("\r\n");
    connection.write_all(head.as_bytes())?;
    connection.write_all(body)?;
    connection.flush()?;
    let bytes = receive(&mut *connection, end, stop)?;
    read(&bytes)
}

#[cfg(feature = "tls")]
fn secured(stream: TcpStream, address: &Address) -> io::Result<Box<dyn Connection>> {
    if address.is_secure { super::secure::wrap(stream, &address.host) } else { Ok(Box::new(stream)) }
}

#[cfg(not(feature = "tls"))]
#[allow(clippy::unnecessary_wraps, reason = "with TLS it may fail")]
fn secured(stream: TcpStream, _address: &Address) -> io::Result<Box<dyn Connection>> {
    Ok(Box::new(stream))
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// All bytes until the answer is whole.
fn receive(connection: &mut dyn Connection, end: Instant, stop: &dyn Fn() -> bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 16 << 10];
    loop {
        if stop() {
            return Err(io::Error::new(io::ErrorKind::Interrupted, "stopped"));
        }
        if Instant::now() >= end {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "no whole answer in time"));
        }
        match connection.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
                ) => {}
            // Many servers end a secured connection without a word.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !bytes.is_empty() => return Ok(bytes),
            Err(error) => return Err(error),
        }
        if bytes.len() > LONGEST {
            return Err(invalid("the answer is longer than any that was asked for"));
        }
        if is_whole(&bytes) {
            return Ok(bytes);
        }
    }
}

/// Where the head ends and the body begins.
fn body_start(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|w| w == b"\r\n\r\n").map(|at| at + 4)
}

struct Head {
    status: u16,
    length: Option<usize>,
    is_chunked: bool,
    retry_after: Option<u64>,
}

fn head(bytes: &[u8]) -> io::Result<Head> {
    let text = std::str::from_utf8(bytes).map_err(|_| invalid("the answer is not HTTP"))?;
    let mut lines = text.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|code| code.parse().ok());
    let mut head = Head {
        status: status.ok_or_else(|| invalid("the answer is not HTTP"))?,
        length: None,
        is_chunked: false,
        retry_after: None,
    };
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-length" => head.length = value.parse().ok(),
            "transfer-encoding" => head.is_chunked = value.to_ascii_lowercase().contains("chunked"),
            "retry-after" => head.retry_after = value.parse().ok(),
            _ => {}
        }
    }
    Ok(head)
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(start) = body_start(bytes) else { return false };
    match head(&bytes[..start]) {
        Ok(head) if head.is_chunked => bytes[start..].ends_with(b"0\r\n\r\n"),
        Ok(head) => head.length.is_some_and(|length| bytes.len() - start >= length),
        Err(_) => true,
    }
}

/// The parts of an answer.
fn read(bytes: &[u8]) -> io::Result<Response> {
    let start = body_start(bytes).ok_or_else(|| invalid("the answer is not HTTP"))?;
    let head = head(&bytes[..start])?;
    let raw = &bytes[start..];
    let body = if head.is_chunked {
        joined(raw)?
    } else {
        match head.length {
            Some(length) => raw.get(..length).ok_or_else(|| invalid("the answer broke off"))?.to_vec(),
            None => raw.to_vec(),
        }
    };
    Ok(Response { status: head.status, retry_after: head.retry_after, body })
}

/// A body that came in chunks.
fn joined(mut raw: &[u8]) -> io::Result<Vec<u8>> {
    let broken = || invalid("the answer broke off");
    let mut body = Vec::new();
    loop {
        let line = raw.windows(2).position(|w| w == b"\r\n").ok_or_else(broken)?;
        let size = std::str::from_utf8(&raw[..line]).ok().and_then(|text| text.split(';').next());
        let size = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok()).ok_or_else(broken)?;
        raw = &raw[line + 2..];
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(raw.get(..size).ok_or_else(broken)?);
        raw = size.checked_add(2).and_then(|next| raw.get(next..)).ok_or_else(broken)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &str) -> Result<(u16, String), String> {
        let response = read(bytes.as_bytes()).map_err(|e| e.to_string())?;
        Ok((response.status, String::from_utf8_lossy(&response.body).into_owned()))
    }

    #[test]
    fn answers_are_read_in_each_form() {
        let plain = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(body(plain), Ok((200, "{}".to_owned())));
        let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n";
        assert_eq!(body(chunks), Ok((200, "{}".to_owned())));
        assert!(is_whole(plain.as_bytes()) && is_whole(chunks.as_bytes()));
        assert_eq!(body("HTTP/1.0 429 Slow\r\n\r\nwait"), Ok((429, "wait".to_owned())));
    }

    #[test]
    fn broken_answers_are_errors() {
        for bytes in [
            "",
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
            "HTTP/1.1 2\r\n\r\n",
        ] {
            assert!(body(bytes).is_err(), "{bytes:?}");
        }
    }
}
