package org.weightwatcher.format.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// Finds the models below a folder.
final class ModelTree {
  private ModelTree() {}

  /// Links to folders are not followed, so there are no loops and nothing is found twice.
  static List<String> below(String root) {
    List<String> models = new ArrayList<>();
    Deque<String> pending = new ArrayDeque<>(List.of(root));
    long entries = 0;
    while (!pending.isEmpty()) {
      Folder folder = Folder.list(pending.removeFirst());
      entries += folder.files().size() + folder.folders().size();
      if (entries > Limits.DIRECTORY_ENTRIES) {
        throw Limits.exceeded(
            Printable.brief(root) + ": number of entries below the folder",
            entries,
            Limits.DIRECTORY_ENTRIES,
            "");
      }
      models.addAll(modelsOf(folder));
      folder.folders().stream()
          .map(folder::path)
          .filter(path -> !Files.isSymbolicLink(Path.of(path)))
          .forEach(pending::add);
    }
    Collections.sort(models);
    return List.copyOf(models);
  }

  /// The folder itself where it is one model of several files, else each file that may be one.
  private static List<String> modelsOf(Folder folder) {
    if (WeightSets.hasFlatFiles(folder.files()) && FolderKinds.isModel(folder)) {
      return List.of(folder.location());
    }
    List<String> named = folder.files().stream().filter(WeightSets::isModelName).toList();
    boolean described =
        folder.hasFile("config.json")
            || folder.files().stream().anyMatch(name -> name.endsWith(".index.json"))
            || named.stream().anyMatch(ShardNames::isNumbered);
    return described && !named.isEmpty() && FolderKinds.isModel(folder)
        ? List.of(folder.location())
        : named.stream().map(folder::path).toList();
  }

  /// Names of the sub-folders that are models.
  static List<String> directlyBelow(Folder folder) {
    return folder.folders().stream()
        .filter(name -> isModel(Folder.list(folder.path(name))))
        .toList();
  }

  private static boolean isModel(Folder folder) {
    return FolderKinds.isModel(folder)
        || folder.hasFile("saved_model.pb")
        || folder.hasFile("adapter_config.json");
  }
}
