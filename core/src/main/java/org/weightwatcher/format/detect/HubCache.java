package org.weightwatcher.format.detect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the snapshot in a folder of the hub cache: `models--OWNER--NAME` with `refs/main` and
/// `snapshots/COMMIT`.
final class HubCache {
  /// A commit is 40 characters; a reference that is longer is none.
  private static final int COMMIT_MAX = 64;

  private HubCache() {}

  /// @return the folder to read in place of the one given, if that is one of the cache
  static Optional<Folder> resolve(Folder folder) {
    if (folder.name().equals("snapshots")) {
      return folder.folders().size() == 1
          ? Optional.of(Folder.list(folder.path(folder.folders().getFirst())))
          : Optional.empty();
    }
    if (!folder.name().startsWith("models--") || !folder.hasFolder("snapshots")) {
      return Optional.empty();
    }
    Folder snapshots = Folder.list(folder.path("snapshots"));
    String main = main(folder);
    if (snapshots.hasFolder(main)) {
      return Optional.of(Folder.list(snapshots.path(main)));
    }
    return switch (snapshots.folders().size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Folder.list(snapshots.path(snapshots.folders().getFirst())));
      default -> throw FolderKinds.ambiguous(snapshots, snapshots.folders());
    };
  }

  /// The commit that `refs/main` names; empty if there is none. It is only compared with the names
  /// of the snapshots, never used as a path.
  private static String main(Folder folder) {
    Path main = Path.of(folder.path("refs/main"));
    try {
      return Files.isRegularFile(main) && Files.size(main) <= COMMIT_MAX
          ? new String(Files.readAllBytes(main), StandardCharsets.ISO_8859_1).strip()
          : "";
    } catch (IOException unreadable) {
      // The only snapshot is then as good a choice.
      return "";
    }
  }
}
