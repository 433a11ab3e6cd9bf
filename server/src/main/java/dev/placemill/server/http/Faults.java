package dev.placemill.server.http;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a request. A small body can be wrong in millions of ways, each of which takes
/// many times the memory of the bytes it stands for, so only the first are kept.
public final class Faults {
  private static final int MOST = 1_000;

  private final List<Fault> kept = new ArrayList<>();
  private boolean more;

  public void add(String pointer, String detail) {
    add(new Fault(pointer, detail));
  }

  public void add(Fault fault) {
    if (kept.size() < MOST) {
      kept.add(fault);
    } else {
      more = true;
    }
  }

  /// The first of them.
  public List<Fault> kept() {
    return List.copyOf(kept);
  }

  /// Adds what was found elsewhere.
  public void addAll(Faults others) {
    others.kept.forEach(this::add);
    more |= others.more;
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /// Refuses the request if anything is wrong with it.
  public void refuse() {
    if (!kept.isEmpty()) {
      throw new ApiException(ErrorCode.INVALID_REQUEST, sentence(), kept);
    }
  }

  private String sentence() {
    if (kept.size() == 1) {
      return kept.getFirst().sentence();
    }
    return "%s%,d things are wrong with this request; nothing was stored."
        .formatted(more ? "More than " : "", kept.size());
  }
}
