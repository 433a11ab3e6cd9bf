package dev.placemill.server.console;

import java.time.Duration;

/// What whoever sends lists in the console has to stay within.
///
/// @param maxPlaces the most places one batch holds, unless the organization has a limit of its own
/// @param maxJobs the most a list holds that is to be one batch
/// @param retention how long batches are kept
public record ConsoleLimits(int maxPlaces, int maxJobs, long maxUploadBytes, Duration retention) {}
