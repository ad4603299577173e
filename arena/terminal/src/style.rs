//! The colours of words on a terminal.

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;

/// Titles.
pub const HEADING: Style = AnsiColor::Cyan.on_default().bold();
/// Words to be typed as they are.
pub const LITERAL: Style = AnsiColor::Green.on_default().bold();
/// What matters less.
pub const FAINT: Style = Style::new().dimmed();
/// What matters most.
pub const STRONG: Style = Style::new().bold();
/// Something is right.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Something failed.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Something to look at.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// A remedy.
pub const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// How help and complaints about the command line look.
pub const CLAP: Styles = Styles::styled()
    .header(HEADING)
    .usage(HEADING)
    .literal(LITERAL)
    .placeholder(FAINT)
    .error(ERROR)
    .valid(LITERAL)
    .invalid(WARNING);
