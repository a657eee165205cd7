package org.weightwatcher.format.content;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/// Recognises the protobuf formats by the numbers and wire types of their top-level fields;
/// protobuf has no signature. Contents of fields are skipped.
final class Protobuf {
  private static final int FIELDS_MAX = 10_000;
  private static final int LENGTH_DELIMITED = 2;
  private static final Set<Integer> ONNX_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26);

  private final Head head;
  private final BitSet seen = new BitSet();
  private long at;
  private boolean onnx = true;
  private int graphs;
  private boolean firstIsVarint;
  private boolean plain = true;

  private Protobuf(Head head) {
    this.head = head;
  }

  static Optional<Verdict> test(Head head) {
    Protobuf scan = new Protobuf(head);
    return scan.walk() ? scan.verdict() : Optional.empty();
  }

  private Optional<Verdict> verdict() {
    if (onnx && seen.get(8) && (graphs == 1 || (graphs == 0 && seen.get(25)))) {
      return Optional.of(Verdict.notYet("an ONNX model"));
    }
    if (plain && firstIsVarint && seen.get(2) && seen.cardinality() == 2) {
      return Optional.of(Verdict.notYet("a TensorFlow SavedModel"));
    }
    if (seen.get(1) && seen.get(2) && seen.get(9)) {
      return Optional.of(
          Verdict.unsupported("is a single ONNX tensor", "giving the model it belongs to"));
    }
    if (plain && seen.get(1) && !firstIsVarint && seen.nextSetBit(5) < 0) {
      return Optional.of(
          Verdict.unsupported(
              "is a frozen TensorFlow graph", "using the SavedModel or converting it to ONNX"));
    }
    return Optional.empty();
  }

  /// Whether the whole file is a sequence of fields.
  private boolean walk() {
    for (int fields = 0; at < head.size(); fields++) {
      long tag = varint(5);
      int field = (int) (tag >>> 3);
      if (fields == FIELDS_MAX || tag < 0 || field == 0 || field > 1000) {
        return false;
      }
      int wire = (int) (tag & 7);
      note(field, wire);
      if (!skip(wire)) {
        return false;
      }
    }
    return !seen.isEmpty();
  }

  private void note(int field, int wire) {
    seen.set(field);
    onnx &= ONNX_FIELDS.contains(field) && (wire == 0 || wire == LENGTH_DELIMITED);
    graphs += field == 7 && wire == LENGTH_DELIMITED ? 1 : 0;
    firstIsVarint |= field == 1 && wire == 0;
    plain &= wire == LENGTH_DELIMITED || (wire == 0 && (field == 1 || field == 3));
  }

  private boolean skip(int wire) {
    long length =
        switch (wire) {
          case 0 -> varint(10) == Long.MIN_VALUE ? -1 : 0;
          case 1 -> 8;
          case LENGTH_DELIMITED -> varint(10);
          case 5 -> 4;
          default -> -1;
        };
    if (length < 0 || length > head.size() - at) {
      return false;
    }
    at += length;
    return true;
  }

  /// The number at the current place; [Long#MIN_VALUE] when it is longer or cut.
  private long varint(int most) {
    long value = 0;
    for (int i = 0; i < most; i++) {
      int next = head.u8(at++);
      if (next < 0) {
        return Long.MIN_VALUE;
      }
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    return Long.MIN_VALUE;
  }
}
