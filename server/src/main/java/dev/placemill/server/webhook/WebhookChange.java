package dev.placemill.server.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client wants of a webhook; null for what stays as it is.
///
/// @param description empty for none
record WebhookChange(
    @Nullable String url,
    @Nullable List<String> eventTypes,
    @Nullable String description,
    @Nullable Boolean enabled) {}
