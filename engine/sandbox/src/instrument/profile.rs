//! What the pass has to know of each function before it rewrites any.

use wasmparser::{Operator, Result};

use super::price::{Length, locals_price, price};
use crate::admission::{Body, Outline};
use crate::cost::COSTS;

/// A frame of at most this many stack units need not be counted where nothing below it can add another of unknown size.
const SMALL_FRAME: u32 = 64;

/// A function that costs more than this when all of it runs looks at its fuel when it is entered, though it calls nothing.
const LONG_BODY: u64 = 1_000;

/// What the pass has to know of a function.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// Stack units of one call.
    pub(super) frame: u32,
    /// What entering it costs, before its first instruction.
    pub(super) entry: u32,
    /// Its whole price, where it is charged to its direct callers because it is short and calls nothing.
    pub(super) inlined: Option<u32>,
    /// Looks at its fuel when it is entered.
    pub(super) checks: bool,
    /// Counts its frame.
    pub(super) depth: Depth,
}

/// How a function takes part in counting stack depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// It is small, and calls nothing but functions that are small and call nothing.
    Uncounted,
    /// It is large, but nothing that it calls counts.
    Checked,
    /// It tells the functions that it calls how deep they are.
    Counted,
}

struct Survey {
    total: u64,
    has_loop: bool,
    has_length: bool,
    calls_import: bool,
    calls_table: bool,
    callees: Vec<u32>,
}

/// Profiles every function that the module defines, in their order.
pub(super) fn profiles(outline: &Outline<'_>) -> Result<Vec<Profile>> {
    let surveys: Vec<Survey> =
        outline.bodies.iter().map(|body| survey(outline, body)).collect::<Result<_>>()?;
    let frames: Vec<u32> = outline.bodies.iter().map(Body::frame).collect();
    let is_leaf =
        |at: usize| surveys[at].callees.is_empty() && !surveys[at].calls_table && frames[at] <= SMALL_FRAME;
    let inlined = |at: usize| {
        let survey = &surveys[at];
        let is_plain = is_leaf(at) && !survey.calls_import && !survey.has_loop && !survey.has_length;
        (is_plain && survey.total <= COSTS.inlined_leaf_max.into()).then_some(survey.total as u32)
    };
    let profile = |at: usize| {
        let survey = &surveys[at];
        let calls_deep = survey.calls_table || !survey.callees.iter().all(|callee| is_leaf(*callee as usize));
        let calls_paid =
            survey.calls_table || survey.callees.iter().any(|callee| inlined(*callee as usize).is_none());
        Profile {
            frame: frames[at],
            entry: locals_price(outline.bodies[at].locals - outline.bodies[at].params),
            inlined: inlined(at),
            checks: calls_paid || survey.calls_import || survey.total > LONG_BODY,
            depth: match (calls_deep, frames[at] <= SMALL_FRAME) {
                (true, _) => Depth::Counted,
                (false, true) => Depth::Uncounted,
                (false, false) => Depth::Checked,
            },
        }
    };
    Ok((0..surveys.len()).map(profile).collect())
}

fn survey(outline: &Outline<'_>, body: &Body<'_>) -> Result<Survey> {
    let mut survey = Survey {
        total: locals_price(body.locals - body.params).into(),
        has_loop: false,
        has_length: false,
        calls_import: false,
        calls_table: false,
        callees: Vec::new(),
    };
    for op in body.code.get_operators_reader()? {
        let op = op?;
        survey.total += u64::from(price(&op));
        survey.has_length |= Length::of(&op).is_some();
        match op {
            Operator::Loop { .. } => survey.has_loop = true,
            Operator::CallIndirect { .. } => survey.calls_table = true,
            Operator::Call { function_index } => match function_index.checked_sub(outline.imported_functions)
            {
                Some(defined) => survey.callees.push(defined),
                None => survey.calls_import = true,
            },
            _ => {}
        }
    }
    survey.callees.sort_unstable();
    survey.callees.dedup();
    Ok(survey)
}
