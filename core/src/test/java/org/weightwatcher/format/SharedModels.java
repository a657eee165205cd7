package org.weightwatcher.format;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of models that lies beside the project on some machines.
public final class SharedModels {
  private SharedModels() {}

  /// @param test who asks, for the line that says that it did not run
  /// @param name folder below the models
  public static Path folder(Class<?> test, String name) {
    Path folder =
        Path.of(System.getProperty("weightwatcher.root", "."), "..", "shared", "models", name)
            .normalize();
    if (!Files.isDirectory(folder)) {
      System.out.println(test.getSimpleName() + " did not run: no folder " + name);
    }
    assumeTrue(Files.isDirectory(folder));
    return folder;
  }
}
