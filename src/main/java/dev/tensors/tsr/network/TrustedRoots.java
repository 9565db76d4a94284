package dev.tensors.tsr.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the root certificates of a file in addition to Java's own. */
final class TrustedRoots {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END");

  /** In bytes; the usual bundle of all authorities has a quarter of a megabyte. */
  private static final long LARGEST_FILE = 16 << 20;

  private TrustedRoots() {}

  /**
   * Reads a file of certificates in PEM.
   *
   * @param file the path, or an empty string
   * @return null if the path is empty
   * @throws InvalidSettings if the file cannot be read, or contains anything but certificates
   */
  static @Nullable SSLContext with(String file) {
    if (file.isEmpty()) {
      return null;
    }
    try {
      List<X509Certificate> roots = new ArrayList<>(read(file));
      roots.addAll(ofJava());
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root " + i, roots.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(file, "holds a certificate that cannot be read");
    }
  }

  /** For a null store, the managers that trust Java's own certificates. */
  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static List<X509Certificate> ofJava() throws GeneralSecurityException {
    List<X509Certificate> roots = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager trusts) {
        roots.addAll(List.of(trusts.getAcceptedIssuers()));
      }
    }
    return roots;
  }

  private static List<X509Certificate> read(String file) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher pem = PEM.matcher(text(file));
    while (pem.find()) {
      byte[] der;
      try {
        der = Base64.getMimeDecoder().decode(pem.group(1));
      } catch (IllegalArgumentException e) {
        throw new CertificateException(e);
      }
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    if (certificates.isEmpty()) {
      throw unusable(file, "holds no certificate in PEM");
    }
    return certificates;
  }

  private static String text(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE) {
        throw unusable(file, "is not a file of certificates");
      }
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      throw unusable(file, "cannot be read");
    }
  }

  private static InvalidSettings unusable(String file, String reason) {
    return new InvalidSettings(
        "SSL_CERT_FILE: " + file + " " + reason + "; correct the variable or unset it");
  }
}
