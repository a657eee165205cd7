package org.weightwatcher.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Judge: the rules in the Javadoc of the loader, whole messages.
class LapackLoaderTest {
  private static final OpenBlasLibrary ABSENT = new OpenBlasLibrary.Absent("none here");

  private static Host host(String... settings) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return new Host(properties, Map.of());
  }

  @Test
  void theNativeLibraryIsLoadedOnceInAProcess() {
    LoadedLapack first = LapackLoader.load();
    assertThat(first.lapack()).isInstanceOf(NativeLapack.class);
    assertThat(first.warning()).isEmpty();
    assertThat(LapackLoader.load().lapack()).isSameAs(first.lapack());
  }

  @Test
  void absenceFallsBackToJavaWithAWarning() {
    LoadedLapack loaded = LapackLoader.choose(host(), () -> ABSENT);
    assertThat(loaded.lapack()).isInstanceOf(JavaLapack.class);
    assertThat(loaded.warning())
        .isEqualTo(
            Optional.of(
                "no native LAPACK library could be loaded (none here); using the slower Java"
                    + " code"));
  }

  @Test
  void absenceIsAnErrorWhereALibraryIsRequired() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LapackLoader.choose(host(LapackLoader.REQUIRED, "true"), () -> ABSENT))
        .withMessage(
            "no native LAPACK library could be loaded (none here) but"
                + " weightwatcher.lapack.required is true");
    assertThat(LapackLoader.choose(host(LapackLoader.REQUIRED, "false"), () -> ABSENT).warning())
        .isPresent();
  }

  @Test
  void javaIsUsedWithoutASearchAndWithoutAWarningWhenAskedFor() {
    LoadedLapack loaded =
        LapackLoader.choose(
            host(LapackLoader.CHOICE, "java", LapackLoader.REQUIRED, "true"),
            () -> {
              throw new AssertionError("searched");
            });
    assertThat(loaded.lapack()).isInstanceOf(JavaLapack.class);
    assertThat(loaded.warning()).isEmpty();
  }

  @Test
  void otherChoicesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LapackLoader.choose(host(LapackLoader.CHOICE, "mkl"), () -> ABSENT))
        .withMessage("weightwatcher.lapack must be native or java but was 'mkl'");
  }
}
