package org.weightwatcher.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: what was written into a jar by the test. What the cache refuses, and how a bundle
/// describes a jar without reading its entries.
class NativeCacheTest {
  private static final NativePlatform PLATFORM = NativePlatform.MACOSX_ARM64;
  private static final byte[] LIBRARY = "library".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  private NativeBundle bundle(byte[] library, String version) throws IOException {
    Path jar = temporary.resolve("natives.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      put(out, PLATFORM.resource(PLATFORM.files().getLast()), library);
      if (!version.isEmpty()) {
        byte[] text = ("version=" + version + "\n").getBytes(StandardCharsets.UTF_8);
        put(out, "META-INF/maven/org.bytedeco/openblas/pom.properties", text);
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return NativeBundle.find(PLATFORM, loader).orElseThrow();
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  @Test
  void aJarIsDescribedBySizeAndChecksum() throws IOException {
    CRC32 crc = new CRC32();
    crc.update(LIBRARY);
    NativeBundle bundle = bundle(LIBRARY, "1.2-3");
    assertThat(bundle.name()).matches("openblas-1\\.2-3-macosx-arm64-[0-9a-f]{16}");
    NativeBundle.Entry entry = bundle.entries().getFirst();
    assertThat(entry.file()).isEqualTo("libopenblas.0.dylib");
    assertThat(entry.size()).isEqualTo(LIBRARY.length);
    assertThat(entry.stamp()).isEqualTo(crc.getValue());
  }

  @Test
  void theNameDependsOnContentAndVersionOnly() throws IOException {
    String name = bundle(LIBRARY, "1").name();
    assertThat(bundle(LIBRARY, "1").name()).isEqualTo(name);
    assertThat(bundle("LIBRARY".getBytes(StandardCharsets.UTF_8), "1").name()).isNotEqualTo(name);
    assertThat(bundle(LIBRARY, "").name()).startsWith("openblas-unversioned-macosx-arm64-");
  }

  @Test
  void aVersionCannotLeaveTheCacheFolder() throws IOException {
    assertThat(bundle(LIBRARY, "../../x").name()).startsWith("openblas-.._.._x-macosx-arm64-");
  }

  @Test
  void aJarIsExtractedWholeAndNotKeptOpen() throws IOException {
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    List<Path> files = cache.install(bundle(LIBRARY, "1"));
    assertThat(files).hasSize(1);
    assertThat(files.getFirst()).hasBinaryContent(LIBRARY);
    Files.delete(temporary.resolve("natives.jar"));
  }

  @Test
  void aFileOfAnotherLengthThanAnnouncedIsRefused() throws IOException {
    Path source = Files.write(temporary.resolve("source"), LIBRARY);
    URL url = source.toUri().toURL();
    NativeBundle wrong =
        new NativeBundle("wrong", List.of(new NativeBundle.Entry("lib", url, 99, 0)));
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    Path file = cache.base().resolve("wrong").resolve("lib");
    assertThatIOException()
        .isThrownBy(() -> cache.install(wrong))
        .withMessage(file + " was not written as it was read");
    assertThat(file.resolveSibling(".")).isEmptyDirectory();
  }

  @Test
  void aLinkInPlaceOfTheFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path base = Files.createSymbolicLink(temporary.resolve("cache"), elsewhere);
    assertThatIOException()
        .isThrownBy(() -> new NativeCache(base).install(bundle(LIBRARY, "1")))
        .withMessage(base + " is not a folder");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aSourceThatIsGoneLeavesNothingBehind() throws IOException {
    URL url = URI.create(temporary.resolve("gone").toUri().toString()).toURL();
    NativeBundle gone = new NativeBundle("gone", List.of(new NativeBundle.Entry("lib", url, 1, 0)));
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    assertThatIOException().isThrownBy(() -> cache.install(gone));
    assertThat(cache.base().resolve("gone")).isEmptyDirectory();
  }
}
