package org.weightwatcher.format.detect;

import java.util.List;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.content.Verdict;

/// One complete copy of a model in a folder.
sealed interface WeightSet {
  /// Name for messages.
  String title();

  /// Names of its files, as far as the folder tells.
  default List<String> files() {
    return List.of(title());
  }

  /// One file.
  record Single(String title) implements WeightSet {}

  /// An index and the files that it names.
  record Indexed(String title) implements WeightSet {}

  /// Numbered files without an index, sorted by name.
  record Numbered(String title, List<String> files) implements WeightSet {}

  /// A description of arrays and the arrays.
  record FlatFiles(String title) implements WeightSet {}

  /// A set that is recognised and not read.
  record Unread(String title, Verdict.Refused why) implements WeightSet {}

  /// Whether its files may be of that container, judged by the name.
  default boolean mayBe(Container container) {
    boolean safetensors = title().contains(".safetensors");
    boolean keras = WeightSets.isKerasName(title());
    return switch (container) {
      case SAFETENSORS -> safetensors;
      case NPY -> isNpy();
      case NPZ -> title().endsWith(".npz");
      case TORCH_ZIP, TORCH_LEGACY, TORCH_TAR ->
          !safetensors
              && !keras
              && !isNpy()
              && !title().endsWith(".npz")
              && !(this instanceof Unread);
      case KERAS_HDF5, KERAS_ZIP -> keras;
    };
  }

  private boolean isNpy() {
    return this instanceof FlatFiles || title().endsWith(".npy");
  }
}
