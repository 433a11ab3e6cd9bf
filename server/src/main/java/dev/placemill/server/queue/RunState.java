package dev.placemill.server.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a run that has not ended stands in the queue.
///
/// @param admitted whether it is worked, as against waits for its turn
/// @param paused whether its organization is paused
/// @param pausedAt since when it is paused itself, or null
/// @param aside whether it was paused, and has no running place again yet
/// @param rested how long it was set aside before, since it had a place first
/// @param endsAt what is not done by then fails
/// @param started whether any slice was claimed and has not ended since
/// @param leased how many slices are being worked
/// @param ready how many slices wait for a free worker
/// @param nextDueAt when the first of the slices that wait for a time is tried again, or null
/// @param delayedBecause why that one waits; null also when nobody noted it
public record RunState(
    boolean admitted,
    boolean paused,
    @Nullable Instant pausedAt,
    boolean aside,
    Duration rested,
    Instant endsAt,
    boolean started,
    int leased,
    int ready,
    @Nullable Instant nextDueAt,
    @Nullable String delayedBecause) {}
