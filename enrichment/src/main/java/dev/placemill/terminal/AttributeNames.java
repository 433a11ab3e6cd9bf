package dev.placemill.terminal;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.AttributeSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The names a person gives of attributes and sets of them.
public final class AttributeNames {
  private AttributeNames() {}

  /// The wire names of everything named; none when nothing is.
  ///
  /// @throws CommandFailure naming what nobody knows
  public static List<String> wireNames(List<String> names) {
    return attributes(names).stream().map(Attribute::wireName).toList();
  }

  /// Everything named; nothing when nothing is.
  ///
  /// @throws CommandFailure naming what nobody knows
  public static Set<Attribute> attributes(List<String> names) {
    Set<Attribute> wanted = EnumSet.noneOf(Attribute.class);
    for (String name : names) {
      wanted.addAll(attributes(name.strip()));
    }
    return wanted;
  }

  private static Set<Attribute> attributes(String name) {
    return AttributeSet.findByWireName(name)
        .<Set<Attribute>>map(AttributeSet::attributes)
        .or(() -> AttributeKeys.find(name))
        .orElseThrow(() ->
            CommandFailure.usage(
                "\"%s\" is no attribute; --attributes takes the sets open_closed, core and all, and %s."
                    .formatted(name, String.join(", ", AttributeKeys.wireNames()))));
  }
}
