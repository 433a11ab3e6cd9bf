package dev.placemill.source.llm;

import java.time.Duration;

/// What came of asking the model.
sealed interface ChatReply {
  /// What was used; a guess on the high side where the service does not say.
  Usage usage();

  record Said(String text, Usage usage) implements ChatReply {}

  /// The model answered in a way that is of no use for this place.
  record Useless(String reason, Usage usage) implements ChatReply {}

  /// The service takes no such request, from us or at all: a matter of the settings.
  record NotAccepted(String reason) implements ChatReply {
    @Override
    public Usage usage() {
      return Usage.NONE;
    }
  }

  record Unavailable(String reason, Duration retryAfter, Usage usage) implements ChatReply {}
}
