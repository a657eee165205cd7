package org.weightwatcher.format.detect;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.content.Sniffer;
import org.weightwatcher.format.content.Verdict;
import org.weightwatcher.format.numpy.FlatFilesReader;

/// Opens the model at a path: a file is recognised by its content, a folder by the files in it.
/// Nothing is written, fetched or extracted, and no file outside the folder is opened.
public final class Detection {
  private Detection() {}

  /// @param location path of a file or folder, as the user gave it
  /// @param sources opens the files; stays the caller's
  /// @param forced the container to read, if the user named one: a file is then not recognised, and
  ///   a folder is searched for files of that container
  /// @return the model
  /// @throws ModelFormatException when there is no model, more than one, or one that is damaged or
  ///   not read
  public static ModelFile open(String location, ByteSources sources, Optional<Container> forced) {
    if (!isFolder(location)) {
      return openFile(location, sources, forced);
    }
    return openFolder(Folder.list(location), sources, forced);
  }

  /// @param folder path of a folder, as the user gave it
  /// @return the paths of the models in it and below it, sorted, each to be given to [#open]: a
  ///   folder that is one model counts as one; links to folders are not followed
  /// @throws ModelFormatException E_NOT_FOUND when it cannot be read; E_LIMIT when it holds too
  ///   many entries
  public static List<String> modelsBelow(String folder) {
    return ModelTree.below(folder);
  }

  static ModelFile openFile(String location, ByteSources sources, Optional<Container> forced) {
    return Adapters.marked(openPlain(location, sources, forced));
  }

  private static ModelFile openPlain(
      String location, ByteSources sources, Optional<Container> forced) {
    ByteSource source = sources.open(location);
    return switch (Sniffer.test(location, source)) {
      case Verdict.Refused refused
          when forced.isEmpty() || refused.code() == ErrorCode.E_PLACEHOLDER ->
          throw refused.at(location);
      case Verdict.OfContainer(Container found) ->
          FileReader.of(forced.orElse(found)).open(location, location, source);
      case Verdict.Companion companion -> openCompanion(location, sources, companion);
      case Verdict.Refused refused -> FileReader.of(forced.get()).open(location, location, source);
    };
  }

  private static ModelFile openCompanion(
      String location, ByteSources sources, Verdict.Companion companion) {
    Place place = Place.of(location, sources);
    String folder = place.folder().isEmpty() ? "." : place.folder();
    return switch (companion) {
      case SHARD_INDEX ->
          ShardedModel.openIndexed(
              location, place, location.substring(location.lastIndexOf('/') + 1));
      case FLAT_CONFIG -> FlatFilesReader.open(location, location, sources.open(location), place);
      case ADAPTER_CONFIG -> Adapters.open(Folder.list(folder), sources, Optional.empty());
      case MODEL_CONFIG -> openFolder(Folder.list(folder), sources, Optional.empty());
    };
  }

  private static ModelFile openFolder(
      Folder folder, ByteSources sources, Optional<Container> forced) {
    Optional<Folder> snapshot = HubCache.resolve(folder);
    if (snapshot.isPresent()) {
      return new FolderModel(snapshot.get(), sources, forced).open();
    }
    FolderKinds.refuse(folder);
    if (WeightSets.of(folder.files()).isEmpty()
        && !Adapters.isIn(folder)
        && FolderKinds.withoutSets(folder).isEmpty()) {
      List<String> models = ModelTree.directlyBelow(folder);
      if (models.size() == 1) {
        return new FolderModel(Folder.list(folder.path(models.getFirst())), sources, forced).open();
      }
      if (models.size() > 1 && !models.getFirst().startsWith("checkpoint-")) {
        throw FolderKinds.ambiguous(folder, models);
      }
    }
    return new FolderModel(folder, sources, forced).open();
  }

  private static boolean isFolder(String location) {
    try {
      Path path = Path.of(location);
      Links.refuseDangling(location);
      return Files.isDirectory(path);
    } catch (InvalidPathException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          Printable.brief(location) + ": not a path",
          "",
          "checking the path and its permissions",
          e);
    }
  }
}
