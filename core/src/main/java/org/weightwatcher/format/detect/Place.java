package org.weightwatcher.format.detect;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;

/// A folder whose files are being opened.
///
/// @param folder path as the user gave it; empty for the working folder
/// @param sources opens the files
record Place(String folder, ByteSources sources) {
  /// The folder of a file.
  static Place of(String file, ByteSources sources) {
    return new Place(file.substring(0, file.lastIndexOf('/') + 1), sources);
  }

  /// The path of a file of this folder, as the user would give it.
  String path(String name) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /// Opens a file of this folder, if its links stay inside.
  ByteSource open(String name) {
    String path = path(name);
    Links.check(folder, path);
    return sources.open(path);
  }

  Verdict sniff(String name) {
    return Sniffer.test(path(name), open(name));
  }
}
