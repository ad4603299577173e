use battle::Submission;
use sandbox::Backend;

/// A bot that is given to a worker.
#[derive(Clone, Copy, Debug)]
pub struct Bot<'b> {
    /// As its author handed it in.
    pub submission: Submission<'b>,
    /// What compiles it. Each bot of a match may have another; none changes a result.
    pub backend: Backend,
}
