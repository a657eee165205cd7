package org.weightwatcher.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: the bytes of the library on the class path, small false libraries, and whole messages.
class OpenBlasSearchTest {
  private static final byte[] CONTENT = "not a library".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  /// This machine with an empty cache folder and no settings of the person who runs the test.
  private Host host(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>();
    for (String name : List.of("os.name", "os.arch", "user.name")) {
      Host.current().property(name).ifPresent(value -> all.put(name, value));
    }
    all.put("user.home", temporary.resolve("home").toString());
    all.put("java.io.tmpdir", temporary.resolve("tmp").toString());
    all.putAll(properties);
    return new Host(all, Map.of());
  }

  /// A class path with one false library for each file of a platform.
  private URLClassLoader falseLibraries(NativePlatform platform) throws IOException {
    Path root = temporary.resolve("classes");
    for (String file : platform.files()) {
      Path library = root.resolve(platform.resource(file));
      Files.createDirectories(library.getParent());
      Files.write(library, CONTENT);
    }
    return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
  }

  private NativeBundle falseBundle() throws IOException {
    try (URLClassLoader loader = falseLibraries(NativePlatform.MACOSX_X86_64)) {
      return NativeBundle.find(NativePlatform.MACOSX_X86_64, loader).orElseThrow();
    }
  }

  private static String reason(OpenBlasLibrary library) {
    return switch (library) {
      case OpenBlasLibrary.Absent(String reason) -> reason;
      case OpenBlasLibrary.Loaded(_, String origin) -> throw new AssertionError("loaded " + origin);
    };
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theBundledLibraryIsExtractedIntoAnEmptyCacheAndLoaded() throws IOException {
    Host host = host(Map.of());
    OpenBlasLibrary library = new OpenBlasSearch(host).find();
    assertThat(library).isInstanceOf(OpenBlasLibrary.Loaded.class);
    NativePlatform platform = host.platform().orElseThrow();
    Path base = host.cacheFolders().getFirst();
    assertThat(base).startsWith(temporary.resolve("home")).hasFileName("weightwatcher");
    Path folder = list(base).getFirst();
    assertThat(folder.getFileName().toString())
        .matches("openblas-[0-9.-]+-" + platform.folder() + "-[0-9a-f]{16}");
    // Each file and its marker, and nothing temporary.
    assertThat(list(folder)).hasSize(2 * platform.files().size());
    Path main = folder.resolve(platform.files().getLast());
    try (var in =
        OpenBlasSearch.class
            .getClassLoader()
            .getResourceAsStream(platform.resource(platform.files().getLast()))) {
      assertThat(in).isNotNull().hasBinaryContent(Files.readAllBytes(main));
    }
  }

  @Test
  void theMarkerHoldsSizeAndHash() throws Exception {
    Path file = new NativeCache(temporary.resolve("cache")).install(falseBundle()).getFirst();
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    assertThat(NativeCache.marker(file)).hasContent(CONTENT.length + " " + hash);
  }

  @Test
  void filesComeInLoadingOrderWithAbsolutePaths() throws IOException {
    List<Path> files = new NativeCache(temporary.resolve("cache")).install(falseBundle());
    assertThat(files).allMatch(Path::isAbsolute);
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .isEqualTo(NativePlatform.MACOSX_X86_64.files());
  }

  @Test
  void theCacheIsPrivate() throws IOException {
    Path base = temporary.resolve("cache");
    Files.createDirectory(base);
    boolean posix = base.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    NativeBundle bundle = falseBundle();
    new NativeCache(base).install(bundle);
    Path folder = base.resolve(bundle.name());
    for (Path each : List.of(base, folder)) {
      assertThat(each).isDirectory();
      if (posix) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void anIntactFileIsUsedAgain() throws IOException {
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    NativeBundle bundle = falseBundle();
    Path file = cache.install(bundle).getFirst();
    Object before = Files.getAttribute(file, fileIdentity());
    assertThat(cache.install(bundle).getFirst()).isEqualTo(file);
    assertThat(Files.getAttribute(file, fileIdentity())).isEqualTo(before);
  }

  // A new file under the same name has another key, or where there is none another creation time.
  private String fileIdentity() throws IOException {
    boolean hasKey =
        Files.getAttribute(temporary, "basic:fileKey", LinkOption.NOFOLLOW_LINKS) != null;
    return hasKey ? "basic:fileKey" : "basic:creationTime";
  }

  @Test
  void damagedFilesAreReplaced() throws IOException {
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    NativeBundle bundle = falseBundle();
    List<Path> files = cache.install(bundle);
    Files.write(files.get(0), new byte[] {1});
    // Of the same size, so only the time tells.
    Files.write(files.get(1), new byte[CONTENT.length]);
    Files.delete(files.get(2));
    Files.writeString(NativeCache.marker(files.get(3)), "");
    assertThat(cache.install(bundle)).isEqualTo(files);
    for (Path file : files) {
      assertThat(file).hasBinaryContent(CONTENT);
      assertThat(NativeCache.marker(file)).content().startsWith(CONTENT.length + " ");
    }
  }

  @Test
  void anotherLibraryGetsAnotherFolder() throws IOException {
    NativeBundle before = falseBundle();
    Path library =
        temporary
            .resolve("classes")
            .resolve(NativePlatform.MACOSX_X86_64.resource("libopenblas.0.dylib"));
    Files.write(library, new byte[CONTENT.length]);
    Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {temporary.resolve("classes").toUri().toURL()}, null)) {
      NativeBundle after = NativeBundle.find(NativePlatform.MACOSX_X86_64, loader).orElseThrow();
      assertThat(after.name()).isNotEqualTo(before.name());
    }
  }

  @Test
  void twoAtOnceExtractTheSameFiles() throws Exception {
    NativeCache cache = new NativeCache(temporary.resolve("cache"));
    NativeBundle bundle = falseBundle();
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<List<Path>> install =
        () -> {
          start.await();
          return cache.install(bundle);
        };
    List<List<Path>> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (Future<List<Path>> result : executor.invokeAll(List.of(install, install))) {
        results.add(result.get());
      }
    }
    assertThat(results.getFirst()).isEqualTo(results.getLast());
    for (Path file : results.getFirst()) {
      assertThat(file).hasBinaryContent(CONTENT);
    }
    assertThat(list(cache.base().resolve(bundle.name()))).hasSize(8);
  }

