//! From other scripts into Latin letters, by several standards side by side.
//!
//! Each table gives what one letter, or group of letters, becomes under each standard. These tables are the generator's
//! own: what is judged with its records must not have made them.

/// What each letter becomes under each standard, longer groups first.
pub type Table = &'static [(&'static str, &'static [&'static str])];

/// Russian by English custom, as passports have it, by ISO 9, by German custom and by French custom.
pub const RUSSIAN: Table = &[
    ("ий", &["iy", "ii", "ij", "ij", "i"]),
    ("ый", &["yy", "yi", "yj", "yj", "y"]),
    ("а", &["a"]),
    ("б", &["b"]),
    ("в", &["v", "v", "v", "w", "v"]),
    ("г", &["g"]),
    ("д", &["d"]),
    ("е", &["e"]),
    ("ё", &["yo", "e", "ë", "jo", "io"]),
    ("ж", &["zh", "zh", "ž", "sch", "j"]),
    ("з", &["z", "z", "z", "s", "z"]),
    ("и", &["i"]),
    ("й", &["y", "i", "j", "i", "i"]),
    ("к", &["k"]),
    ("л", &["l"]),
    ("м", &["m"]),
    ("н", &["n"]),
    ("о", &["o"]),
    ("п", &["p"]),
    ("р", &["r"]),
    ("с", &["s"]),
    ("т", &["t"]),
    ("у", &["u", "u", "u", "u", "ou"]),
    ("ф", &["f"]),
    ("х", &["kh", "kh", "h", "ch", "kh"]),
    ("ц", &["ts", "ts", "c", "z", "ts"]),
    ("ч", &["ch", "ch", "č", "tsch", "tch"]),
    ("ш", &["sh", "sh", "š", "sch", "ch"]),
    ("щ", &["shch", "shch", "ŝ", "schtsch", "chtch"]),
    ("ъ", &["", "ie", "ʺ", "", ""]),
    ("ы", &["y"]),
    ("ь", &["", "", "ʹ", "", ""]),
    ("э", &["e", "e", "è", "e", "e"]),
    ("ю", &["yu", "iu", "û", "ju", "iou"]),
    ("я", &["ya", "ia", "â", "ja", "ia"]),
];

/// Ukrainian by the national table, by English custom, by German custom, and as if it were Russian.
pub const UKRAINIAN: Table = &[
    ("ій", &["ii", "iy", "ij", "iy"]),
    ("ий", &["yi", "yy", "yj", "iy"]),
    ("зг", &["zgh", "zh", "sh", "zg"]),
    ("а", &["a"]),
    ("б", &["b"]),
    ("в", &["v", "v", "w", "v"]),
    ("г", &["h", "h", "h", "g"]),
    ("ґ", &["g"]),
    ("д", &["d"]),
    ("е", &["e"]),
    ("є", &["ie", "ye", "je", "e"]),
    ("ж", &["zh", "zh", "sch", "zh"]),
    ("з", &["z", "z", "s", "z"]),
    ("и", &["y", "y", "y", "i"]),
    ("і", &["i"]),
    ("ї", &["i", "yi", "ji", "i"]),
    ("й", &["i", "y", "j", "y"]),
    ("к", &["k"]),
    ("л", &["l"]),
    ("м", &["m"]),
    ("н", &["n"]),
    ("о", &["o"]),
    ("п", &["p"]),
    ("р", &["r"]),
    ("с", &["s"]),
    ("т", &["t"]),
    ("у", &["u"]),
    ("ф", &["f"]),
    ("х", &["kh", "kh", "ch", "kh"]),
    ("ц", &["ts", "ts", "z", "ts"]),
    ("ч", &["ch", "ch", "tsch", "ch"]),
    ("ш", &["sh", "sh", "sch", "sh"]),
    ("щ", &["shch", "shch", "schtsch", "shch"]),
    ("ь", &[""]),
    ("ю", &["iu", "yu", "ju", "yu"]),
    ("я", &["ia", "ya", "ja", "ya"]),
];

