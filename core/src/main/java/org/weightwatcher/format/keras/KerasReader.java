package org.weightwatcher.format.keras;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.hdf5.Hdf5File;
import org.weightwatcher.format.hdf5.Hdf5Group;
import org.weightwatcher.format.hdf5.Hdf5Object;
import org.weightwatcher.format.hdf5.Hdf5Source;

/// Reads models of Keras: HDF5 files, whole models or weights alone, and the archives of Keras 3.
///
/// A defect of one weight makes that weight unusable; a file whose structure cannot be walked is
/// refused. Optimizer states are never looked at.
public final class KerasReader {
  private static final String MODEL_CONFIG = "model_config";

  private KerasReader() {}

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source an HDF5 file; stays the caller's
  /// @return the model, its weights in the order of its layers
  /// @throws ModelFormatException when the file is damaged, hostile, or holds no Keras weights
  public static ModelFile openHdf5(String location, String file, ByteSource source) {
    Hdf5Group root = Hdf5File.open(Hdf5Source.of(file, source)).root();
    List<ModelNote> notes = new ArrayList<>();
    LayerConfig config =
        first(root, MODEL_CONFIG)
            .map(text ->
                config(
                    source.name(),
                    MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)),
                    notes))
            .orElse(LayerConfig.UNKNOWN);
    return model(location, file, source, Container.KERAS_HDF5, root, config, notes);
  }

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source the weights file of an unpacked archive; stays the caller's
  /// @param configuration the file `config.json` beside it; stays the caller's
  /// @return the model, its weights in the order of its layers
  /// @throws ModelFormatException as [#openHdf5]
  public static ModelFile openUnpacked(
      String location, String file, ByteSource source, ByteSource configuration) {
    Hdf5Group root = Hdf5File.open(Hdf5Source.of(file, source)).root();
    List<ModelNote> notes = new ArrayList<>();
    MemorySegment text = configuration.slice(0, configuration.length());
    LayerConfig config = config(configuration.name(), text, notes);
    return model(location, file, source, Container.KERAS_HDF5, root, config, notes);
  }

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source a `.keras` archive; stays the caller's
  /// @return the model, its weights in the order of its layers
  /// @throws ModelFormatException when the file is damaged, hostile, or holds no Keras weights
  public static ModelFile openArchive(String location, String file, ByteSource source) {
    KerasArchive archive = new KerasArchive(file, source);
    List<ModelNote> notes = new ArrayList<>();
    // An inflated weights file is needed only until its structure has been read.
    try (Arena arena = Arena.ofConfined()) {
      LayerConfig config = config(archive.name(KerasArchive.CONFIG), archive.config(), notes);
      Hdf5Group root = Hdf5File.open(archive.weights(arena)).root();
      return model(location, file, source, Container.KERAS_ZIP, root, config, notes);
    }
  }

  private static ModelFile model(
      String location,
      String file,
      ByteSource source,
      Container container,
      Hdf5Group root,
      LayerConfig config,
      List<ModelNote> notes) {
    Optional<List<Weight>> named = NamedLayout.read(root, config);
    List<Weight> weights = named.orElseGet(() -> VariableLayout.read(root, config));
    boolean found =
        weights.stream().anyMatch(weight -> weight.found() instanceof Hdf5Object.Dataset);
    if (weights.isEmpty() || (named.isEmpty() && !found)) {
      throw notKeras(location, root);
    }
    if (weights.size() > Limits.TENSORS) {
      throw Limits.exceeded(
          "number of tensors", weights.size(), Limits.TENSORS, Printable.brief(location));
    }
    List<StoredTensor> tensors = new Assembly(file, weights).tensors();
    return new ModelFile(
        location,
        container,
        ModelFile.Order.MEANINGFUL,
        0,
        tensors,
        List.of(new ModelPart(file, source.length(), Assembly.fingerprint(tensors))),
        metadata(root),
        notes);
  }

  /// A configuration that cannot be read costs the names of layers, not the weights.
  private static LayerConfig config(String name, MemorySegment text, List<ModelNote> notes) {
    try {
      return ConfigParser.parse(name, text);
    } catch (ModelFormatException broken) {
      if (broken.code() != ErrorCode.E_MALFORMED) {
        throw broken;
      }
      notes.add(
          new ModelNote(
              "W_CONFIG", broken.getMessage() + "; names and types come from the weights alone"));
      return LayerConfig.UNKNOWN;
    }
  }

  private static Optional<String> first(Hdf5Group root, String attribute) {
    return root.strings(attribute).filter(texts -> texts.size() == 1).map(List::getFirst);
  }

  private static Map<String, String> metadata(Hdf5Group root) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String key : List.of("keras_version", "backend")) {
      first(root, key).ifPresent(text -> metadata.put(key, text));
    }
    return metadata;
  }

  private static ModelFormatException notKeras(String location, Hdf5Group root) {
    String names =
        root.names().stream()
            .limit(5)
            .map(Printable::brief)
            .reduce((a, b) -> a + ", " + b)
            .orElse("nothing");
    return new ModelFormatException(
        ErrorCode.E_NOT_A_MODEL,
        "%s is an HDF5 file without Keras weights: its root holds %s and no weights"
            .formatted(Printable.brief(location), names),
        "",
        "saving the model with Keras");
  }
}
