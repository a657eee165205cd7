package org.weightwatcher.format.detect;

import java.util.Map;

/// What is said about each NumPy file of the shared models, without the folder; lines are joined by
/// a bar.
final class NumpyMessages {
  static final Map<String, String> BROKEN =
      Map.ofEntries(
          Map.entry(
              "deep-header.npy",
              "E_MALFORMED: deep-header.npy: header must not nest deeper than 32 |  in  byte "
                  + "93"),
          Map.entry(
              "descr-code.npy",
              "E_MALFORMED: descr-code.npy: header must have a text, True, False, an integer "
                  + "or a tuple but has __import__('os').sys |  in  byte 20"),
          Map.entry(
              "descr-object.npy",
              "E_UNSUPPORTED_DTYPE: descr-object.npy: array of objects, a pickle that could "
                  + "run any code when loaded, is not read: descr is '|O' |  in  byte 20 |  try "
                  + "saving an array of floating-point numbers"),
          Map.entry("good.npy", "good f32 4x256"),
          Map.entry(
              "header-length-beyond-file.npy",
              "E_LIMIT: header-length-beyond-file.npy: header length 4294967295 exceeds "
                  + "1048576 |  in  byte 8"),
          Map.entry(
              "missing-key.npy",
              "E_MALFORMED: missing-key.npy: header must have descr, fortran_order and shape "
                  + "but has no fortran_order |  in  byte 48"),
          Map.entry(
              "shape-negative.npy",
              "E_MALFORMED: shape-negative.npy: header must have dimensions >= 0 but has -4 |"
                  + "  in  byte 69"),
          Map.entry(
              "shape-overflow.npy",
              "E_MALFORMED: shape-overflow.npy: array must have fewer than 2^63 bytes but has"
                  + " shape 4294967296x4294967296 |  in  byte 88"),
          Map.entry("traversal.npz", "../../pwned f32 4x256; w f32 4x256"),
          Map.entry(
              "truncated.npy",
              "E_TRUNCATED: truncated.npy: cut short: 4x256 of f32 needs 4096 bytes, 4088 "
                  + "follow the header |  in  byte 4216 |  try copying or downloading the file "
                  + "again"),
          Map.entry(
              "version-9.npy",
              "E_UNSUPPORTED: version-9.npy: npy version must be 1.0, 2.0 or 3.0 but was 9.0 "
                  + "|  in  byte 6"));
  static final Map<String, String> VARIANTS =
      Map.ofEntries(
          Map.entry("bool.npy", "bool bool 74x256"),
          Map.entry("complex64.npy", "complex64 c64 8x256"),
          Map.entry("conv4d.npy", "conv4d f32 64x16x4x4"),
          Map.entry("empty.npy", "empty f32 0x256"),
          Map.entry("fc-bigendian-f4.npy", "fc-bigendian-f4 f32 74x256"),
          Map.entry("fc-c-f4.npy", "fc-c-f4 f32 74x256"),
          Map.entry("fc-f2.npy", "fc-f2 f16 74x256"),
          Map.entry("fc-f8.npy", "fc-f8 f64 24x256"),
          Map.entry("fc-fortran-bigendian-f8.npy", "fc-fortran-bigendian-f8 f64 24x256"),
          Map.entry("fc-fortran-f4.npy", "fc-fortran-f4 f32 74x256"),
          Map.entry("fc-version2.npy", "fc-version2 f32 74x256"),
          Map.entry("fc-version3.npy", "fc-version3 f32 74x256"),
          Map.entry("g2p-deflated.npz", "fc_w f32 74x256; fc_b f32 74"),
          Map.entry("g2p-slash-names.npz", "fc/kernel f32 256x74; fc/bias f32 74"),
          Map.entry("g2p-stored.npz", "dec_emb f32 74x256; fc_w f32 74x256; fc_b f32 74"),
          Map.entry("int32.npy", "int32 i32 16x256"),
          Map.entry(
              "object-member.npz",
              "fc_w f32 4x256; meta [] E_UNSUPPORTED_DTYPE: array of objects, a pickle that "
                  + "could run any code when loaded, is not read: descr is '|O', at byte 20 of "
                  + "meta.npy"),
          Map.entry(
              "object-pickled.npy",
              "E_UNSUPPORTED_DTYPE: object-pickled.npy: array of objects, a pickle that could"
                  + " run any code when loaded, is not read: descr is '|O' |  in  byte 20 |  try "
                  + "saving an array of floating-point numbers"),
          Map.entry("scalar.npy", "scalar f32 scalar"),
          Map.entry(
              "structured.npy",
              "E_UNSUPPORTED_DTYPE: structured.npy: structured array is not read: descr is "
                  + "[('a', '<f4'), ('b', '<i4')] |  in  byte 20 |  try saving an array of "
                  + "floating-point numbers"),
          Map.entry("vector.npy", "vector f32 74"));

  private NumpyMessages() {}
}