/// Greek by ELOT 743 and as it is often written by ear.
pub const GREEK: Table = &[
    ("ου", &["ou"]),
    ("ού", &["ou"]),
    ("αϊ", &["ai"]),
    ("αΐ", &["ai"]),
    ("αι", &["ai", "e"]),
    ("αί", &["ai", "e"]),
    ("ει", &["ei", "i"]),
    ("εί", &["ei", "i"]),
    ("οι", &["oi", "i"]),
    ("οί", &["oi", "i"]),
    ("αυ", &["av", "af"]),
    ("ευ", &["ev", "ef"]),
    ("γγ", &["ng"]),
    ("γκ", &["gk", "g"]),
    ("μπ", &["mp", "b"]),
    ("ντ", &["nt", "d"]),
    ("α", &["a"]),
    ("ά", &["a"]),
    ("β", &["v"]),
    ("γ", &["g"]),
    ("δ", &["d"]),
    ("ε", &["e"]),
    ("έ", &["e"]),
    ("ζ", &["z"]),
    ("η", &["i"]),
    ("ή", &["i"]),
    ("θ", &["th"]),
    ("ι", &["i"]),
    ("ί", &["i"]),
    ("ϊ", &["i"]),
    ("ΐ", &["i"]),
    ("κ", &["k", "c"]),
    ("λ", &["l"]),
    ("μ", &["m"]),
    ("ν", &["n"]),
    ("ξ", &["x", "ks"]),
    ("ο", &["o"]),
    ("ό", &["o"]),
    ("π", &["p"]),
    ("ρ", &["r"]),
    ("σ", &["s"]),
    ("ς", &["s"]),
    ("τ", &["t"]),
    ("υ", &["y", "i"]),
    ("ύ", &["y", "i"]),
    ("ϋ", &["y", "i"]),
    ("φ", &["f", "ph"]),
    ("χ", &["ch", "h"]),
    ("ψ", &["ps"]),
    ("ω", &["o"]),
    ("ώ", &["o"]),
];

/// Georgian by the national table, without its apostrophes, and by way of Russian.
pub const GEORGIAN: Table = &[
    ("ა", &["a"]),
    ("ბ", &["b"]),
    ("გ", &["g"]),
    ("დ", &["d"]),
    ("ე", &["e"]),
    ("ვ", &["v"]),
    ("ზ", &["z"]),
    ("თ", &["t"]),
    ("ი", &["i"]),
    ("კ", &["k'", "k", "k"]),
    ("ლ", &["l"]),
    ("მ", &["m"]),
    ("ნ", &["n"]),
    ("ო", &["o"]),
    ("პ", &["p'", "p", "p"]),
    ("ჟ", &["zh"]),
    ("რ", &["r"]),
    ("ს", &["s"]),
    ("ტ", &["t'", "t", "t"]),
    ("უ", &["u"]),
    ("ფ", &["p", "p", "f"]),
    ("ქ", &["k"]),
    ("ღ", &["gh", "gh", "g"]),
    ("ყ", &["q'", "q", "k"]),
    ("შ", &["sh"]),
    ("ჩ", &["ch"]),
    ("ც", &["ts"]),
    ("ძ", &["dz"]),
    ("წ", &["ts'", "ts", "ts"]),
    ("ჭ", &["ch'", "ch", "ch"]),
    ("ხ", &["kh"]),
    ("ჯ", &["j", "j", "dzh"]),
    ("ჰ", &["h"]),
];

/// Armenian as it is spoken in the east, and in the west.
pub const ARMENIAN: Table = &[
    ("յան", &["yan", "ian"]),
    ("ու", &["u", "ou"]),
    ("ա", &["a"]),
    ("բ", &["b", "p"]),
    ("գ", &["g", "k"]),
    ("դ", &["d", "t"]),
    ("ե", &["e"]),
    ("զ", &["z"]),
    ("է", &["e"]),
    ("ը", &["y", "e"]),
    ("թ", &["t"]),
    ("ժ", &["zh", "j"]),
    ("ի", &["i"]),
    ("լ", &["l"]),
    ("խ", &["kh"]),
    ("ծ", &["ts", "dz"]),
    ("կ", &["k", "g"]),
    ("հ", &["h"]),
    ("ձ", &["dz", "ts"]),
    ("ղ", &["gh"]),
    ("ճ", &["ch", "j"]),
    ("մ", &["m"]),
    ("յ", &["y"]),
    ("ն", &["n"]),
    ("շ", &["sh"]),
    ("ո", &["o"]),
    ("չ", &["ch"]),
    ("պ", &["p", "b"]),
    ("ջ", &["j", "ch"]),
    ("ռ", &["r"]),
    ("ս", &["s"]),
    ("վ", &["v"]),
    ("տ", &["t", "d"]),
    ("ր", &["r"]),
    ("ց", &["ts"]),
    ("փ", &["p"]),
    ("ք", &["k"]),
    ("և", &["ev"]),
    ("օ", &["o"]),
    ("ֆ", &["f"]),
];

