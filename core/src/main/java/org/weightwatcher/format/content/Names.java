package org.weightwatcher.format.content;

import java.util.Map;
import java.util.Optional;

/// Formats that are known by name only and not read.
public final class Names {
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry(".mlmodel", "a Core ML model"),
          Map.entry(".pdparams", "a Paddle model"),
          Map.entry(".pdiparams", "a Paddle model"),
          Map.entry(".params", "an MXNet model"),
          Map.entry(".caffemodel", "a Caffe model"),
          Map.entry(".weights", "a Darknet model"),
          Map.entry(".joblib", "a scikit-learn model"),
          Map.entry(".mnn", "an MNN model"),
          Map.entry(".rknn", "an RKNN model"),
          Map.entry(".distcp", "a part of a distributed PyTorch checkpoint"),
          Map.entry(".msgpack", "a Flax checkpoint"));

  private static final String CONVERT = "converting it to safetensors";

  private Names() {}

  /// @param head a file
  /// @return the format that the name tells, if it is one that is known by name only
  public static Optional<Verdict> test(Head head) {
    if (head.startsWith("PYTORCH1")) {
      return refused("a container of the PyTorch 1.0 preview");
    }
    if (head.startsWith("ftrt")) {
      return refused("a TensorRT engine");
    }
    if (head.hasAt(4, "ET12")) {
      return refused("an ExecuTorch program");
    }
    if (head.hasAt(4, "PTMF")) {
      return refused("a PyTorch model for mobile (flatbuffer)");
    }
    if (isMsgpackMap(head)) {
      return refused("a Flax checkpoint (msgpack)");
    }
    if (head.text(64).startsWith("model_checkpoint_path: \"")) {
      return Optional.of(Verdict.notYet("a TensorFlow checkpoint pointer"));
    }
    return BY_ENDING.entrySet().stream()
        .filter(entry -> head.nameEnds(entry.getKey()))
        .findFirst()
        .flatMap(entry -> refused(entry.getValue()));
  }

  /// A map of up to 65 535 entries or more whose first key is a short text.
  private static boolean isMsgpackMap(Head head) {
    int first = head.u8(0);
    int key =
        switch (first) {
          case 0xde -> 3;
          case 0xdf -> 5;
          default -> first >= 0x81 && first <= 0x8f ? 1 : -1;
        };
    if (key < 0) {
      return false;
    }
    int length = head.u8(key) - 0xa0;
    return length > 0
        && length < 32
        && head.has(key + 1L, length)
        && head.latin1(key + 1L, length).matches("\\w+");
  }

  private static Optional<Verdict> refused(String what) {
    return Optional.of(Verdict.unsupported("is " + what + ", which is not read", CONVERT));
  }
}
