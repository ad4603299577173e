//! What admission learns of a module on the way.

use wasmparser::{Export, FuncType, FunctionBody, Import, SubType};

/// A valid module, taken apart.
pub(crate) struct Outline<'a> {
    pub(crate) wasm: &'a [u8],
    pub(crate) types: Vec<SubType>,
    pub(crate) imports: Vec<Import<'a>>,
    /// The type of every function, imported ones first.
    pub(crate) functions: Vec<u32>,
    pub(crate) imported_functions: u32,
    pub(crate) globals: u32,
    pub(crate) exports: Vec<Export<'a>>,
    pub(crate) bodies: Vec<Body<'a>>,
}

/// A function that the module defines.
pub(crate) struct Body<'a> {
    pub(crate) code: FunctionBody<'a>,
    pub(crate) type_index: u32,
    pub(crate) params: u32,
    /// Parameters and locals.
    pub(crate) locals: u32,
    /// The most values on the operand stack at a time.
    pub(crate) operands: u32,
    pub(crate) operators: u32,
}

impl Body<'_> {
    /// Stack units of one call. See [`Limits::stack_units`](crate::Limits::stack_units).
    pub(crate) fn frame(&self) -> u32 {
        (self.locals + self.operands + 8).max(self.operators / 64)
    }
}

impl<'a> Outline<'a> {
    pub(crate) fn new(wasm: &'a [u8]) -> Outline<'a> {
        Outline {
            wasm,
            types: Vec::new(),
            imports: Vec::new(),
            functions: Vec::new(),
            imported_functions: 0,
            globals: 0,
            exports: Vec::new(),
            bodies: Vec::new(),
        }
    }

    /// The function type of that number. Validated modules have no other types.
    pub(crate) fn type_at(&self, type_index: u32) -> Option<&FuncType> {
        match &self.types.get(type_index as usize)?.composite_type.inner {
            wasmparser::CompositeInnerType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// The type of the function of that number.
    pub(crate) fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.type_at(*self.functions.get(function as usize)?)
    }
}
