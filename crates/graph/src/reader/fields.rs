//! A line as fields.

use std::borrow::Cow;

use super::error::Fault;

/// What parts the fields of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    Tab,
    Comma,
    Semicolon,
    /// Any run of blanks.
    Blanks,
}

impl Separator {
    /// The byte, where it is one.
    pub(crate) fn byte(self) -> Option<u8> {
        match self {
            Separator::Tab => Some(b'\t'),
            Separator::Comma => Some(b','),
            Separator::Semicolon => Some(b';'),
            Separator::Blanks => None,
        }
    }
}

/// One field: its text without the blanks or quotation marks around it, and where in the line it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'l> {
    pub(crate) text: Cow<'l, str>,
    start: usize,
}

impl Field<'_> {
    /// The column of the field's first character, from 1.
    pub(crate) fn column(&self, line: &str) -> usize {
        column(line, self.start)
    }
}

/// The column of a byte of a line, from 1.
pub(crate) fn column(line: &str, byte: usize) -> usize {
    line.get(..byte).map_or(1, |before| before.chars().count() + 1)
}

/// Parts a line into fields. A field in double quotation marks may hold the separator, and a doubled mark for a single.
///
/// # Errors
/// The fault and the byte where it lies.
pub(crate) fn split<'l>(
    line: &'l str,
    separator: Separator,
    fields: &mut Vec<Field<'l>>,
) -> Result<(), (Fault, usize)> {
    fields.clear();
    let bytes = line.as_bytes();
    let is_separator = |byte: u8| separator.byte().map_or(matches!(byte, b' ' | b'\t'), |one| one == byte);
    let is_blank = |byte: u8| byte == b' ' || (byte == b'\t' && separator != Separator::Tab);
    let mut at = 0;
    loop {
        while at < bytes.len() && is_blank(bytes[at]) {
            at += 1;
        }
        if at == bytes.len() && separator == Separator::Blanks {
            return Ok(());
        }
        let start = at;
        let text = if bytes.get(at) == Some(&b'"') {
            let (text, after) = quoted(line, at)?;
            at = after;
            while at < bytes.len() && is_blank(bytes[at]) && !is_separator(bytes[at]) {
                at += 1;
            }
            if at < bytes.len() && !is_separator(bytes[at]) {
                let found = super::weight::shortened(&line[at..]);
                return Err((Fault::Unexpected { found, wanted: "the end of the field" }, at));
            }
            text
        } else {
            at += bytes[at..].iter().position(|&byte| is_separator(byte)).unwrap_or(bytes.len() - at);
            Cow::Borrowed(line[start..at].trim_end())
        };
        fields.push(Field { text, start });
        if at == bytes.len() {
            return Ok(());
        }
        at += 1;
    }
}

/// The text of a field in quotation marks that begins at `start`, and where it ends.
fn quoted(line: &str, start: usize) -> Result<(Cow<'_, str>, usize), (Fault, usize)> {
    let mut text = Cow::Borrowed("");
    let mut from = start + 1;
    loop {
        let Some(length) = line[from..].find('"') else {
            return Err((Fault::OpenQuote, start));
        };
        text += &line[from..from + length];
        from += length + 1;
        if !line[from..].starts_with('"') {
            return Ok((text, from));
        }
        text += "\"";
        from += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str, separator: Separator) -> Result<Vec<String>, (Fault, usize)> {
        let mut fields = Vec::new();
        split(line, separator, &mut fields)?;
        Ok(fields.into_iter().map(|field| field.text.into_owned()).collect())
    }

    #[test]
    fn fields_are_parted_and_trimmed() {
        assert_eq!(texts("a, b ,,c", Separator::Comma).unwrap(), ["a", "b", "", "c"]);
        assert_eq!(texts("a\tb c\t", Separator::Tab).unwrap(), ["a", "b c", ""]);
        assert_eq!(texts("  a \t b  ", Separator::Blanks).unwrap(), ["a", "b"]);
        assert_eq!(texts("", Separator::Comma).unwrap(), [""]);
        assert!(texts("   ", Separator::Blanks).unwrap().is_empty());
    }

    #[test]
    fn quotation_marks_keep_separators_and_double_for_one() {
        assert_eq!(
            texts("\"Cole, senior\",\"the \"\"Eel\"\"\"", Separator::Comma).unwrap(),
            ["Cole, senior", "the \"Eel\""]
        );
        assert_eq!(texts("\"a b\" c", Separator::Blanks).unwrap(), ["a b", "c"]);
        assert_eq!(texts("x,\"open", Separator::Comma), Err((Fault::OpenQuote, 2)));
        assert!(matches!(texts("\"a\"b,c", Separator::Comma), Err((Fault::Unexpected { .. }, 3))));
    }

    #[test]
    fn columns_count_characters() {
        let mut fields = Vec::new();
        let line = "Élodie;Łukasz;x";
        split(line, Separator::Semicolon, &mut fields).unwrap();
        assert_eq!(fields.iter().map(|field| field.column(line)).collect::<Vec<_>>(), [1, 8, 15]);
    }
}
