//! Waiting, which is over at once.

use wasmer_wasix_types::wasi::{Errno, Eventtype};

use super::Stop;
use super::fd;
use super::memory::u32_at;
use crate::cost::COSTS;
use crate::player::{Call, Guest};

/// Size of a `subscription`: user data u64 at 0, type u8 at 8, clock or descriptor u32 at 16.
const SUBSCRIPTION_BYTES: u32 = 48;
/// Size of an `event`: user data u64 at 0, errno u16 at 8, type u8 at 10, bytes ready u64 at 16, flags u16 at 24.
const EVENT_BYTES: u32 = 32;
/// Most subscriptions of one call.
const SUBSCRIPTIONS_MAX: u32 = 1024;

/// Answers every subscription at once: a clock stands still within a tick, so a guest that slept would wait for ever,
/// and pipes are always ready, where readiness of stdin may mean that the read ends the turn.
pub(super) fn poll_oneoff(
    call: &mut Call<'_>,
    subscriptions: u32,
    events: u32,
    count: u32,
    ready: u32,
) -> Result<(), Stop> {
    if count == 0 || count > SUBSCRIPTIONS_MAX {
        return Err(Errno::Inval.into());
    }
    call.charge(u64::from(count) * u64::from(COSTS.subscription))?;
    let (guest, memory) = call.parts();
    memory.check(ready, 4)?;
    memory.check(events, u64::from(count * EVENT_BYTES))?;
    let mut list = vec![0; (count * SUBSCRIPTION_BYTES) as usize];
    memory.read(subscriptions, &mut list)?;
    let answers = list
        .chunks_exact(SUBSCRIPTION_BYTES as usize)
        .map(|subscription| answer(guest, subscription))
        .collect::<Result<Vec<_>, Errno>>()?;
    memory.write(events, answers.as_flattened())?;
    Ok(memory.write_u32(ready, count)?)
}

fn answer(guest: &Guest, subscription: &[u8]) -> Result<[u8; EVENT_BYTES as usize], Errno> {
    let mut event = [0; EVENT_BYTES as usize];
    event[..8].copy_from_slice(&subscription[..8]);
    event[10] = subscription[8];
    if subscription[8] == Eventtype::Clock as u8 {
        return Ok(event);
    }
    let reads = subscription[8] == Eventtype::FdRead as u8;
    if !reads && subscription[8] != Eventtype::FdWrite as u8 {
        return Err(Errno::Inval);
    }
    let descriptor = u32_at(subscription, 16);
    if fd::check(guest, descriptor).is_err() || reads != (descriptor == fd::STDIN) {
        event[8..10].copy_from_slice(&(Errno::Badf as u16).to_le_bytes());
    } else if reads {
        event[16..24].copy_from_slice(&(guest.stdin.front().len() as u64).to_le_bytes());
    }
    Ok(event)
}
