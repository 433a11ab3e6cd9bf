package dev.placemill.server.webhook;

import java.util.List;

/// An address that a batch names for itself.
///
/// @param eventTypes what is sent there; empty for all
public record Callback(String url, List<String> eventTypes) {
  public Callback {
    eventTypes = List.copyOf(eventTypes);
  }
}
