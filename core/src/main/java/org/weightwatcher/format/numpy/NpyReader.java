package org.weightwatcher.format.numpy;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.SegmentStream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Storage;

/// Reads the header of one array in NumPy's own format, versions 1 to 3; the data is not touched.
/// Arrays of objects, which are pickles, are refused and never looked into.
public final class NpyReader {
  private NpyReader() {}

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source the file; stays the caller's
  /// @return a model of one tensor, which is called like the file without `.npy`
  /// @throws ModelFormatException when the file breaks a rule of the format or a limit, or holds no
  ///   numbers
  public static ModelFile open(String location, String file, ByteSource source) {
    String shown = Printable.brief(location);
    MessageDigest digest = Fingerprint.digest();
    String name = NpyNames.ofFile(file);
    NpyHeader.Described array;
    try {
      array = describe(name, file, source, digest);
    } catch (NpyDefect defect) {
      throw defect.ofFile(shown);
    }
    Remarks remarks = new Remarks();
    remarks.add(name, array.remarks());
    return new ModelFile(
        location,
        Container.NPY,
        ModelFile.Order.MEANINGFUL,
        0,
        List.of(new StoredTensor.Usable(array.tensor(), file)),
        List.of(new ModelPart(file, source.length(), HexFormat.of().formatHex(digest.digest()))),
        Map.of(),
        remarks.notes(shown));
  }

  /// @param digest takes the bytes of the header
  static NpyHeader.Described describe(
      String name, String file, ByteSource source, MessageDigest digest) throws NpyDefect {
    long size = source.length();
    try (SegmentStream content = new SegmentStream(source.slice(0, size))) {
      Prefix prefix = Prefix.read(content, size, Limits.NPY_HEADER);
      prefix.addTo(digest);
      return HeaderParser.parse(prefix).describe(name, Storage.plain(file, 0, size));
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND, Printable.brief(file) + ": cannot be read", "", "", e);
    }
  }
}
