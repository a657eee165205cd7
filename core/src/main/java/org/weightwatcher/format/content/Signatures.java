package org.weightwatcher.format.content;

import java.util.Locale;
import java.util.Optional;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Limits;

/// Tests for formats that begin or end with fixed bytes.
final class Signatures {
  private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

  /// A user block before an HDF5 file doubles from 512 bytes; none is larger than this.
  private static final long USER_BLOCK_MAX = 16L << 20;

  /// Bytes of a zip end record without a comment.
  private static final int ZIP_END = 22;

  /// Arrays lie inside the pickle of joblib as objects of this module.
  private static final String JOBLIB = "joblib.numpy_pickle";

  /// Bytes in which that name is looked for.
  private static final long JOBLIB_PROBE = 4096;

  private Signatures() {}

  /// Formats whose first bytes are enough, but for those that [#late] tests.
  static Optional<Verdict> early(Head head) {
    if (head.startsWith("GGUF")) {
      return Optional.of(Verdict.notYet("a GGUF file"));
    }
    if (head.startsWith("lmgg")
        || head.startsWith("fmgg")
        || head.startsWith("tjgg")
        || head.startsWith("algg")) {
      return refused("is a ggml file from before GGUF", "converting it to GGUF");
    }
    if (isHdf5(head)) {
      return Optional.of(new Verdict.OfContainer(Container.KERAS_HDF5));
    }
    if (head.startsWith("\u0093NUMPY")) {
      return Optional.of(new Verdict.OfContainer(Container.NPY));
    }
    if (head.hasAt(4, "TFL3") && head.u32(0) < head.size()) {
      return Optional.of(Verdict.notYet("a TensorFlow Lite model"));
    }
    return zip(head);
  }

  private static Optional<Verdict> zip(Head head) {
    if (head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006")) {
      return Optional.of(new Verdict.OfContainer(ZipKind.of(head)));
    }
    long end = head.size() - ZIP_END;
    if (head.hasAt(end, "PK\u0005\u0006")
        && head.hasAt(end - head.u32(end + 12), "PK\u0001\u0002")) {
      return refused("is a zip archive behind other data (self-extracting)", "unpacking it first");
    }
    return Optional.empty();
  }

  private static boolean isHdf5(Head head) {
    if (head.startsWith(HDF5)) {
      return true;
    }
    for (long at = 512; at < Math.min(head.size(), USER_BLOCK_MAX); at *= 2) {
      if (head.hasAt(at, HDF5)) {
        return true;
      }
    }
    return false;
  }

  /// Certain enough to come before every other signature: no other format has a small number in its
  /// first 8 bytes and a brace after it, while a header length may look like the start of a pickle
  /// (640 is `80 02`).
  static Optional<Verdict> safetensors(Head head) {
    if (head.u8(8) != '{') {
      return Optional.empty();
    }
    long length = head.u64(0);
    return length >= 2 && length <= Math.min(Limits.SAFETENSORS_HEADER, head.size() - 8)
        ? Optional.of(new Verdict.OfContainer(Container.SAFETENSORS))
        : Optional.empty();
  }

  /// A header length that is wrong: the reader says in which way.
  static Optional<Verdict> brokenSafetensors(Head head) {
    return head.u8(8) == '{' && Long.compareUnsigned(head.u64(0), head.size() - 8) > 0
        ? Optional.of(new Verdict.OfContainer(Container.SAFETENSORS))
        : Optional.empty();
  }

  static Optional<Verdict> pickle(Head head) {
    boolean joblib =
        head.u8(0) == 0x80
            && head.latin1(0, (int) Math.min(JOBLIB_PROBE, head.size())).contains(JOBLIB);
    if (joblib) {
      return refused("is a joblib file, which is not read", "saving its arrays with numpy.savez");
    }
    return head.u8(0) == 0x80 && head.u8(1) >= 2 && head.u8(1) <= 5
        ? Optional.of(new Verdict.OfContainer(Container.TORCH_LEGACY))
        : Optional.empty();
  }

  static Optional<Verdict> late(Head head) {
    if (head.hasAt(head.size() - 8, "W\u00fb\u0080\u008b$uG\u00db")) {
      return Optional.of(Verdict.notYet("the index of a TensorFlow checkpoint"));
    }
    String compression = compression(head);
    if (!compression.isEmpty()) {
      return refused("is compressed (" + compression + ")", "unpacking it first");
    }
    String start = head.text(64).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html")) {
      return Optional.of(
          Verdict.placeholder(
              "is a web page that was saved instead of the file", "downloading the file again"));
    }
    if (start.startsWith("<?xml")) {
      return head.text(4096).contains("<net")
          ? refused("is an OpenVINO model", "using the model it was converted from")
          : Optional.of(
              Verdict.placeholder(
                  "is an XML page that was saved instead of the file",
                  "downloading the file again"));
    }
    return Optional.empty();
  }

  private static String compression(Head head) {
    if (head.startsWith("\u001f\u008b")) {
      return "gzip";
    }
    if (head.startsWith("x\u009c") || head.startsWith("x\u00da")) {
      return "zlib";
    }
    if (head.startsWith("(\u00b5/\u00fd")) {
      return "zstd";
    }
    if (head.startsWith("BZh")) {
      return "bzip2";
    }
    if (head.startsWith("\u00fd7zXZ")) {
      return "xz";
    }
    if (head.startsWith("7z\u00bc\u00af")) {
      return "7z";
    }
    return head.startsWith("Rar!") ? "rar" : "";
  }

  private static Optional<Verdict> refused(String what, String hint) {
    return Optional.of(Verdict.unsupported(what, hint));
  }
}
