use wasmparser::Operator;

use crate::cost::COSTS;

/// The price of one instruction in [`COSTS`], without what depends on a length or on the function that it calls.
pub(super) fn price(op: &Operator<'_>) -> u32 {
    use Operator as Op;
    match op {
        Op::Block { .. } | Op::Loop { .. } | Op::Else | Op::End | Op::Nop | Op::Drop | Op::Unreachable => {
            COSTS.structural
        }
        Op::Call { .. } => COSTS.call,
        Op::CallIndirect { .. } => COSTS.call_indirect,
        Op::BrTable { .. } => COSTS.br_table,
        Op::I32DivS | Op::I32DivU | Op::I32RemS | Op::I32RemU => COSTS.int_div,
        Op::I64DivS | Op::I64DivU | Op::I64RemS | Op::I64RemU => COSTS.int_div,
        Op::F32Div | Op::F64Div | Op::F32Sqrt | Op::F64Sqrt => COSTS.float_div,
        Op::F32Add | Op::F32Sub | Op::F32Mul | Op::F32Min | Op::F32Max => COSTS.float,
        Op::F64Add | Op::F64Sub | Op::F64Mul | Op::F64Min | Op::F64Max => COSTS.float,
        Op::F32Ceil | Op::F32Floor | Op::F32Trunc | Op::F32Nearest | Op::F32DemoteF64 => COSTS.float,
        Op::F64Ceil | Op::F64Floor | Op::F64Trunc | Op::F64Nearest | Op::F64PromoteF32 => COSTS.float,
        Op::MemoryGrow { .. } | Op::TableGrow { .. } => COSTS.grow,
        _ if Length::of(op).is_some() => COSTS.bulk,
        _ if is_load(op) => COSTS.load,
        _ if is_store(op) => COSTS.store,
        _ if calls_runtime(op) => COSTS.runtime,
        _ => COSTS.simple,
    }
}

/// Whether the instruction reads memory.
fn is_load(op: &Operator<'_>) -> bool {
    use Operator as Op;
    matches!(
        op,
        Op::I32Load { .. }
            | Op::I32Load8S { .. }
            | Op::I32Load8U { .. }
            | Op::I32Load16S { .. }
            | Op::I32Load16U { .. }
            | Op::I64Load { .. }
            | Op::I64Load8S { .. }
            | Op::I64Load8U { .. }
            | Op::I64Load16S { .. }
            | Op::I64Load16U { .. }
            | Op::I64Load32S { .. }
            | Op::I64Load32U { .. }
            | Op::F32Load { .. }
            | Op::F64Load { .. }
    )
}

/// Whether the instruction writes to memory.
fn is_store(op: &Operator<'_>) -> bool {
    use Operator as Op;
    matches!(
        op,
        Op::I32Store { .. }
            | Op::I32Store8 { .. }
            | Op::I32Store16 { .. }
            | Op::I64Store { .. }
            | Op::I64Store8 { .. }
            | Op::I64Store16 { .. }
            | Op::I64Store32 { .. }
            | Op::F32Store { .. }
            | Op::F64Store { .. }
    )
}

/// Whether compilers make a call of their runtime of the instruction, whose work has no length.
fn calls_runtime(op: &Operator<'_>) -> bool {
    use Operator as Op;
    matches!(
        op,
        Op::MemorySize { .. }
            | Op::TableSize { .. }
            | Op::TableGet { .. }
            | Op::TableSet { .. }
            | Op::RefFunc { .. }
            | Op::ElemDrop { .. }
            | Op::DataDrop { .. }
    )
}

/// How the length on top of the operand stack is priced, before the instruction runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Bytes that are moved.
    Bytes,
    /// Table entries that are touched.
    Entries,
    /// Pages that memory is asked to grow by.
    Pages,
    /// Entries that a table is asked to grow by.
    NewEntries,
}

impl Length {
    /// The kind of length that this instruction takes, if any.
    pub(super) fn of(op: &Operator<'_>) -> Option<Length> {
        use Operator as Op;
        match op {
            Op::MemoryFill { .. } | Op::MemoryCopy { .. } | Op::MemoryInit { .. } => Some(Length::Bytes),
            Op::TableFill { .. } | Op::TableCopy { .. } | Op::TableInit { .. } => Some(Length::Entries),
            Op::MemoryGrow { .. } => Some(Length::Pages),
            Op::TableGrow { .. } => Some(Length::NewEntries),
            _ => None,
        }
    }
}

/// What entering a function with this many locals costs, parameters excepted: the machine sets each to zero.
pub(super) fn locals_price(locals: u32) -> u32 {
    locals.saturating_sub(16).div_ceil(COSTS.locals_per_fuel)
}
