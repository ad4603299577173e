//! The logs of a block: for each seat a table of lengths, then everybody's texts, marks and watches.

use std::io;

use protocol::{Color, Mark, Pos, UnitId, Watch, limits as said};

use crate::cursor::{Cursor, Flaw, put_varint};
use crate::pack::{put_packed, take_packed};
use crate::record::CORE_ROW;
use crate::{SeatLog, limits};

/// By turn, by seat.
pub(crate) type BlockLogs = Vec<Vec<SeatLog>>;

const COLORS: [Color; 7] =
    [Color::White, Color::Red, Color::Orange, Color::Yellow, Color::Green, Color::Blue, Color::Purple];

/// What stands uncompressed at the front of the logs: the turns that they belong to.
pub(crate) fn take_head(cursor: &mut Cursor<'_>) -> Result<(u32, usize), Flaw> {
    Ok((cursor.u32()?, usize::from(cursor.byte()?)))
}

/// The body of a log section.
pub(crate) fn encode(first: u32, turns: &[Vec<SeatLog>]) -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    let seats = turns.first().map_or(0, Vec::len);
    for seat in 0..seats {
        for log in turns.iter().map(|turn| &turn[seat]) {
            for count in [log.stderr.len() as u64, log.lost, log.marks.len() as u64, log.watches.len() as u64]
            {
                put_varint(&mut raw, count);
            }
        }
    }
    for seat in 0..seats {
        let column = || turns.iter().map(|turn| &turn[seat]);
        column().for_each(|log| raw.extend_from_slice(&log.stderr));
        column().flat_map(|log| &log.marks).for_each(|mark| put_mark(&mut raw, mark));
        column().flat_map(|log| &log.watches).for_each(|watch| put_watch(&mut raw, watch));
    }
    let mut body = first.to_le_bytes().to_vec();
    body.push(turns.len() as u8);
    put_packed(&mut body, &raw)?;
    Ok(body)
}

/// Reads the body of a log section.
pub(crate) fn decode(body: &[u8], seats: usize) -> Result<BlockLogs, Flaw> {
    let mut cursor = Cursor(body);
    let (_, turns) = take_head(&mut cursor)?;
    let raw = take_packed(&mut cursor, "bytes of logs", limits::LOG_BYTES)?;
    cursor.finish()?;
    let mut cursor = Cursor(&raw);
    let mut counts = Vec::with_capacity(seats);
    for _ in 0..seats {
        counts.push((0..turns).map(|_| Counts::take(&mut cursor)).collect::<Result<Vec<_>, Flaw>>()?);
    }
    let mut logs: BlockLogs = vec![vec![SeatLog::default(); seats]; turns];
    for (seat, counts) in counts.iter().enumerate() {
        for (turn, count) in logs.iter_mut().zip(counts) {
            turn[seat].stderr = cursor.bytes(count.stderr)?.to_vec();
            turn[seat].lost = count.lost;
        }
        for (turn, count) in logs.iter_mut().zip(counts) {
            turn[seat].marks =
                (0..count.marks).map(|_| take_mark(&mut cursor)).collect::<Result<_, Flaw>>()?;
        }
        for (turn, count) in logs.iter_mut().zip(counts) {
            turn[seat].watches =
                (0..count.watches).map(|_| take_watch(&mut cursor)).collect::<Result<_, Flaw>>()?;
        }
    }
    cursor.finish()?;
    Ok(logs)
}

/// How much a seat said in a turn.
struct Counts {
    stderr: usize,
    lost: u64,
    marks: usize,
    watches: usize,
}

impl Counts {
    fn take(cursor: &mut Cursor<'_>) -> Result<Counts, Flaw> {
        Ok(Counts {
            stderr: cursor.count("bytes of standard error", limits::STDERR_BYTES)?,
            lost: cursor.varint()?,
            marks: cursor.count("marks", said::MARKS_PER_TICK)?,
            watches: cursor.count("watches", said::WATCHES_PER_TICK)?,
        })
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take_text(cursor: &mut Cursor<'_>, of: &'static str, limit: usize) -> Result<String, Flaw> {
    let length = cursor.count(of, limit)?;
    let text = str::from_utf8(cursor.bytes(length)?);
    text.map(str::to_owned).map_err(|_| Flaw::Malformed("holds a text that is not UTF-8"))
}

fn take_pos(cursor: &mut Cursor<'_>) -> Result<Pos, Flaw> {
    cursor.array().map(|[x, y]| Pos { x, y })
}

/// A mark: its kind, its colour, its cells, then a radius or a text.
fn put_mark(out: &mut Vec<u8>, mark: &Mark) {
    match mark {
        Mark::Line { from, to, color } => {
            out.extend_from_slice(&[0, *color as u8, from.x, from.y, to.x, to.y])
        }
        Mark::Circle { at, radius, color } => out.extend_from_slice(&[1, *color as u8, at.x, at.y, *radius]),
        Mark::Text { at, text, color } => {
            out.extend_from_slice(&[2, *color as u8, at.x, at.y]);
            put_text(out, text);
        }
    }
}

fn take_mark(cursor: &mut Cursor<'_>) -> Result<Mark, Flaw> {
    let [kind, color] = cursor.array()?;
    let color =
        *COLORS.get(usize::from(color)).ok_or(Flaw::Malformed("holds a mark of an unknown colour"))?;
    match kind {
        0 => Ok(Mark::Line { from: take_pos(cursor)?, to: take_pos(cursor)?, color }),
        1 => Ok(Mark::Circle { at: take_pos(cursor)?, radius: cursor.byte()?, color }),
        2 => {
            let at = take_pos(cursor)?;
            Ok(Mark::Text {
                at,
                text: take_text(cursor, "bytes of a mark's text", said::MARK_TEXT_BYTES)?,
                color,
            })
        }
        _ => Err(Flaw::Malformed("holds a mark of an unknown kind")),
    }
}

fn put_watch(out: &mut Vec<u8>, watch: &Watch) {
    put_varint(out, watch.unit.map_or(0, |unit| 1 + u64::from(unit.0)));
    put_text(out, &watch.key);
    put_text(out, &watch.value);
}

fn take_watch(cursor: &mut Cursor<'_>) -> Result<Watch, Flaw> {
    let unit = cursor.count("units", CORE_ROW as usize)?.checked_sub(1).map(|unit| UnitId(unit as u16));
    let key = take_text(cursor, "bytes of a watch's key", said::WATCH_KEY_BYTES)?;
    let value = take_text(cursor, "bytes of a watch's value", said::WATCH_VALUE_BYTES)?;
    Ok(Watch { unit, key, value })
}