  @Test
  void anUnusableHomeFallsBackToTheTemporaryFolder() throws IOException {
    Files.writeString(temporary.resolve("home"), "a file where a folder should be");
    OpenBlasLibrary library = new OpenBlasSearch(host(Map.of("user.name", "a/b"))).find();
    assertThat(library).isInstanceOf(OpenBlasLibrary.Loaded.class);
    assertThat(temporary.resolve("tmp").resolve("weightwatcher-a_b")).isDirectory();
  }

  @Test
  void anOverrideThatDoesNotExistIsReported() {
    String missing = temporary.resolve("missing.so").toString();
    Host byProperty = host(Map.of(OpenBlasSearch.PROPERTY, missing));
    assertThat(reason(new OpenBlasSearch(byProperty).find()))
        .isEqualTo("weightwatcher.openblas is not a file: " + missing);
    Host byVariable =
        new Host(byProperty.properties(), Map.of(OpenBlasSearch.VARIABLE, "also missing"));
    assertThat(reason(new OpenBlasSearch(byVariable).find()))
        .as("the property goes first")
        .isEqualTo("weightwatcher.openblas is not a file: " + missing);
    Host variableOnly = new Host(Map.of(), Map.of(OpenBlasSearch.VARIABLE, "also missing"));
    assertThat(reason(new OpenBlasSearch(variableOnly).find()))
        .isEqualTo("WEIGHTWATCHER_OPENBLAS is not a file: also missing");
  }

  @Test
  void anOverrideThatIsNoLibraryIsReported() throws IOException {
    Path file = Files.write(temporary.resolve("false.so"), CONTENT);
    Host host = host(Map.of(OpenBlasSearch.PROPERTY, file.toString()));
    assertThat(reason(new OpenBlasSearch(host).find())).startsWith(file + " cannot be loaded: ");
  }

  @Test
  void anOverrideIsLoaded() throws IOException {
    Host host = host(Map.of());
    NativePlatform platform = host.platform().orElseThrow();
    NativeBundle bundle =
        NativeBundle.find(platform, OpenBlasSearch.class.getClassLoader()).orElseThrow();
    List<Path> files = new NativeCache(temporary.resolve("cache")).install(bundle);
    Host overridden = host(Map.of(OpenBlasSearch.PROPERTY, files.getLast().toString()));
    assertThat(new OpenBlasSearch(overridden).find())
        .isInstanceOfSatisfying(
            OpenBlasLibrary.Loaded.class,
            loaded -> assertThat(loaded.origin()).isEqualTo(files.getLast().toString()));
  }

  @Test
  void aLibraryWithoutTheRoutinesIsReported() throws IOException {
    NativePlatform platform = host(Map.of()).platform().orElseThrow();
    NativeBundle bundle =
        NativeBundle.find(platform, OpenBlasSearch.class.getClassLoader()).orElseThrow();
    List<Path> files = new NativeCache(temporary.resolve("cache")).install(bundle);
    if (files.size() > 1) {
      String first = files.getFirst().toString();
      assertThat(reason(NativeLapack.open(List.of(first), host(Map.of()))))
          .isEqualTo(first + " lacks a routine: dsyevd_");
    }
  }

  @Test
  void everyReasonIsToldWhenNothingIsFound() throws IOException {
    Host host = host(Map.of("os.name", "Windows 11", "os.arch", "amd64"));
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      assertThat(reason(new OpenBlasSearch(host, nothing).find()))
          .isEqualTo("the class path has no library for windows-x86_64");
      Host unknown = host(Map.of("os.name", "Windows 11", "os.arch", "riscv64"));
      assertThat(reason(new OpenBlasSearch(unknown, nothing).find()))
          .isEqualTo("no library is published for Windows 11 on riscv64");
      Host mac = host(Map.of("os.name", "Mac OS X", "os.arch", "aarch64"));
      String accelerate = mac.systemLibraries().getFirst();
      if (!Host.current().property("os.name").orElse("").startsWith("Mac")) {
        assertThat(reason(new OpenBlasSearch(mac, nothing).find()))
            .startsWith(
                "the class path has no library for macosx-arm64; "
                    + accelerate
                    + " cannot be loaded: ");
      }
    }
  }
}
