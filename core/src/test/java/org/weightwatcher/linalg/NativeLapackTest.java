package org.weightwatcher.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Judge: the form of the texts in the Javadoc of [Lapack#description].
class NativeLapackTest {

  private static String description(Map<String, String> environment) {
    // The library is in the cache already; the environment only changes what is said about it.
    Host current = Host.current();
    Map<String, String> variables = new HashMap<>(current.environment());
    variables.remove("OPENBLAS_CORETYPE");
    variables.putAll(environment);
    return switch (new OpenBlasSearch(new Host(current.properties(), variables)).find()) {
      case OpenBlasLibrary.Loaded(NativeLapack lapack, _) -> lapack.description();
      case OpenBlasLibrary.Absent(String reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void aMissingFileIsAbsenceWithItsName() {
    OpenBlasLibrary library = NativeLapack.open(List.of("libmissing.so.99"), Host.current());
    assertThat(library)
        .isInstanceOfSatisfying(
            OpenBlasLibrary.Absent.class,
            absent ->
                assertThat(absent.reason()).startsWith("libmissing.so.99 cannot be loaded: "));
  }

  @Test
  void heapMemoryIsRefusedRatherThanCopied() {
    MemorySegment heap = MemorySegment.ofArray(new double[4]);
    Lapack lapack = LapackTest.nativeLapack();
    assertThatIllegalArgumentException().isThrownBy(() -> lapack.eigenvalues(2, heap, heap));
  }

  @Test
  void aForcedKernelIsNamed() {
    assertThat(description(Map.of())).matches("OpenBLAS 0\\.\\d+\\.\\d+ \\(\\w+\\)");
    assertThat(description(Map.of("OPENBLAS_CORETYPE", "Haswell")))
        .matches("OpenBLAS 0\\.\\d+\\.\\d+ \\(\\w+, forced by OPENBLAS_CORETYPE\\)");
  }
}
