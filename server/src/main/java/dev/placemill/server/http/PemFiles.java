package dev.placemill.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A certificate, those that lead from it to a root, and its private key, from the files that ACME
/// clients write. What is wrong with them is said in one sentence.
record PemFiles(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final byte[] PROBE = "is this its key?".getBytes(StandardCharsets.US_ASCII);

  static PemFiles read(TlsConfig config) {
    List<X509Certificate> chain = new ArrayList<>();
    Matcher certificates = BLOCK.matcher(text(config.certificate()));
    while (certificates.find()) {
      if (certificates.group(1).equals("CERTIFICATE")) {
        chain.add(certificate(bytes(certificates, config.certificate()), config.certificate()));
      }
    }
    if (chain.isEmpty()) {
      throw new UnusableCertificate(
          "There is no certificate in %s; it must be a PEM file with -----BEGIN CERTIFICATE-----."
              .formatted(config.certificate()));
    }
    var files = new PemFiles(List.copyOf(chain), key(config, chain.getFirst().getPublicKey()));
    files.requireSameKey(config);
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UnusableCertificate("There is no file %s.".formatted(file), e);
    } catch (IOException e) {
      throw new UnusableCertificate("The file %s cannot be read.".formatted(file), e);
    }
  }

  private static byte[] bytes(Matcher block, Path file) {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new UnusableCertificate("The file %s is damaged.".formatted(file), e);
    }
  }

  private static X509Certificate certificate(byte[] der, Path file) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new UnusableCertificate("A certificate in %s is damaged.".formatted(file), e);
    }
  }

  private static PrivateKey key(TlsConfig config, PublicKey of) {
    Matcher blocks = BLOCK.matcher(text(config.key()));
    while (blocks.find()) {
      String label = blocks.group(1);
      if (label.equals("PRIVATE KEY")) {
        try {
          return KeyFactory.getInstance(of.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes(blocks, config.key())));
        } catch (GeneralSecurityException e) {
          throw notItsKey(config, e);
        }
      }
      if (label.endsWith(" PRIVATE KEY")) {
        throw new UnusableCertificate(
            "The key in %s is in the form %s; write it anew with: openssl pkcs8 -topk8 -nodes -in OLD -out NEW"
                .formatted(config.key(), label));
      }
    }
    throw new UnusableCertificate(
        "There is no private key in %s; it must be a PEM file with -----BEGIN PRIVATE KEY-----."
            .formatted(config.key()));
  }

  private void requireSameKey(TlsConfig config) {
    PublicKey other = chain.getFirst().getPublicKey();
    String algorithm =
        switch (other.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> other.getAlgorithm();
        };
    try {
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(PROBE);
      byte[] signature = signing.sign();
      var checking = Signature.getInstance(algorithm);
      checking.initVerify(other);
      checking.update(PROBE);
      if (!checking.verify(signature)) {
        throw notItsKey(config, null);
      }
    } catch (GeneralSecurityException e) {
      throw notItsKey(config, e);
    }
  }

  private static UnusableCertificate notItsKey(TlsConfig config, @Nullable Exception cause) {
    String message =
        "The key in %s does not belong to the certificate in %s."
            .formatted(config.key(), config.certificate());
    return cause == null
        ? new UnusableCertificate(message)
        : new UnusableCertificate(message, cause);
  }
}
