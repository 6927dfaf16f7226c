//! Decoding in a stream, for tables that are too large to be held.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// Turns bytes of an encoding into UTF-8 as they are read. What can't be decoded becomes U+FFFD.
pub(crate) struct Transcoder<R> {
    input: R,
    decoder: Decoder,
    /// Bytes of the byte order mark still to be left out.
    mark: usize,
    decoded: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Transcoder<R> {
    pub fn new(input: R, encoding: &'static Encoding, mark: usize) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_without_bom_handling(),
            mark,
            decoded: Vec::new(),
            at: 0,
            ended: false,
        }
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Transcoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.decoded.len() && !self.ended {
            let chunk = self.input.fill_buf()?;
            let skipped = self.mark.min(chunk.len());
            self.mark -= skipped;
            let last = chunk.is_empty();
            self.decoded.resize(1 << 16, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(&chunk[skipped..], &mut self.decoded, last);
            self.decoded.truncate(written);
            self.at = 0;
            self.ended = last && result == CoderResult::InputEmpty;
            self.input.consume(skipped + read);
        }
        Ok(&self.decoded[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::encoding;

    fn stream(bytes: &[u8], encoding: &'static Encoding, mark: usize, step: usize) -> String {
        let mut text = String::new();
        Transcoder::new(io::BufReader::with_capacity(step, bytes), encoding, mark).read_to_string(&mut text).unwrap();
        text
    }

    proptest! {
        #[test]
        fn a_stream_decodes_as_the_whole_does(bytes: Vec<u8>, step in 1usize..9) {
            let (encoding, mark) = encoding::detect(&bytes, None);
            let whole = encoding::decode(bytes.clone(), None);
            prop_assert_eq!(stream(&bytes, encoding, mark, step), whole.text);
        }
    }

    #[test]
    fn long_input_is_decoded_piece_by_piece() {
        let text = "Начальник полиции ".repeat(10_000);
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(&text);
        assert_eq!(stream(&bytes, encoding_rs::KOI8_R, 0, 1 << 13), text);
    }
}
