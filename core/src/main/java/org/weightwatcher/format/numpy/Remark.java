package org.weightwatcher.format.numpy;

/// Something odd about an array that does not keep it from being read.
enum Remark {
  /// More bytes than the shape needs.
  TRAILING_BYTES("W_TRAILING_BYTES", "has bytes after its data, which are ignored"),
  /// Two bytes without a type.
  VOID_AS_BFLOAT16(
      "W_VOID_AS_BFLOAT16", "has elements of 2 bytes without a type, which are read as bfloat16");

  private final String code;
  private final String what;

  Remark(String code, String what) {
    this.code = code;
    this.what = what;
  }

  /// Stable code of the note.
  String code() {
    return code;
  }

  /// Completes "array NAME …".
  String what() {
    return what;
  }
}
