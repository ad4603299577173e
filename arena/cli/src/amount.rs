//! Numbers as people read them.

use std::fmt;

/// A large number in three digits and a unit: `1.25 G`, `3.10 M`, `950`.
pub(crate) struct Short(pub(crate) u64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 3] = [(1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")];
        let text = match UNITS.iter().find(|(size, _)| self.0 >= *size) {
            None => self.0.to_string(),
            Some((size, unit)) => {
                let (whole, rest) = (self.0 / size, self.0 % size);
                let places = 3_usize.saturating_sub(whole.to_string().len());
                let fraction = format!("{:03}", rest * 1_000 / size);
                match places {
                    0 => format!("{whole} {unit}"),
                    _ => format!("{whole}.{} {unit}", &fraction[..places]),
                }
            }
        };
        f.pad(&text)
    }
}

/// How much of a limit is used: `12 %`, and `< 1 %` for what rounds to nothing.
pub(crate) struct Share(pub(crate) u64, pub(crate) u64);

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match percent(self.0, self.1) {
            0 if self.0 > 0 => f.pad("< 1 %"),
            percent => f.pad(&format!("{percent} %")),
        }
    }
}

/// Per cent of a limit, rounded down.
pub(crate) fn percent(used: u64, limit: u64) -> u64 {
    let percent = u128::from(used) * 100 / u128::from(limit.max(1));
    u64::try_from(percent).unwrap_or(u64::MAX)
}

/// A bar that is filled as far as a limit is used. Whatever is used fills at least one place.
pub(crate) struct Bar {
    /// What is used.
    pub(crate) used: u64,
    /// Of what.
    pub(crate) limit: u64,
    /// Places of the bar.
    pub(crate) width: usize,
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bar { used, limit, width } = *self;
        let filled = (u128::from(used) * width as u128).div_ceil(u128::from(limit.max(1)));
        let filled = usize::try_from(filled).unwrap_or(width).min(width);
        write!(f, "{}{}", "█".repeat(filled), "░".repeat(width - filled))
    }
}

/// A count with its noun: `1 order`, `2 orders`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_short() {
        let shown = [
            (0, "0"),
            (999, "999"),
            (1_000, "1.00 k"),
            (3_104_999, "3.10 M"),
            (25_000_000, "25.0 M"),
            (250_000_000, "250 M"),
            (1_250_000_000, "1.25 G"),
        ];
        for (number, text) in shown {
            assert_eq!(Short(number).to_string(), text);
        }
        assert_eq!(format!("{:>8}", Short(999)), "     999");
    }

    #[test]
    fn a_share_never_rounds_to_nothing() {
        assert_eq!(Share(0, 100).to_string(), "0 %");
        assert_eq!(Share(1, 1_000).to_string(), "< 1 %");
        assert_eq!(Share(120, 1_000).to_string(), "12 %");
        assert_eq!(Share(3, 0).to_string(), "300 %");
    }

    #[test]
    fn a_bar_is_as_wide_as_it_says() {
        let bar = |used, limit| Bar { used, limit, width: 4 }.to_string();
        assert_eq!(bar(0, 100), "░░░░");
        assert_eq!(bar(1, 100), "█░░░");
        assert_eq!(bar(50, 100), "██░░");
        assert_eq!(bar(500, 100), "████");
    }
}
