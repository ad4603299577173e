//! Text as panels show it.

use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Response, RichText, Ui};

use super::theme;

/// Most characters of a line that are shown in a list, and in its tooltip.
pub(super) const ROW_CHARS: usize = 240;
pub(super) const TIP_CHARS: usize = 3000;

/// One line that ends in dots where there is no room for all of it. Gives what it covers.
pub(super) fn paint_elided(
    painter: &Painter,
    left: Pos2,
    width: f32,
    text: &str,
    font: FontId,
    color: Color32,
) -> Rect {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = painter.layout_job(job);
    let at = Align2::LEFT_CENTER.anchor_size(left, galley.size());
    painter.galley(at.min, galley, color);
    at
}

/// A small heading over a part of a panel.
pub(super) fn caption(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text.to_uppercase()).font(theme::bold(11.0)).color(theme::FAINT))
}

/// A line of running text in a colour, which wraps.
pub(super) fn note(ui: &mut Ui, text: impl Into<String>, color: Color32) -> Response {
    ui.label(RichText::new(text).font(theme::text(12.5)).color(color))
}

/// Bytes of unknown origin as one line of text: control characters and what is not UTF-8 are escaped, tabs become
/// spaces, and at most about `chars` characters are shown.
pub(super) fn escaped(bytes: &[u8], chars: usize) -> String {
    // A character takes at most four bytes, so what is further on would not be shown.
    let cut = bytes.len() > chars * 4;
    let bytes = if cut { &bytes[..chars * 4] } else { bytes };
    let mut out = String::with_capacity(bytes.len().min(chars) + 8);
    let mut left = chars;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if left == 0 {
                out.push('…');
                return out;
            }
            left -= 1;
            match c {
                '\t' => out.push_str("    "),
                '"' | '\'' | '\\' => out.push(c),
                c => out.extend(c.escape_debug()),
            }
        }
        // A character that the cut went through is no wrong byte.
        if !(cut
            && chunk.invalid().len() < 4
            && std::ptr::eq(chunk.invalid().as_ptr_range().end, bytes.as_ptr_range().end))
        {
            out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
        }
    }
    if cut {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_unknown_origin_are_shown_as_one_harmless_line() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(escaped(bytes, 12), expected);
        check(b"plan: \"raid\"", "plan: \"raid\"");
        check(b"a\tb", "a    b");
        check(b"\x1b[31mred\r", r"\u{1b}[31mred\r");
        check(b"ok \xff\xfe.", r"ok \xff\xfe.");
        check("a\u{202e}b".as_bytes(), r"a\u{202e}b");
        check("Zoë's".as_bytes(), "Zoë's");
        check(b"0123456789abcdef", "0123456789ab…");
        check("ëëëëëëëëëëëëëëëëëëëëëëëëëëëëë".as_bytes(), "ëëëëëëëëëëëë…");
    }

    #[test]
    fn a_flood_costs_no_more_than_what_is_shown() {
        let flood = vec![0xe2; 1 << 20];
        assert!(escaped(&flood, 240).len() < 240 * 4 * 4 + 8);
    }
}