/// Kana by Hepburn without long vowels, with macrons, and by the Kunrei standard. Long vowels are written out here.
const KANA: Table = &[
    ("きゃ", &["kya"]),
    ("きゅ", &["kyu"]),
    ("きょ", &["kyo"]),
    ("しゃ", &["sha", "sha", "sya"]),
    ("しゅ", &["shu", "shu", "syu"]),
    ("しょ", &["sho", "sho", "syo"]),
    ("ちゃ", &["cha", "cha", "tya"]),
    ("ちょ", &["cho", "cho", "tyo"]),
    ("じゅ", &["ju", "ju", "zyu"]),
    ("じょ", &["jo", "jo", "zyo"]),
    ("りゅ", &["ryu"]),
    ("りょ", &["ryo"]),
    ("んぶ", &["nbu", "nbu", "nbu"]),
    ("あ", &["a"]),
    ("い", &["i"]),
    ("う", &["u"]),
    ("え", &["e"]),
    ("お", &["o"]),
    ("か", &["ka"]),
    ("き", &["ki"]),
    ("く", &["ku"]),
    ("け", &["ke"]),
    ("こ", &["ko"]),
    ("が", &["ga"]),
    ("ぎ", &["gi"]),
    ("ぐ", &["gu"]),
    ("げ", &["ge"]),
    ("ご", &["go"]),
    ("さ", &["sa"]),
    ("し", &["shi", "shi", "si"]),
    ("す", &["su"]),
    ("せ", &["se"]),
    ("そ", &["so"]),
    ("ざ", &["za"]),
    ("じ", &["ji", "ji", "zi"]),
    ("ず", &["zu"]),
    ("ぜ", &["ze"]),
    ("ぞ", &["zo"]),
    ("た", &["ta"]),
    ("ち", &["chi", "chi", "ti"]),
    ("つ", &["tsu", "tsu", "tu"]),
    ("て", &["te"]),
    ("と", &["to"]),
    ("だ", &["da"]),
    ("で", &["de"]),
    ("ど", &["do"]),
    ("な", &["na"]),
    ("に", &["ni"]),
    ("ぬ", &["nu"]),
    ("ね", &["ne"]),
    ("の", &["no"]),
    ("は", &["ha"]),
    ("ひ", &["hi"]),
    ("ふ", &["fu", "fu", "hu"]),
    ("へ", &["he"]),
    ("ほ", &["ho"]),
    ("ば", &["ba"]),
    ("び", &["bi"]),
    ("ぶ", &["bu"]),
    ("べ", &["be"]),
    ("ぼ", &["bo"]),
    ("ま", &["ma"]),
    ("み", &["mi"]),
    ("む", &["mu"]),
    ("め", &["me"]),
    ("も", &["mo"]),
    ("や", &["ya"]),
    ("ゆ", &["yu"]),
    ("よ", &["yo"]),
    ("ら", &["ra"]),
    ("り", &["ri"]),
    ("る", &["ru"]),
    ("れ", &["re"]),
    ("ろ", &["ro"]),
    ("わ", &["wa"]),
    ("ん", &["n"]),
];

