package dev.placemill.server.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's certificate and key, taken anew when their files change: new connections see the
/// new one, and none is cut.
final class TlsIdentity extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(TlsIdentity.class);

  private final TlsConfig config;
  private List<String> stamp;
  private volatile X509ExtendedKeyManager current;
  private volatile String pin;

  /// @throws UnusableCertificate when there is nothing to begin with
  TlsIdentity(TlsConfig config) {
    this.config = config;
    this.stamp = stamp();
    PemFiles files = PemFiles.read(config);
    this.current = manager(files);
    this.pin = pin(files);
    warnWhenExpired(files);
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /// By which a command on this machine knows that it speaks to this very server: SHA-256 of the
  /// certificate, in URL-safe base 64.
  String pin() {
    return pin;
  }

  /// Takes what the files hold now, if they have changed. What cannot be used is said in the log,
  /// and the one before stays.
  ///
  /// @return whether there is a new one
  synchronized boolean renew() {
    List<String> now = stamp();
    if (now.equals(stamp)) {
      return false;
    }
    stamp = now;
    try {
      PemFiles files = PemFiles.read(config);
      current = manager(files);
      pin = pin(files);
      warnWhenExpired(files);
      return true;
    } catch (UnusableCertificate e) {
      LOG.warn("The certificate is not renewed: {}", e.getMessage());
      return false;
    }
  }

  private List<String> stamp() {
    return Stream.of(config.certificate(), config.key()).map(TlsIdentity::stamp).toList();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %d %s".formatted(is.lastModifiedTime(), is.size(), is.fileKey());
    } catch (IOException _) {
      return "";
    }
  }

  private static X509ExtendedKeyManager manager(PemFiles files) {
    try {
      char[] none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("server", files.key(), none, files.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, none);
      for (KeyManager manager : factory.getKeyManagers()) {
        if (manager instanceof X509ExtendedKeyManager found) {
          return found;
        }
      }
      throw new IllegalStateException("no key manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableCertificate("Certificate and key do not go together.", e);
    }
  }

  private static String pin(PemFiles files) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(files.chain().getFirst().getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void warnWhenExpired(PemFiles files) {
    Date end = files.chain().getFirst().getNotAfter();
    if (end.toInstant().isBefore(Instant.now())) {
      LOG.warn("The certificate has expired on {}; clients will refuse it.", end.toInstant());
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return current.chooseEngineServerAlias(keyType, issuers, engine);
  }

  @Override
  public @Nullable String chooseServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return current.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public String @Nullable [] getServerAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return current.getServerAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    return current.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    return current.getPrivateKey(alias);
  }

  @Override
  public String @Nullable [] getClientAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
