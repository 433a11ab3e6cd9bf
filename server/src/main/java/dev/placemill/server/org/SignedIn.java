package dev.placemill.server.org;

import dev.placemill.server.http.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who is signed in to the console.
///
/// @param key with which they signed in; null for whoever needs none
/// @param until when they have to do so again, if they do nothing until then; null for never
public record SignedIn(Caller caller, @Nullable ApiKey key, @Nullable Instant until) {}
