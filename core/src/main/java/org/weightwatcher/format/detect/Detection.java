package org.weightwatcher.format.detect;

import java.util.Optional;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.safetensors.SafetensorsReader;

/// Opens a path; so far every path is a safetensors file.
public final class Detection {
  private Detection() {}

  /// @param location path as the user gave it
  /// @param sources opens files
  /// @param forced what it is, if the user says so
  /// @return the model
  public static ModelFile open(String location, ByteSources sources, Optional<Container> forced) {
    return SafetensorsReader.open(location, location, sources.open(location));
  }
}
