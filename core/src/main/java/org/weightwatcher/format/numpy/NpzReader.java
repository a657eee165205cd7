package org.weightwatcher.format.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;
import org.weightwatcher.tensor.Shape;

/// Reads the headers of an archive of arrays (`numpy.savez`). Members that are no arrays are passed
/// over. A defect of one array makes that array unusable, a defect of the archive refuses the file.
/// Names of members are only ever texts: nothing is extracted.
public final class NpzReader {
  private static final int NAMES_SHOWN = 5;

  private final String file;
  private final ByteSource source;
  private final ZipDirectory zip;
  private final MessageDigest digest = Fingerprint.digest();
  private final Remarks remarks = new Remarks();

  private NpzReader(String file, ByteSource source) {
    this.file = file;
    this.source = source;
    this.zip = ZipDirectory.read(source);
  }

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source the file; stays the caller's
  /// @return the model, its tensors in the order of the archive's directory
  /// @throws ModelFormatException when the archive is damaged or hostile, or holds no array that
  ///   can be read
  public static ModelFile open(String location, String file, ByteSource source) {
    return new NpzReader(file, source).read(location);
  }

  private ModelFile read(String location) {
    String shown = Printable.brief(location);
    List<ZipEntry> arrays =
        zip.entries().stream().filter(entry -> NpyNames.isArray(entry.name())).toList();
    if (arrays.isEmpty()) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_A_MODEL, shown + " holds no arrays; it holds " + names(), "", "");
    }
    if (arrays.size() > Limits.TENSORS) {
      throw Limits.exceeded(shown + ": number of arrays", arrays.size(), Limits.TENSORS, "");
    }
    List<StoredTensor> tensors = new ArrayList<>(arrays.size());
    for (ZipEntry entry : arrays) {
      tensors.add(array(entry));
    }
    return new ModelFile(
        location,
        Container.NPZ,
        ModelFile.Order.MEANINGFUL,
        0,
        tensors,
        List.of(new ModelPart(file, source.length(), HexFormat.of().formatHex(digest.digest()))),
        Map.of(),
        remarks.notes(shown));
  }

  private String names() {
    return zip.entries().isEmpty()
        ? "nothing"
        : zip.entries().stream()
            .limit(NAMES_SHOWN)
            .map(entry -> Printable.brief(entry.name()))
            .collect(Collectors.joining(", "));
  }

  private StoredTensor array(ZipEntry entry) {
    String name = NpyNames.ofMember(entry.name());
    digest.update(entry.name().getBytes(StandardCharsets.UTF_8));
    Shape shape = Shape.of();
    try {
      NpyHeader header = header(entry);
      shape = header.shape();
      NpyHeader.Described array = header.describe(name, zip.storage(entry, file, Endian.LITTLE));
      remarks.add(name, array.remarks());
      return new StoredTensor.Usable(array.tensor(), file, NpyNames.declared(name));
    } catch (NpyDefect defect) {
      return new StoredTensor.Unusable(name, shape, file, defect.code(), defect.in(entry.name()));
    }
  }

  private NpyHeader header(ZipEntry entry) throws NpyDefect {
    int limit = entry.isStored() ? Limits.NPY_HEADER : Limits.NPY_HEADER_DEFLATED;
    try (InputStream content = zip.open(entry)) {
      Prefix prefix = Prefix.read(content, entry.size(), limit);
      prefix.addTo(digest);
      return HeaderParser.parse(prefix);
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          Printable.brief(source.name()) + ": cannot be read",
          "entry " + Printable.brief(entry.name()),
          "",
          e);
    }
  }
}
