package org.weightwatcher.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;

/// A model of which the reference wrote a table: `golden/NAME/default.csv` is of `models/NAME`, a
/// folder or a file with or without its extension.
record GoldenModel(String name, Path model, Path golden) {
  /// Tables of files that are read, but not the way the reference was handed them.
  static final Map<String, String> OTHER_INPUT =
      Map.of(
          "torch-variants/g2p-nn-linear.pt", "handed over as a module: ids of the module's tree",
          "chartransformer-lora/rslora-r12", "an adapter: analysed as such by the reference");

  private static final List<String> EXTENSIONS =
      List.of(".th", ".pt", ".pth", ".safetensors", ".ckpt", ".pth.tar");

  static List<GoldenModel> all(Path shared) {
    Path goldens = shared.resolve("golden");
    try (Stream<Path> files = Files.walk(goldens)) {
      return files
          .filter(file -> file.endsWith("default.csv"))
          .map(Path::getParent)
          .filter(folder -> !folder.endsWith("float64"))
          .sorted()
          .flatMap(folder -> find(shared, goldens.relativize(folder)).stream())
          .filter(model -> !OTHER_INPUT.containsKey(model.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<GoldenModel> find(Path shared, Path relative) {
    String name = relative.toString().replace('\\', '/');
    String place = name.replace("broken-values/", "broken/values/");
    Path golden = shared.resolve("golden").resolve(relative);
    Path models = shared.resolve("models");
    Path itself = models.resolve(place);
    if (Files.isRegularFile(itself) && EXTENSIONS.stream().anyMatch(name::endsWith)) {
      return Optional.of(new GoldenModel(name, itself, golden));
    }
    if (Files.isDirectory(itself) && hasSafetensors(itself)) {
      return Optional.of(new GoldenModel(name, itself, golden));
    }
    return EXTENSIONS.stream()
        .filter(extension -> !Files.exists(shared.resolve("golden").resolve(name + extension)))
        .map(extension -> models.resolve(place + extension))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new GoldenModel(name, file, golden));
  }

  private static boolean hasSafetensors(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Model open() {
    return WeightWatcher.open(model);
  }

  boolean has(String table) {
    return Files.exists(golden.resolve(table));
  }

  @Override
  public String toString() {
    return name;
  }
}
