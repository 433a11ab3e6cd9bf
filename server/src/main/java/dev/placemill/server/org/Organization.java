package dev.placemill.server.org;

import java.time.Instant;

/// A tenant of the server. Nothing of one organization is ever shown to another.
///
/// @param slug its name in the path of every request
/// @param liveKeys how many of its keys are not revoked
public record Organization(long orgId, String slug, int liveKeys, Instant createdAt) {}
