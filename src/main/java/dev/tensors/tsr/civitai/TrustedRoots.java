package dev.tensors.tsr.civitai;

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

/** The certificates of a file, trusted beside those that Java brings along. */
final class TrustedRoots {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END");

  /** All authorities in the world take a quarter of a megabyte. */
  private static final long LARGEST_FILE = 16 << 20;

  private TrustedRoots() {}

  /**
   * Trusts the certificates of a file in PEM, too.
   *
   * @param file its path; empty: none
   * @return null if there is no file
   * @throws InvalidSettings if it cannot be read, or holds anything but certificates
   */
  static SSLContext with(String file) {
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
      throw unusable("holds a certificate that cannot be read");
    }
  }

  private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
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
      throw unusable("holds no certificate in PEM");
    }
    return certificates;
  }

  private static String text(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE) {
        throw unusable("is no file of certificates");
      }
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      throw unusable("cannot be read");
    }
  }

  private static InvalidSettings unusable(String reason) {
    return InvalidSettings.ofEnvironment(
        "the file that SSL_CERT_FILE names " + reason + "; correct the variable or unset it");
  }
}
