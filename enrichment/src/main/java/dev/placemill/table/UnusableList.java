package dev.placemill.table;

/// The file as a whole is no list of places; the message is one sentence for people.
public final class UnusableList extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableList(String sentence) {
    super(sentence);
  }

  UnusableList(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
