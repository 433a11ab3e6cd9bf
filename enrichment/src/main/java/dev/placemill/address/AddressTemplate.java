package dev.placemill.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order in which parts of an address are written: texts, parts, and choices of the first that
/// is known.
record AddressTemplate(List<Piece> pieces) {
  private static final Pattern CHOICE_OR_PART =
      Pattern.compile("\\{\\{#first}}(.*?)\\{\\{/first}}|\\{\\{\\{(\\w+)}}}", Pattern.DOTALL);
  private static final Pattern OR = Pattern.compile("\\s*\\|\\|\\s*");

  /// A stretch of a template.
  sealed interface Piece {
    record Text(String text) implements Piece {}

    record Part(String name) implements Piece {}

    /// The first of these that comes out as more than nothing.
    record Choice(List<AddressTemplate> options) implements Piece {}
  }

  static AddressTemplate of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher found = CHOICE_OR_PART.matcher(text);
    int end = 0;
    while (found.find()) {
      pieces.add(new Piece.Text(text.substring(end, found.start())));
      pieces.add(found.group(1) == null ? new Piece.Part(found.group(2)) : choice(found.group(1)));
      end = found.end();
    }
    pieces.add(new Piece.Text(text.substring(end)));
    return new AddressTemplate(pieces);
  }

  private static Piece choice(String options) {
    return new Piece.Choice(
        OR.splitAsStream(options).map(String::strip).map(AddressTemplate::of).toList());
  }

  String render(Map<String, String> parts) {
    return AddressText.cleaned(filled(parts));
  }

  private String filled(Map<String, String> parts) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(
          switch (piece) {
            case Piece.Text(String literal) -> literal;
            case Piece.Part(String name) -> parts.getOrDefault(name, "");
            case Piece.Choice(var options) ->
                options.stream()
                    .map(option -> option.filled(parts).strip())
                    .filter(option -> !option.isEmpty())
                    .findFirst()
                    .orElse("");
          });
    }
    return text.toString();
  }
}
