package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.http.Faults;
import java.sql.Array;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The attributes a batch or a place asks for, as they were stored. What a server of a later
/// version stored and this one does not know is left out.
final class WantedAttributes {
  private WantedAttributes() {}

  /// What a stored place asks for itself, or null when it leaves that to its batch.
  static @Nullable Set<Attribute> of(JsonNode place) {
    // What could not be read was refused when the place was sent.
    var reader = new WantedReader("#", new Faults());
    reader.readBoth(place);
    return reader.wanted();
  }

  /// What a batch asks for, or null for all.
  static @Nullable Set<Attribute> of(@Nullable Array wireNames) throws SQLException {
    if (wireNames == null) {
      return null;
    }
    Set<Attribute> wanted = EnumSet.noneOf(Attribute.class);
    for (String name : (String[]) wireNames.getArray()) {
      Attribute.findByWireName(name).ifPresent(wanted::add);
    }
    return wanted;
  }

  /// What a run asks for of a place.
  static byte[] bytes(Set<Attribute> wanted) {
    return wanted.stream()
        .map(Attribute::wireName)
        .collect(Collectors.joining(","))
        .getBytes(UTF_8);
  }

  static Set<Attribute> ofBytes(byte[] stored) {
    Set<Attribute> wanted = EnumSet.noneOf(Attribute.class);
    for (String name : new String(stored, UTF_8).split(",", -1)) {
      Attribute.findByWireName(name).ifPresent(wanted::add);
    }
    return wanted;
  }

  /// The form in which a batch's attributes are stored.
  static String @Nullable [] wireNames(@Nullable Set<Attribute> wanted) {
    return wanted == null ? null : wanted.stream().map(Attribute::wireName).toArray(String[]::new);
  }
}
