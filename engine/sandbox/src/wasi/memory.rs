use wasmer::MemoryView;
use wasmer_wasix_types::wasi::Errno;

/// The guest's memory, with every address checked before it is used.
pub(crate) struct GuestMemory<'a> {
    /// `None` before there is an instance: then every address is bad.
    view: Option<MemoryView<'a>>,
}

impl<'a> GuestMemory<'a> {
    pub(crate) fn new(view: Option<MemoryView<'a>>) -> GuestMemory<'a> {
        GuestMemory { view }
    }

    /// Checks that `len` bytes from `ptr` on lie in memory.
    pub(crate) fn check(&self, ptr: u32, len: u64) -> Result<(), Errno> {
        let size = self.view.as_ref().map_or(0, MemoryView::data_size);
        let end = u64::from(ptr).checked_add(len).ok_or(Errno::Fault)?;
        if end <= size { Ok(()) } else { Err(Errno::Fault) }
    }

    /// Fills `bytes` from `ptr` on.
    pub(crate) fn read(&self, ptr: u32, bytes: &mut [u8]) -> Result<(), Errno> {
        self.check(ptr, bytes.len() as u64)?;
        let view = self.view.as_ref().ok_or(Errno::Fault)?;
        view.read(u64::from(ptr), bytes).map_err(|_| Errno::Fault)
    }

    /// Copies `bytes` to `ptr`.
    pub(crate) fn write(&self, ptr: u32, bytes: &[u8]) -> Result<(), Errno> {
        self.check(ptr, bytes.len() as u64)?;
        let view = self.view.as_ref().ok_or(Errno::Fault)?;
        view.write(u64::from(ptr), bytes).map_err(|_| Errno::Fault)
    }

    /// Writes a number of 32 bits.
    pub(crate) fn write_u32(&self, ptr: u32, value: u32) -> Result<(), Errno> {
        self.write(ptr, &value.to_le_bytes())
    }

    /// Writes a number of 64 bits.
    pub(crate) fn write_u64(&self, ptr: u32, value: u64) -> Result<(), Errno> {
        self.write(ptr, &value.to_le_bytes())
    }
}

/// A little-endian number of 32 bits within bytes that were read.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
