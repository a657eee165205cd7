package org.weightwatcher.format.detect;

import java.util.List;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
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
    return isNpz(head) ? Container.NPZ : Container.TORCH_ZIP;
  }

  private static boolean isNpz(Head head) {
    List<String> names;
    try {
      names = ZipDirectory.read(head.source()).entries().stream().map(ZipEntry::name).toList();
    } catch (ModelFormatException broken) {
      // Both readers say in which way.
      return head.nameEnds(ARRAYS);
    }
    if (head.nameEnds(ARRAYS)) {
      return names.stream().noneMatch(name -> name.endsWith("data.pkl"));
    }
    List<String> files = names.stream().filter(name -> !name.endsWith("/")).toList();
    return !files.isEmpty() && files.stream().allMatch(name -> name.endsWith(ARRAY));
  }
}
