package dev.placemill.bench.promises;

import java.util.List;

/// What keeps a promise, as changes to the source that switch it off, and the test that must then
/// fail.
///
/// @param promise its name in `docs/reference/guarantees.md`: `P1`
/// @param switchedOff what is switched off, for a person
/// @param edits what switches it off
public record Mechanism(String promise, String switchedOff, TestName test, List<Edit> edits) {
  static Mechanism of(String promise, String switchedOff, String test, Edit... edits) {
    return new Mechanism(promise, switchedOff, TestName.of(test), List.of(edits));
  }
}
