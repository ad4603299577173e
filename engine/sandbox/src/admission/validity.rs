//! Validates a module against the specification and our own features, and function bodies against their limits on the way.

use wasmparser::{
    BinaryReader, FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, OperatorsReader, Parser,
    Payload, TypeRef, ValidPayload, Validator, ValidatorResources,
};

use super::features::{ALLOWED, refuse};
use super::outline::{Body, Outline};
use super::place::{function, require};
use crate::{Reject, RejectCode, Usage};

/// Refuses modules that are not valid, use a feature that is not allowed, or hold a function that is over a limit.
pub(super) fn check_validity<'a>(wasm: &'a [u8], usage: &mut Usage) -> Result<Outline<'a>, Reject> {
    let broken = |error| refuse(&error);
    let mut outline = Outline::new(wasm);
    let mut validator = Validator::new_with_features(ALLOWED);
    let mut allocations = FuncValidatorAllocations::default();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(broken)?;
        let valid = validator.payload(&payload).map_err(broken)?;
        if let ValidPayload::Func(function, code) = valid {
            let (body, back) = check_body(&outline, function, code, allocations, usage)?;
            outline.bodies.push(body);
            allocations = back;
        }
        collect(&mut outline, payload).map_err(broken)?;
    }
    Ok(outline)
}

/// Notes what later checks and the instrumentation need of a section.
fn collect<'a>(outline: &mut Outline<'a>, payload: Payload<'a>) -> wasmparser::Result<()> {
    match payload {
        Payload::TypeSection(section) => {
            for group in section {
                outline.types.extend(group?.into_types());
            }
        }
        Payload::ImportSection(section) => {
            for import in section.into_imports() {
                let import = import?;
                match import.ty {
                    TypeRef::Func(ty) => outline.functions.push(ty),
                    TypeRef::Global(_) => outline.globals += 1,
                    _ => {}
                }
                outline.imports.push(import);
            }
            outline.imported_functions = outline.functions.len() as u32;
        }
        Payload::FunctionSection(section) => {
            for ty in section {
                outline.functions.push(ty?);
            }
        }
        Payload::GlobalSection(section) => outline.globals += section.count(),
        Payload::ExportSection(section) => {
            for export in section {
                outline.exports.push(export?);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Validates a body instruction by instruction; each limit is looked at before the validator is.
fn check_body<'a>(
    outline: &Outline<'a>,
    to_validate: FuncToValidate<ValidatorResources>,
    code: FunctionBody<'a>,
    allocations: FuncValidatorAllocations,
    usage: &mut Usage,
) -> Result<(Body<'a>, FuncValidatorAllocations), Reject> {
    let broken = |error| refuse(&error);
    let (index, type_index) = (to_validate.index, to_validate.ty);
    let params = outline.type_at(type_index).map_or(0, |ty| ty.params().len() as u32);
    let locals = check_locals(outline.wasm, index, &code, params, usage)?;
    let mut validator = to_validate.into_validator(allocations);
    let mut reader: BinaryReader<'a> = code.get_binary_reader();
    validator.read_locals(&mut reader).map_err(broken)?;
    let start = reader.original_position();

    let (mut operands, mut nesting, mut operators, mut branches) = (0, 0, 0u32, 0u64);
    let mut reader = OperatorsReader::new(reader);
    while !reader.eof() {
        let (op, offset) = reader.read_with_offset().map_err(broken)?;
        operators += 1;
        branches += check_branch(outline.wasm, index, offset, &op, usage)?;
        validator.op(offset, &op).map_err(broken)?;
        operands = operands.max(validator.operand_stack_height());
        nesting = nesting.max(validator.control_stack_height());
        let place = || function(outline.wasm, index, offset);
        require(&mut usage.nesting, nesting.into(), RejectCode::NestedTooDeeply, place)?;
        require(&mut usage.operands, operands.into(), RejectCode::OperandStackTooHigh, place)?;
    }
    reader.finish().map_err(broken)?;

    let place = || function(outline.wasm, index, start);
    let total = usage.operators.used + u64::from(operators);
    require(&mut usage.operators, total, RejectCode::TooManyOperators, place)?;
    let weight = branches * u64::from(locals);
    require(&mut usage.branch_weight, weight, RejectCode::BranchesTooHeavy, place)?;
    let body = Body { code, type_index, params, locals, operands, operators };
    require(&mut usage.stack_units, body.frame().into(), RejectCode::FrameTooLarge, place)?;
    Ok((body, validator.into_allocations()))
}

/// Adds up the locals before any is allocated: a million of them take four bytes.
fn check_locals(
    wasm: &[u8],
    index: u32,
    code: &FunctionBody<'_>,
    params: u32,
    usage: &mut Usage,
) -> Result<u32, Reject> {
    let mut locals = u64::from(params);
    let broken = |error| refuse(&error);
    for group in code.get_locals_reader().map_err(broken)? {
        locals += u64::from(group.map_err(broken)?.0);
    }
    let place = || function(wasm, index, code.range().start);
    require(&mut usage.locals, locals, RejectCode::TooManyLocals, place)?;
    let total = usage.locals_total.used + locals;
    require(&mut usage.locals_total, total, RejectCode::TooManyLocalsInAll, place)?;
    Ok(locals as u32)
}

/// How many branches the instruction holds.
fn check_branch(
    wasm: &[u8],
    index: u32,
    offset: u64,
    op: &Operator<'_>,
    usage: &mut Usage,
) -> Result<u64, Reject> {
    match op {
        Operator::BrTable { targets } => {
            let count = u64::from(targets.len()) + 1;
            let place = || function(wasm, index, offset);
            require(&mut usage.br_table_targets, count, RejectCode::BranchTableTooLarge, place)?;
            let total = usage.branch_targets.used + count;
            require(&mut usage.branch_targets, total, RejectCode::TooManyBranchTargets, place)?;
            Ok(count)
        }
        Operator::Br { .. } | Operator::BrIf { .. } | Operator::If { .. } | Operator::Loop { .. } => Ok(1),
        _ => Ok(0),
    }
}
