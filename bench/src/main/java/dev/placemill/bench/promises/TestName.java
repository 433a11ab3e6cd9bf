package dev.placemill.bench.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A test as the reference of the promises names it: `LeaseTest#aRetryWaits`, or a class alone.
public record TestName(String type, @Nullable String method) {
  public static TestName of(String name) {
    String[] parts = name.split("#", 2);
    return new TestName(parts[0], parts.length == 2 ? parts[1] : null);
  }

  /// Its source among the tests of the server.
  Path source(Path tests) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      return files
          .filter(file -> file.endsWith(type + ".java"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no " + type));
    }
  }

  /// As JUnit's selectors name it.
  String qualified(Path tests) throws IOException {
    String path = tests.relativize(source(tests)).toString();
    String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
    return method == null ? name : name + "#" + method;
  }

  @Override
  public String toString() {
    return method == null ? type : type + "#" + method;
  }
}
