package dev.placemill.server.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL is and who we are there.
///
/// @param user null when the URL says it
/// @param password null when the URL says it, or none is needed
record Credentials(String url, @Nullable String user, @Nullable String password) {
  Properties asProperties() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("ApplicationName", "placemill");
    return properties;
  }

  /// Why no connection can be had now, or null when one can.
  @Nullable SQLException refusal() {
    try (Connection _ = DriverManager.getConnection(url, asProperties())) {
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  /// What an exception says, on one line.
  static String reason(SQLException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString()).replace('\n', ' ');
  }

  /// The URL without its parameters, which may hold a password.
  String shownUrl() {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }

  @Override
  public String toString() {
    return "Credentials[" + shownUrl() + "]";
  }
}
