package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far one source is believed: the probability that a value is right, given that the record is
/// the place and the value is fresh.
///
/// @param usual for every attribute but the exceptions
/// @param exceptions in order of the attributes
public record TrustLevel(double usual, Map<Attribute, Double> exceptions) {
  static final TrustLevel NONE = new TrustLevel(0, Map.of());

  public TrustLevel {
    Map<Attribute, Double> inOrder = new EnumMap<>(Attribute.class);
    inOrder.putAll(exceptions);
    exceptions = Collections.unmodifiableMap(inOrder);
  }

  /// Reads a level as a setting has it: `0.95 phone=0.97 opening_hours=0.96`. What it does not
  /// mention stays as it was, unless it begins with a number for all.
  ///
  /// @param before what it changes
  public static Optional<TrustLevel> find(String text, TrustLevel before) {
    double usual = before.usual;
    Map<Attribute, Double> exceptions = new EnumMap<>(Attribute.class);
    exceptions.putAll(before.exceptions);
    for (String part : text.strip().split("[\\s,]+", -1)) {
      String[] sides = part.split("=", -1);
      Optional<Double> number = findProbability(sides[sides.length - 1]);
      Optional<Attribute> attribute = Attribute.findByWireName(sides[0]);
      if (number.isEmpty() || sides.length > 2 || (sides.length == 2 && attribute.isEmpty())) {
        return Optional.empty();
      }
      if (sides.length == 1) {
        usual = number.get();
        exceptions.clear();
      } else {
        attribute.ifPresent(known -> exceptions.put(known, number.get()));
      }
    }
    return Optional.of(new TrustLevel(usual, exceptions));
  }

  private static Optional<Double> findProbability(String text) {
    try {
      double number = Double.parseDouble(text);
      return number >= 0 && number < 1 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  double of(Attribute attribute) {
    return exceptions.getOrDefault(attribute, usual);
  }

  /// The form in which it is read.
  public String text() {
    return Stream.concat(
            Stream.of(Double.toString(usual)),
            exceptions.entrySet().stream()
                .map(exception ->
                    exception.getKey().wireName() + "=" + Double.toString(exception.getValue())))
        .collect(Collectors.joining(" "));
  }
}
