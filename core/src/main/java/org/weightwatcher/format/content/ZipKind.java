package org.weightwatcher.format.content;

import java.util.List;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.keras.KerasArchive;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;

/// Tells the kinds of zip archives apart by the names of their entries.
final class ZipKind {
  private static final String ARRAY = ".npy";
  private static final String ARRAYS = ".npz";

  private ZipKind() {}

  /// @param head a zip archive
  /// @return the container whose reader knows it, or says why it is none
  static Container of(Head head) {
    ZipDirectory directory;
    try {
      directory = ZipDirectory.read(head.source());
    } catch (ModelFormatException broken) {
      // Every reader says in which way.
      return head.nameEnds(ARRAYS) ? Container.NPZ : Container.TORCH_ZIP;
    }
    if (KerasArchive.isOne(directory)) {
      return Container.KERAS_ZIP;
    }
    return isNpz(head, directory) ? Container.NPZ : Container.TORCH_ZIP;
  }

  private static boolean isNpz(Head head, ZipDirectory directory) {
    List<String> names = directory.entries().stream().map(ZipEntry::name).toList();
    if (head.nameEnds(ARRAYS)) {
      return names.stream().noneMatch(name -> name.endsWith("data.pkl"));
    }
    List<String> files = names.stream().filter(name -> !name.endsWith("/")).toList();
    return !files.isEmpty() && files.stream().allMatch(name -> name.endsWith(ARRAY));
  }
}
