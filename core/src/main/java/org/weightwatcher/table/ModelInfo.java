package org.weightwatcher.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;

/// What a result says of the model as a whole.
///
/// @param path as the user gave it
/// @param format word of the container
/// @param fingerprint SHA-256 over names, sizes and headers of the files, lower-case hex
/// @param tensors number of tensors
/// @param parameters number of elements of all readable tensors
/// @param bytes size of all files
/// @param dtypes tensors of each element type, by label
/// @param metadata the first entries of the file's free text, cut
/// @param notes what a user should know of the file
public record ModelInfo(
    String path,
    String format,
    String fingerprint,
    int tensors,
    long parameters,
    long bytes,
    Map<String, Integer> dtypes,
    Map<String, String> metadata,
    List<ModelNote> notes) {
  private static final int METADATA_ENTRIES = 50;
  private static final int METADATA_CHARACTERS = 500;

  /// @param file the model
  /// @return its description
  public static ModelInfo of(ModelFile file) {
    Map<String, Integer> dtypes = new TreeMap<>();
    long parameters = 0;
    for (StoredTensor stored : file.tensors()) {
      if (stored instanceof StoredTensor.Usable usable) {
        dtypes.merge(usable.tensor().dtype().label(), 1, Integer::sum);
        parameters += usable.shape().elements();
      }
    }
    return new ModelInfo(
        file.location(),
        file.container().label(),
        fingerprint(file.parts()),
        file.tensors().size(),
        parameters,
        file.parts().stream().mapToLong(ModelPart::bytes).sum(),
        dtypes,
        metadata(file.metadata()),
        file.notes());
  }

  private static Map<String, String> metadata(Map<String, String> all) {
    Map<String, String> some = new LinkedHashMap<>();
    all.entrySet().stream()
        .limit(METADATA_ENTRIES)
        .forEach(entry -> some.put(cut(entry.getKey()), cut(entry.getValue())));
    return some;
  }

  private static String cut(String text) {
    return text.length() <= METADATA_CHARACTERS ? text : text.substring(0, METADATA_CHARACTERS);
  }

  private static String fingerprint(List<ModelPart> parts) {
    MessageDigest digest = Fingerprint.digest();
    for (ModelPart part : parts) {
      String name = part.file().substring(part.file().lastIndexOf('/') + 1);
      String line = name + " " + part.bytes() + " " + part.headerSha256() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
