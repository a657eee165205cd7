package org.weightwatcher.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The folder of models and reference tables beside the repository. It is not part of the
/// repository; tests that need it do not run without it, and say so.
public final class SharedFolder {
  private SharedFolder() {}

  public static Optional<Path> find() {
    String root = System.getProperty("weightwatcher.root", "");
    Path shared = Path.of(root).resolve("../shared").normalize();
    return Files.isDirectory(shared.resolve("golden")) ? Optional.of(shared) : Optional.empty();
  }

  /// The folder; without it the test that asks is not run.
  public static Path require(Class<?> test) {
    Optional<Path> shared = find();
    if (shared.isEmpty()) {
      System.out.println(test.getSimpleName() + ": not run, there is no folder of models");
    }
    Assumptions.assumeTrue(shared.isPresent(), "no folder of models");
    return shared.orElseThrow();
  }
}
