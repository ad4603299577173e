use std::str::FromStr;

/// The seeds of a tournament: a range of whole numbers, written as Rust does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seeds {
    first: u64,
    /// Not a seed any more.
    end: u64,
}

/// Seeds that a command line may name; more is a slip.
const MOST: u64 = 1_000_000;

impl Seeds {
    /// The seeds as matches take them.
    pub(super) fn texts(self) -> Vec<String> {
        (self.first..self.end).map(|seed| seed.to_string()).collect()
    }
}

impl FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> Result<Seeds, String> {
        let number = |text: &str| {
            text.trim().parse::<u64>().map_err(|_| {
                format!("`{text}` is no whole number; write 1..20 for 1 to 19, 1..=20 for 1 to 20, or 7 for one seed")
            })
        };
        let after = |last: u64| last.checked_add(1).ok_or_else(|| format!("{last} is too large a seed"));
        let (first, end) = match text.split_once("..") {
            None => (number(text)?, after(number(text)?)?),
            Some((first, last)) => match last.strip_prefix('=') {
                None => (number(first)?, number(last)?),
                Some(last) => (number(first)?, after(number(last)?)?),
            },
        };
        match end.checked_sub(first) {
            None | Some(0) => Err(format!("{text} holds no seed; the end of A..B is not part of it")),
            Some(1..=MOST) => Ok(Seeds { first, end }),
            Some(_) => Err(format!("{text} holds more than {MOST} seeds")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_rust_reads_them() {
        let read = |text: &str| text.parse::<Seeds>().map(Seeds::texts);
        assert_eq!(read("1..4").unwrap(), ["1", "2", "3"]);
        assert_eq!(read("1..=3").unwrap(), ["1", "2", "3"]);
        assert_eq!(read("7").unwrap(), ["7"]);
        for wrong in ["", "..", "1..", "3..3", "5..2", "a..b", "-1..2", "0..9999999", "18446744073709551615"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
