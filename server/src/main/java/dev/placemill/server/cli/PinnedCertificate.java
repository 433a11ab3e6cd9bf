package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trust in the one certificate that an address names: `https://127.0.0.1:8443#sha256=...`. So the
/// commands of a machine speak to its server, whose certificate is for another name than the
/// machine's own address.
final class PinnedCertificate extends X509ExtendedTrustManager {
  private static final String MARK = "sha256=";

  private final byte[] pin;

  private PinnedCertificate(byte[] pin) {
    this.pin = pin;
  }

  /// Whom to trust at an address; nobody but whom the system trusts where it does not say.
  static Optional<SSLContext> findTrust(URI address) {
    String fragment = address.getFragment();
    if (fragment == null || !fragment.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      byte[] pin = Base64.getUrlDecoder().decode(fragment.substring(MARK.length()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificate(pin)}, new SecureRandom());
      return Optional.of(context);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("The address %s has no usable sha256.".formatted(address), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private void check(X509Certificate @Nullable [] chain) throws CertificateException {
    try {
      if (chain == null
          || chain.length == 0
          || !MessageDigest.isEqual(
              pin, MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()))) {
        throw new CertificateException("another server answers there than the one that is known");
      }
    } catch (GeneralSecurityException e) {
      throw e instanceof CertificateException refused ? refused : new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
