package org.weightwatcher.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.GoldenCsv;

/// Tables of the reference and the models that they were made from. A model that no reader of ours
/// opens yet is left out; tests state how many they expect at least.
final class GoldenModels {
  /// The folders whose layers have the same names here and there.
  private static final List<String> FOLDERS =
      List.of(
          "chartransformer",
          "chartransformer-series",
          "synthetic",
          "stories260k",
          "resnet-cifar10");

  private GoldenModels() {}

  /// @param name of the model, for messages
  /// @param path of the model
  /// @param table of the reference
  /// @param compat float64 where the reference was given float64 weights
  record Case(String name, Path path, GoldenCsv table, Compat compat) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Every table of that name whose model can be opened.
  static List<Case> of(Path shared, String table) {
    return FOLDERS.stream()
        .flatMap(folder -> files(shared.resolve("golden").resolve(folder), 4))
        .filter(file -> file.endsWith(table))
        .sorted()
        .flatMap(file -> ofTable(shared, file).stream())
        .toList();
  }

  private static Optional<Case> ofTable(Path shared, Path file) {
    Path folder = shared.resolve("golden").relativize(file.getParent());
    boolean float64 = folder.endsWith("float64");
    Path models = shared.resolve("models");
    Path stem = models.resolve(folder);
    Compat compat = float64 ? Compat.REFERENCE_FLOAT64 : Compat.REFERENCE;
    return model(float64 ? stem.resolve("..").normalize() : stem)
        .map(path -> new Case(folder.toString(), path, GoldenCsv.read(file), compat));
  }

  /// The folder, the one file in it, or the file of that stem.
  private static Optional<Path> model(Path stem) {
    Stream<Path> beside =
        files(stem.resolve("..").normalize(), 1)
            .filter(file -> file.toString().startsWith(stem + "."));
    Stream<Path> candidates =
        Files.isDirectory(stem)
            ? Stream.concat(Stream.of(stem), files(stem, 1).sorted())
            : beside.sorted();
    return candidates.filter(GoldenModels::opens).findFirst();
  }

  private static boolean opens(Path path) {
    try (Model model = WeightWatcher.open(path)) {
      return !model.file().tensors().isEmpty();
    } catch (WeightWatcherException notYet) {
      return false;
    }
  }

  private static Stream<Path> files(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
