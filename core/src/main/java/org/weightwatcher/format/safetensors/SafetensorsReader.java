package org.weightwatcher.format.safetensors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Reads the structure of a safetensors file; tensor bytes are not touched.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 8 | N, length of the header, little-endian, unsigned |
/// | 8 | N | UTF-8 JSON object, may end with spaces |
/// | 8+N | rest | tensors end to end; offsets of the header count from here |
///
/// The format has no version. Every rule that the reference reader checks is checked here, and
/// duplicate names are refused, where the reference keeps the last.
public final class SafetensorsReader {
  /// Bytes of the header length.
  private static final int LENGTH_BYTES = 8;

  private static final String COPY_AGAIN = "copying or downloading the file again";

  private SafetensorsReader() {}

  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source the file; stays the caller's
  /// @return the model, its tensors in the order of the header
  /// @throws ModelFormatException when the file breaks a rule of the format or a limit
  public static ModelFile open(String location, String file, ByteSource source) {
    String shown = Printable.brief(location);
    long length = headerLength(shown, source);
    MemorySegment bytes = source.slice(LENGTH_BYTES, length);
    if (length < 2 || bytes.get(ValueLayout.JAVA_BYTE, 0) != '{') {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED, notAnObject(shown, length, bytes), "byte " + LENGTH_BYTES, "");
    }
    Header header = HeaderParser.parse(shown, bytes, LENGTH_BYTES);
    long dataStart = LENGTH_BYTES + length;
    new Layout(shown, dataStart, source.length()).check(header.entries());
    return new ModelFile(
        location,
        Container.SAFETENSORS,
        ModelFile.Order.ARBITRARY,
        0,
        header.entries().stream().map(entry -> stored(entry, file, dataStart)).toList(),
        List.of(new ModelPart(file, source.length(), Fingerprint.sha256(bytes))),
        header.metadata(),
        notes(shown, header));
  }

  private static long headerLength(String shown, ByteSource source) {
    if (source.length() < LENGTH_BYTES) {
      throw new ModelFormatException(
          ErrorCode.E_TRUNCATED,
          "%s is cut short: must have at least %d bytes but has %d"
              .formatted(shown, LENGTH_BYTES, source.length()),
          "",
          COPY_AGAIN);
    }
    long length =
        source
            .slice(0, LENGTH_BYTES)
            .get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
    if (Long.compareUnsigned(length, Limits.SAFETENSORS_HEADER) > 0) {
      throw Limits.exceeded(
          shown + ": header length",
          length,
          Limits.SAFETENSORS_HEADER,
          "byte 0; the first 8 bytes may not be a safetensors header");
    }
    if (length > source.length() - LENGTH_BYTES) {
      throw new ModelFormatException(
          ErrorCode.E_TRUNCATED,
          "%s is cut short: header needs %d bytes, file has %d"
              .formatted(shown, length, source.length()),
          "byte " + LENGTH_BYTES,
          COPY_AGAIN);
    }
    return length;
  }

  private static String notAnObject(String shown, long length, MemorySegment bytes) {
    return length < 2
        ? "%s: header must have at least 2 bytes but has %d".formatted(shown, length)
        : "%s: header must begin with { but begins with byte 0x%02X"
            .formatted(shown, bytes.get(ValueLayout.JAVA_BYTE, 0) & 0xff);
  }

  private static StoredTensor stored(Entry entry, String file, long dataStart) {
    if (entry.dtype().kind() == DType.Kind.OPAQUE) {
      return new StoredTensor.Unusable(
          entry.name(),
          entry.shape(),
          file,
          ErrorCode.E_UNSUPPORTED_DTYPE,
          "dtype %s has no defined packing".formatted(entry.dtype().label()));
    }
    Storage storage = Storage.plain(file, dataStart + entry.begin(), entry.end() - entry.begin());
    // The dimensions of an empty tensor are not bounded by bytes: their product may not fit.
    Tensor tensor =
        entry.shape().isEmpty()
            ? new Tensor(
                entry.name(),
                entry.dtype(),
                entry.shape(),
                storage,
                0,
                new long[entry.shape().rank()])
            : Tensor.rowMajor(entry.name(), entry.dtype(), entry.shape(), storage);
    return new StoredTensor.Usable(tensor, file);
  }

  private static List<ModelNote> notes(String shown, Header header) {
    return header.unknownKey().isEmpty()
        ? List.of()
        : List.of(
            new ModelNote(
                "W_UNKNOWN_KEY",
                "%s: header has keys that the format does not define, such as %s; they are ignored"
                    .formatted(shown, JsonCursor.quoted(header.unknownKey()))));
  }
}