/// What stands in a script of letters, in Latin letters by the standard of that number; words begin with a capital.
pub fn by_letters(table: Table, standard: usize, text: &str) -> String {
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut out = String::with_capacity(text.len() * 2);
    while let Some(first) = rest.chars().next() {
        let found = table.iter().find(|(letters, _)| rest.starts_with(letters));
        if let Some((letters, latin)) = found {
            out.push_str(latin[standard.min(latin.len() - 1)]);
            rest = &rest[letters.len()..];
        } else {
            if first != '’' && first != '\'' {
                out.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    capitalised(&out)
}

/// The standards under which the table differs.
pub fn standards(table: Table) -> usize {
    table.iter().map(|(_, latin)| latin.len()).max().unwrap_or(1)
}

/// What a reading in kana becomes: with plain vowels, with macrons, by Kunrei, and with `oh` for a long o.
pub fn by_kana(kana: &str) -> Vec<String> {
    let spelled = |standard| by_letters(KANA, standard, kana).to_lowercase();
    let short = |text: &str| text.replace("ou", "o").replace("oo", "o").replace("uu", "u");
    let long = |text: &str, o: &str, u: &str| text.replace("ou", o).replace("oo", o).replace("uu", u);
    let all = [
        short(&spelled(0)),
        long(&spelled(0), "ō", "ū"),
        long(&spelled(2), "ô", "û"),
        long(&spelled(0), "oh", "uu"),
        short(&spelled(2)),
    ];
    all.iter().map(|text| capitalised(text)).collect()
}

/// A syllable of Mandarin by Wade and Giles, whose apostrophes hardly anybody writes.
pub fn wade_giles(pinyin: &str) -> String {
    let whole = match pinyin {
        "zi" => "tzu",
        "si" => "szu",
        "zhi" => "chih",
        "shi" => "shih",
        "yu" => "yü",
        "yan" => "yen",
        "ye" => "yeh",
        "he" => "ho",
        "lü" => "lü",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    const INITIALS: &[(&str, &str)] = &[
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
        ("r", "j"),
    ];
    let (initial, rest) = INITIALS
        .iter()
        .find_map(|(pinyin_initial, ours)| pinyin.strip_prefix(pinyin_initial).map(|rest| (*ours, rest)))
        .unwrap_or(("", pinyin));
    let palatal = pinyin.starts_with(['j', 'q', 'x']);
    let rest = match rest {
        "ong" => "ung",
        "iong" => "iung",
        "ian" => "ien",
        "ie" => "ieh",
        "ue" if palatal => "üeh",
        "u" if palatal => "ü",
        "un" if palatal => "ün",
        "uan" if palatal => "üan",
        "ui" if pinyin.starts_with(['g', 'k']) => "uei",
        other => other,
    };
    format!("{initial}{rest}")
}

/// The text with a capital at the start of each word.
pub fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut starts = true;
    for letter in text.chars() {
        if starts {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        starts = matches!(letter, ' ' | '-');
    }
    out
}

/// The text without what stands over and under its letters.
pub fn plain(text: &str) -> String {
    const PLAIN: &[(&str, &str)] = &[
        ("aàáâãäåāăąạảấầẩẫậắằẳẵặ", "a"),
        ("cçćč", "c"),
        ("dđď", "d"),
        ("eèéêëēęěẹẻẽếềểễệ", "e"),
        ("gğ", "g"),
        ("iìíîïīıịỉĩ", "i"),
        ("lł", "l"),
        ("nñńň", "n"),
        ("oòóôõöōőọỏốồổỗộớờởỡợơ", "o"),
        ("sśşšș", "s"),
        ("tţț", "t"),
        ("uùúûüūůűụủũứừửữựư", "u"),
        ("yýỳỵỷỹ", "y"),
        ("zźżž", "z"),
        ("ß", "ss"),
    ];
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        match PLAIN.iter().find(|(marked, _)| marked.contains(lower)) {
            Some((_, plain)) if lower == letter => out.push_str(plain),
            Some((_, plain)) => out.push_str(&plain.to_uppercase()),
            // The capital with a dot of Turkish becomes two characters in lower case.
            None if letter == 'İ' => out.push('I'),
            None => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_their_standard() {
        let check = |standard, latin: &str| assert_eq!(by_letters(RUSSIAN, standard, "Щукин Юрий"), latin);
        check(0, "Shchukin Yuriy");
        check(2, "Ŝukin Ûrij");
        check(3, "Schtschukin Jurij");
        check(4, "Chtchoukin Iouri");
        assert_eq!(by_letters(GEORGIAN, 1, "ბერიძე"), "Beridze");
        assert_eq!(by_letters(ARMENIAN, 0, "Պետրոսյան"), "Petrosyan");
        assert_eq!(by_letters(GREEK, 0, "Παπαδόπουλος"), "Papadopoulos");
    }

    #[test]
    fn kana_and_syllables() {
        assert_eq!(by_kana("さとう"), ["Sato", "Satō", "Satô", "Satoh", "Sato"]);
        assert_eq!(by_kana("しょうた")[2], "Syôta");
        assert_eq!(wade_giles("zhang"), "chang");
        assert_eq!(wade_giles("xiong"), "hsiung");
        assert_eq!(wade_giles("qian"), "chien");
        assert_eq!(plain("Łódź Đặng İzmir Weiß"), "Lodz Dang Izmir Weiss");
    }
}
