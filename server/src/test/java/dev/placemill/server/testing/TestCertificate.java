package dev.placemill.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for this machine, made by the JDK's own tool, in files as ACME clients write them.
public record TestCertificate(Path certificate, Path key, X509Certificate leaf) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /// @param algorithm of its key: `EC` or `RSA`
  public static TestCertificate make(Path directory, String name, String algorithm) {
    Path store = directory.resolve(name + ".p12");
    try {
      Process tool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-alias",
                      "server",
                      "-keyalg",
                      algorithm,
                      "-dname",
                      "CN=places.example",
                      "-ext",
                      "san=dns:places.example,ip:127.0.0.1",
                      "-validity",
                      "30",
                      "-storetype",
                      "PKCS12",
                      "-keystore",
                      store.toString(),
                      "-storepass",
                      new String(PASSWORD)))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(name + ".log").toFile())
              .start();
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(directory.resolve(name + ".log")));
      }
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
      X509Certificate leaf =
          (X509Certificate) Objects.requireNonNull(keys.getCertificate("server"));
      PrivateKey key = (PrivateKey) Objects.requireNonNull(keys.getKey("server", PASSWORD));
      return new TestCertificate(
          pem(directory.resolve(name + "-fullchain.pem"), "CERTIFICATE", leaf.getEncoded()),
          pem(directory.resolve(name + "-privkey.pem"), "PRIVATE KEY", key.getEncoded()),
          leaf);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path pem(Path file, String label, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text));
  }

  /// Puts this one where another was, as a renewal does.
  public void replace(TestCertificate other) throws IOException {
    for (var move : List.of(List.of(certificate, other.certificate), List.of(key, other.key))) {
      Path whole = Files.createTempFile(move.get(1).getParent(), "new", ".pem");
      try (InputStream from = Files.newInputStream(move.get(0))) {
        Files.copy(from, whole, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(whole, move.get(1), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// For a client that trusts these and nobody else.
  public static SSLContext trusting(TestCertificate... certificates) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, PASSWORD);
      for (TestCertificate certificate : certificates) {
        trusted.setCertificateEntry(certificate.certificate.toString(), certificate.leaf);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
