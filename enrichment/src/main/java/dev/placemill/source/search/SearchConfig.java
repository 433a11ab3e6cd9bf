package dev.placemill.source.search;

import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which search engine is asked.
///
/// @param key null for one that wants none
public record SearchConfig(
    SearchProvider provider, URI endpoint, @Nullable ApiKey key, EndpointLimits limits) {}
