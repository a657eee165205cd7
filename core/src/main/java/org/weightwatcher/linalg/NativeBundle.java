package org.weightwatcher.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The library files of one platform on the class path, described without reading them.
///
/// @param name version, platform and fingerprint: the name of the folder they are extracted to
/// @param entries the files in loading order
record NativeBundle(String name, List<Entry> entries) {
  private static final String VERSION = "META-INF/maven/org.bytedeco/openblas/pom.properties";
  private static final int FINGERPRINT_DIGITS = 16;

  NativeBundle {
    entries = List.copyOf(entries);
  }

  /// One file.
  ///
  /// @param file its name
  /// @param url where its bytes are
  /// @param size its length in bytes
  /// @param stamp its CRC-32 in a jar, else its time of modification
  record Entry(String file, URL url, long size, long stamp) {

    static Entry of(String file, URL url) throws IOException {
      URLConnection connection = uncached(url);
      if (connection instanceof JarURLConnection jar) {
        try (JarFile _ = jar.getJarFile()) {
          JarEntry entry = jar.getJarEntry();
          return new Entry(file, url, entry.getSize(), entry.getCrc());
        }
      }
      try (InputStream _ = connection.getInputStream()) {
        return new Entry(
            file, url, connection.getContentLengthLong(), connection.getLastModified());
      }
    }

    InputStream open() throws IOException {
      return uncached(url).getInputStream();
    }

    // A cached connection would keep the jar open, and on Windows locked, for the whole process.
    private static URLConnection uncached(URL url) throws IOException {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      return connection;
    }
  }

  /// Looks for the files of a platform.
  ///
  /// @return empty when one of them is not on the class path
  static Optional<NativeBundle> find(NativePlatform platform, ClassLoader loader)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String file : platform.files()) {
      URL url = loader.getResource(platform.resource(file));
      if (url == null) {
        return Optional.empty();
      }
      entries.add(Entry.of(file, url));
    }
    String name =
        "openblas-%s-%s-%s".formatted(version(loader), platform.folder(), fingerprint(entries));
    return Optional.of(new NativeBundle(name, entries));
  }

  private static String version(ClassLoader loader) throws IOException {
    URL url = loader.getResource(VERSION);
    if (url == null) {
      return "unversioned";
    }
    Properties properties = new Properties();
    try (InputStream in = Entry.uncached(url).getInputStream()) {
      properties.load(in);
    }
    return properties.getProperty("version", "unversioned").replaceAll("[^A-Za-z0-9.-]", "_");
  }

  // Over sizes and checksums of the jar's directory: hashing 40 MB would cost more than loading.
  private static String fingerprint(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(entry.file).append(' ').append(entry.size).append(' ').append(entry.stamp);
      text.append('\n');
    }
    byte[] hash = NativeCache.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT_DIGITS);
  }
}
