package dev.placemill.reference;

/// An import that cannot start, though its file may be good. The message is one sentence for
/// people.
public final class ImportRefused extends RuntimeException {
  ImportRefused(String sentence) {
    super(sentence);
  }
}
