package dev.placemill.config;

import java.util.List;

/// The settings cannot be used; each problem is one sentence that names the key, the rule and the
/// value (never the value of a secret).
public final class BadConfiguration extends RuntimeException {
  private final transient List<String> problems;

  BadConfiguration(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
