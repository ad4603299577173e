use wasmparser::{BlockType, Operator};

/// For each instruction, whether it begins an innermost loop in which nothing calls and nothing else looks at the fuel,
/// and which has one way back: the dispatch loop of an interpreter, with a way back for each instruction, is faster
/// without a loop around it.
pub(super) fn quiet_loops(ops: &[Operator<'_>], is_loud: impl Fn(&Operator<'_>) -> bool) -> Vec<bool> {
    let mut quiet = vec![false; ops.len()];
    let mut backs = vec![0u32; ops.len()];
    let mut frames: Vec<Option<usize>> = vec![None];
    let mut loops: Vec<usize> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        if let (Some(around), true) = (loops.last(), matches!(op, Operator::Loop { .. }) || is_loud(op)) {
            quiet[*around] = false;
        }
        match op {
            Operator::Loop { blockty } => {
                quiet[at] = !matches!(blockty, BlockType::FuncType(_));
                loops.push(at);
                frames.push(Some(at));
            }
            Operator::Block { .. } | Operator::If { .. } => frames.push(None),
            Operator::End => {
                let loops_ended = usize::from(frames.pop().flatten().is_some());
                loops.truncate(loops.len() - loops_ended);
            }
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                let target = frames.len().checked_sub(1 + *relative_depth as usize).and_then(|at| frames[at]);
                if let Some(target) = target {
                    backs[target] += 1;
                    quiet[target] &= backs[target] == 1;
                }
            }
            _ => {}
        }
    }
    quiet
}
