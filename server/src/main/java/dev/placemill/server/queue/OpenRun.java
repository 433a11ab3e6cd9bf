package dev.placemill.server.queue;

import java.time.Instant;

/// A run of a batch that is to be worked.
///
/// @param run 1 for the submission, one more for each reprocess
/// @param priority among the runs of its organization
/// @param queuedAt when it was asked for
/// @param endsAt what is not done by then fails
public record OpenRun(
    BatchKey batch, int run, Priority priority, Instant queuedAt, Instant endsAt) {}
