//! Media types: type and subtype, without parameters.

use std::borrow::Cow;

/// The normal form of a media type. `application/octet-stream` says nothing and is refused.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/')?;
    let (kind, subtype) = (kind.trim(), subtype.trim());
    let is_token = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&byte))
    };
    if !is_token(kind) || !is_token(subtype) {
        return None;
    }
    let lower = format!("{kind}/{subtype}").to_ascii_lowercase();
    // Old names that are still about, and the registered ones.
    let normal = match lower.as_str() {
        "application/octet-stream" | "application/x-octet-stream" => return None,
        "application/x-pdf" => "application/pdf",
        "application/x-zip" | "application/x-zip-compressed" | "multipart/x-zip" => "application/zip",
        "application/x-gzip" => "application/gzip",
        "application/x-csv" | "text/x-csv" => "text/csv",
        "application/x-json" | "text/json" => "application/json",
        "text/xml" => "application/xml",
        "image/jpg" | "image/pjpeg" => "image/jpeg",
        "image/x-png" => "image/png",
        _ => &lower,
    };
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn keeps_type_and_subtype() {
        for (raw, expected) in [
            ("text/plain", Some("text/plain")),
            ("TEXT/HTML; charset=utf-8", Some("text/html")),
            ("image/jpg", Some("image/jpeg")),
            ("application/octet-stream", None),
            ("application/a/b", None),
            ("image/", None),
            ("text", None),
            ("a b/c", None),
        ] {
            assert_eq!(clean(raw).as_deref(), expected, "{raw}");
        }
    }
}
