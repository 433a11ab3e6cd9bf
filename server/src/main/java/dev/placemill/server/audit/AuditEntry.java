package dev.placemill.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that was done.
///
/// @param action the wire name of an [Action]
/// @param subject the id of what it was done to
/// @param detail a sentence, or null
record AuditEntry(
    long entryId,
    Instant at,
    @Nullable Long keyId,
    String action,
    String subject,
    @Nullable String detail,
    @Nullable String address,
    @Nullable String requestId) {}
