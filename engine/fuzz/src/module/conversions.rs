//! Makes the NaNs of conversions between floats canonical: wasm-smith does so after arithmetic only, and the bits of the
//! others are left to the machine too.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction as I, Module, TypeSection, ValType};
use wasmparser::{FunctionBody, FunctionSectionReader, Parser, TypeSectionReader};

/// The module with canonical NaNs wherever a float is made wider or narrower.
pub(crate) fn canonical(wasm: &[u8]) -> Vec<u8> {
    let mut module = Module::new();
    let mut rewriter = Rewriter::default();
    rewriter.parse_core_module(&mut module, Parser::new(0), wasm).expect("a valid module is written again");
    module.finish()
}

#[derive(Default)]
struct Rewriter {
    /// Number of parameters of each type.
    params: Vec<u32>,
    /// Number of parameters of each function that has a body.
    functions: Vec<u32>,
    /// Bodies written.
    written: usize,
}

impl Reencode for Rewriter {
    type Error = Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for ty in section.clone().into_iter_err_on_gc_types() {
            self.params.push(ty?.params().len() as u32);
        }
        utils::parse_type_section(self, types, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for ty in section.clone() {
            self.functions.push(self.params[ty? as usize]);
        }
        utils::parse_function_section(self, functions, section)
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Infallible>> {
        let mut locals = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, ty) = group?;
            locals.push((count, self.val_type(ty)?));
        }
        let float = self.functions[self.written] + locals.iter().map(|(count, _)| count).sum::<u32>();
        let double = float + 1;
        self.written += 1;
        locals.extend([(1, ValType::F32), (1, ValType::F64)]);
        let mut function = Function::new(locals);
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let instruction = self.parse_instruction(&mut reader)?;
            function.instruction(&instruction);
            let (local, nan, equal) = match instruction {
                I::F32DemoteF64 => (float, I::F32Const(f32::from_bits(0x7fc0_0000).into()), I::F32Eq),
                I::F64PromoteF32 => (double, I::F64Const(f64::from_bits(0x7ff8 << 48).into()), I::F64Eq),
                _ => continue,
            };
            for instruction in
                [I::LocalTee(local), nan, I::LocalGet(local), I::LocalGet(local), equal, I::Select]
            {
                function.instruction(&instruction);
            }
        }
        code.function(&function);
        Ok(())
    }
}
