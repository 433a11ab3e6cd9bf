package dev.placemill.server.db;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// Tells other processes of this user how to reach the embedded PostgreSQL of a running server: it
/// is there from the moment the schema is ready until the server stops.
record ConnectionFile(Path file) {
  static ConnectionFile in(Path instance) {
    return new ConnectionFile(instance.resolve("connection.properties"));
  }

  void write(Credentials credentials) throws IOException {
    Properties properties = credentials.asProperties();
    properties.setProperty("url", credentials.url());
    properties.keySet().retainAll(Set.of("url", "user", "password"));
    StringWriter text = new StringWriter();
    properties.store(text, "Made by the running Placemill server; gone when it stops.");
    OwnerOnly.write(file, text.toString());
  }

  Optional<Credentials> find() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException _) {
      return Optional.empty();
    }
    return Optional.ofNullable(properties.getProperty("url"))
        .map(url ->
            new Credentials(
                url, properties.getProperty("user"), properties.getProperty("password")));
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
