package org.weightwatcher.format.detect;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.format.content.Sniffer;
import org.weightwatcher.format.content.Verdict;
import org.weightwatcher.format.numpy.Neighbours;

/// A folder whose files are being opened.
///
/// @param folder path as the user gave it; empty for the working folder
/// @param sources opens the files
record Place(String folder, ByteSources sources) implements Neighbours {
  /// The folder of a file.
  static Place of(String file, ByteSources sources) {
    return new Place(file.substring(0, file.lastIndexOf('/') + 1), sources);
  }

  /// The path of a file of this folder, as the user would give it.
  @Override
  public String path(String name) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /// Opens a file of this folder, if its links stay inside.
  @Override
  public ByteSource open(String name) {
    String path = path(name);
    Links.check(folder, path);
    return sources.open(path);
  }

  @Override
  public boolean isPlain(String name) {
    return ShardNames.isPlain(name);
  }

  Verdict sniff(String name) {
    return Sniffer.test(path(name), open(name));
  }
}
