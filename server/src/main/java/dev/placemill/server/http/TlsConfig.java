package dev.placemill.server.http;

import dev.placemill.config.ConfigReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the server shows of itself over TLS: the keys `http.tls.*`.
///
/// @param certificate a PEM file: the server's certificate, then those that lead to a root
/// @param key a PEM file with the private key of the first
public record TlsConfig(Path certificate, Path key) {
  static @Nullable TlsConfig read(ConfigReader reader) {
    String certificate =
        reader.optionalText(
            "http.tls.certificate",
            "PEM file with the server's certificate and those that lead to a root, like certbot's"
                + " `fullchain.pem`; set, the server speaks HTTPS only");
    String key =
        reader.optionalText(
            "http.tls.key",
            "PEM file with the private key of the certificate, like certbot's `privkey.pem`");
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      reader.refuse(
          "http.tls.certificate and http.tls.key are set together, or neither; %s is missing."
              .formatted(certificate == null ? "http.tls.certificate" : "http.tls.key"));
      return null;
    }
    return new TlsConfig(Path.of(certificate), Path.of(key));
  }
}
