package org.weightwatcher.format.numpy;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Shape;

/// Reads a folder as the Python tool unpacks large models: one array a file, and `ww_config.json`,
/// which says which array is which layer's.
///
/// The model has one part, the description, as the layers are numbered through. A missing or
/// damaged array makes that tensor unusable.
public final class FlatFilesReader {
  /// Name of the description.
  public static final String CONFIG = "ww_config.json";

  private final String config;
  private final Neighbours folder;
  private final MessageDigest digest = Fingerprint.digest();
  private final Remarks remarks = new Remarks();
  private final List<StoredTensor> tensors = new ArrayList<>();
  private final Set<String> files = new HashSet<>();
  private long bytes;

  private FlatFilesReader(String config, Neighbours folder) {
    this.config = config;
    this.folder = folder;
  }

  /// @param location path as the user gave it
  /// @param config path of the description
  /// @param source the description; stays the caller's
  /// @param folder the files beside it
  /// @return the model, its tensors in the order of the description, the weights of a layer before
  ///   its biases, called by its longname
  /// @throws ModelFormatException when the description is broken or no array can be read
  public static ModelFile open(
      String location, String config, ByteSource source, Neighbours folder) {
    return new FlatFilesReader(config, folder).read(location, source);
  }

  private ModelFile read(String location, ByteSource source) {
    String shown = Printable.brief(config);
    MemorySegment text = source.slice(0, source.length());
    List<FlatLayer> layers = FlatConfig.parse(shown, text, folder::isPlain).layers();
    digest.update(text.asByteBuffer());
    bytes = source.length();
    for (FlatLayer layer : layers) {
      add(layer.longname() + ".weight", layer.weightFile(), layer.declared(""));
      add(layer.longname() + ".bias", layer.biasFile(), layer.declared("bias"));
    }
    if (tensors.isEmpty()) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_A_MODEL, shown + " describes no layer with weights", "", "");
    }
    List<ModelNote> notes = new ArrayList<>(remarks.notes(Printable.brief(location)));
    notes.addAll(idNotes(shown, layers));
    return new ModelFile(
        location,
        Container.NPY,
        ModelFile.Order.MEANINGFUL,
        layers.getFirst().id(),
        tensors,
        List.of(new ModelPart(config, bytes, HexFormat.of().formatHex(digest.digest()))),
        Map.of(),
        notes);
  }

  private void add(String name, String file, Declared declared) {
    if (file.isEmpty()) {
      return;
    }
    try {
      ByteSource source = folder.open(file);
      bytes += files.add(file) ? source.length() : 0;
      NpyHeader.Described array = NpyReader.describe(name, folder.path(file), source, digest);
      remarks.add(name, array.remarks());
      tensors.add(new StoredTensor.Usable(array.tensor(), config, declared));
    } catch (NpyDefect defect) {
      unusable(name, defect.code(), defect.in(file));
    } catch (ModelFormatException e) {
      if (e.code() != ErrorCode.E_NOT_FOUND && e.code() != ErrorCode.E_MISSING_PART) {
        throw e;
      }
      unusable(
          name, ErrorCode.E_MISSING_PART, Printable.brief(file) + " does not exist in the folder");
    }
  }

  private void unusable(String name, ErrorCode code, String reason) {
    tensors.add(new StoredTensor.Unusable(name, Shape.of(), config, code, reason));
  }

  private static List<ModelNote> idNotes(String shown, List<FlatLayer> layers) {
    int first = layers.getFirst().id();
    boolean consecutive =
        IntStream.range(0, layers.size()).allMatch(i -> layers.get(i).id() == first + i);
    return consecutive
        ? List.of()
        : List.of(
            new ModelNote(
                "W_LAYER_IDS",
                shown
                    + ": the numbers of its layers have gaps or another order; ids count on from %d"
                        .formatted(first)));
  }
}
