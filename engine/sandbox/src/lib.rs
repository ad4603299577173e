//! Hostile bytes in, a metered and suspendable player out.
