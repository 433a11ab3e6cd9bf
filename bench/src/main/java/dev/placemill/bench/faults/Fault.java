package dev.placemill.bench.faults;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Something that goes wrong, and is mended again before it returns.
///
/// @param name under which such faults are commonly listed: F1 and so on
/// @param nodes how many take part
/// @param places in each batch: enough to outlast what happens
/// @param mostCalls how often the upstream may be asked about a place: once, once more for each
///   time that work was lost before it was committed, and some more for nodes that were taken for
///   dead because the machine was too busy to let them say that they live
/// @param preparation what is done before there is work
record Fault(
    String name,
    String about,
    int nodes,
    int places,
    int mostCalls,
    Strike preparation,
    Strike strike) {
  /// Outlasts a few seconds of trouble.
  static final int MANY_PLACES = 500;

  /// What happens to the nodes.
  interface Strike {
    void strike(Nodes nodes) throws IOException;
  }

  /// A fault of three nodes that needs no preparation.
  static Fault of(String name, String about, int mostCalls, Strike strike) {
    return new Fault(name, about, 3, MANY_PLACES, mostCalls, _ -> {}, strike);
  }

  static List<Fault> all() {
    return Stream.of(
            NodeFaults.all(),
            DatabaseFaults.all(),
            NetworkFaults.all(),
            LoadFaults.all(),
            CalendarFaults.all())
        .flatMap(List::stream)
        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
        .toList();
  }

  private int number() {
    return Integer.parseInt(name.substring(1));
  }
}
