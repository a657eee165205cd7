package org.weightwatcher.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: the folder names inside the published jars, and the rules of each system for caches.
class HostTest {
  private static final Path HOME = Path.of("home").toAbsolutePath();

  private static Map<String, String> properties(String system) {
    return Map.of(
        "os.name",
        system,
        "user.home",
        HOME.toString(),
        "user.name",
        "ada",
        "java.io.tmpdir",
        "tmp");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-arm64",
    "Mac OS X, aarch64, macosx-arm64",
    "Mac OS X, x86_64, macosx-x86_64",
    "Windows 11, amd64, windows-x86_64"
  })
  void knowsThePublishedPlatforms(String system, String arch, String folder) {
    Host host = new Host(Map.of("os.name", system, "os.arch", arch), Map.of());
    NativePlatform platform = host.platform().orElseThrow();
    assertThat(platform.folder()).isEqualTo(folder);
    assertThat(platform.files().getLast()).startsWith("libopenblas.");
    assertThat(platform.resource("x")).isEqualTo("org/bytedeco/openblas/" + folder + "/x");
  }

  @ParameterizedTest
  @CsvSource({"Linux, s390x", "Windows 11, aarch64", "'', ''"})
  void otherPlatformsHaveNone(String system, String arch) {
    assertThat(new Host(Map.of("os.name", system, "os.arch", arch), Map.of()).platform()).isEmpty();
  }

  @Test
  void linuxFollowsTheXdgRules() {
    Path cache = Path.of("cache").toAbsolutePath();
    Host set = new Host(properties("Linux"), Map.of("XDG_CACHE_HOME", cache.toString()));
    Path fallback = Path.of("tmp", "weightwatcher-ada");
    assertThat(set.cacheFolders()).containsExactly(cache.resolve("weightwatcher"), fallback);
    Path standard = HOME.resolve(".cache").resolve("weightwatcher");
    assertThat(new Host(properties("Linux"), Map.of()).cacheFolders())
        .containsExactly(standard, fallback);
    assertThat(new Host(properties("Linux"), Map.of("XDG_CACHE_HOME", "relative")).cacheFolders())
        .as("a relative path is ignored")
        .containsExactly(standard, fallback);
  }

  @Test
  void macAndWindowsUseTheirOwnFolders() {
    assertThat(new Host(properties("Mac OS X"), Map.of()).cacheFolders())
        .startsWith(HOME.resolve("Library").resolve("Caches").resolve("weightwatcher"));
    assertThat(new Host(properties("Windows 11"), Map.of("LOCALAPPDATA", "local")).cacheFolders())
        .startsWith(Path.of("local", "weightwatcher"));
    assertThat(new Host(properties("Windows 11"), Map.of()).cacheFolders()).hasSize(1);
  }

  @Test
  void emptySettingsCountAsAbsent() {
    Host host = new Host(Map.of("p", ""), Map.of("v", ""));
    assertThat(host.property("p")).isEmpty();
    assertThat(host.variable("v")).isEmpty();
    assertThat(host.cacheFolders()).isEmpty();
  }
}
