package org.weightwatcher.format.detect;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.content.Verdict;

/// Folders that are recognised by more than their weights, and the messages for those that hold no
/// model.
final class FolderKinds {
  /// Names that one message lists.
  static final int LISTED = 10;

  private FolderKinds() {}

  /// Refuses the kinds that come before every set of weights.
  static void refuse(Folder folder) {
    if (folder.hasFile("saved_model.pb") || folder.hasFile("saved_model.pbtxt")) {
      throw Verdict.notYet("a TensorFlow SavedModel").at(folder.location());
    }
    if (folder.hasFile("model_index.json")) {
      List<String> parts =
          folder.folders().stream()
              .filter(name -> isModel(Folder.list(folder.path(name))))
              .toList();
      throw Verdict.unsupported(
              "is a pipeline of several models (%s), which is not read as a whole"
                  .formatted(FolderModel.listed(parts)),
              "giving the folder of one of them")
          .at(folder.location());
    }
  }

  /// The error for a folder in which no set of weights was found.
  static ModelFormatException withoutWeights(Folder folder) {
    Optional<ModelFormatException> known = withoutSets(folder);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> checkpoints =
        folder.folders().stream().filter(name -> name.matches("checkpoint-\\d{1,18}")).toList();
    return checkpoints.isEmpty() ? noModel(folder) : ambiguous(folder, sorted(checkpoints));
  }

  /// The error for a folder that is known by something other than a set of weights.
  static Optional<ModelFormatException> withoutSets(Folder folder) {
    return tensorFlow(folder).or(() -> distributed(folder));
  }

  static ModelFormatException ambiguous(Folder folder, List<String> candidates) {
    return new ModelFormatException(
        ErrorCode.E_AMBIGUOUS,
        "%s holds several models: %s"
            .formatted(Printable.brief(folder.location()), FolderModel.listed(candidates)),
        "",
        "giving one of them, such as " + Printable.brief(folder.path(candidates.getFirst())));
  }

  /// Whether the folder itself is a model: one set of weights that is best.
  static boolean isModel(Folder folder) {
    List<List<WeightSet>> ranks = WeightSets.of(folder.files());
    return !ranks.isEmpty() && ranks.getFirst().size() == 1;
  }

  private static Optional<ModelFormatException> tensorFlow(Folder folder) {
    boolean data = folder.files().stream().anyMatch(name -> name.matches(".*\\.data-.{5}-of-.{5}"));
    return data || folder.hasFile("checkpoint")
        ? Optional.of(Verdict.notYet("a TensorFlow checkpoint").at(folder.location()))
        : Optional.empty();
  }

  private static Optional<ModelFormatException> distributed(Folder folder) {
    boolean parts =
        folder.hasFile("zero_to_fp32.py")
            || folder.files().stream()
                .anyMatch(name ->
                    name.endsWith(".distcp")
                        || name.endsWith("_model_states.pt")
                        || name.endsWith("_optim_states.pt"))
            || folder.folders().stream().anyMatch(name -> name.startsWith("mp_rank_"));
    return parts
        ? Optional.of(
            Verdict.unsupported(
                    "is a distributed checkpoint", "running the script that consolidates it")
                .at(folder.location()))
        : Optional.empty();
  }

  private static List<String> sorted(List<String> checkpoints) {
    return checkpoints.stream()
        .sorted(
            Comparator.comparingLong(
                name -> Long.parseLong(name.substring(name.lastIndexOf('-') + 1))))
        .toList();
  }

  private static ModelFormatException noModel(Folder folder) {
    String seen =
        folder.files().isEmpty()
            ? "it has no files"
            : "it has " + FolderModel.listed(folder.files());
    return new ModelFormatException(
        ErrorCode.E_NOT_FOUND,
        "%s: no model files in folder: %s".formatted(Printable.brief(folder.location()), seen),
        "",
        "giving the path of a model");
  }
}
