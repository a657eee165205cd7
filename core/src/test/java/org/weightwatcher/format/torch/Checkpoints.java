package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.MemorySource;
import org.weightwatcher.format.zip.ZipBuilder;

/// Small checkpoints for tests, and their results as text.
final class Checkpoints {
  private Checkpoints() {}

  /// A pickle of protocol 2.
  static PickleBuilder pickle() {
    return new PickleBuilder().proto(2);
  }

  /// A zip container with the pickle and the storage 0 of 2 x 3 floats.
  static byte[] zip(PickleBuilder pickle) {
    return zip(pickle, 24);
  }

  static byte[] zip(PickleBuilder pickle, int storageBytes) {
    return new ZipBuilder()
        .stored("a/data.pkl", pickle.stop())
        .stored("a/version", "3\n")
        .stored("a/data/0", new byte[storageBytes])
        .build();
  }

  /// A dictionary with the tensor `w` and whatever else is added.
  static byte[] withWeight(UnaryOperator<PickleBuilder> more) {
    PickleBuilder pickle = pickle().raw("}(").text("w").tensor("FloatStorage", "0", 2, 3);
    return zip(more.apply(pickle).raw("u"));
  }

  /// A dictionary with one tensor `w`, written by the caller.
  static byte[] weight(UnaryOperator<PickleBuilder> tensor) {
    return zip(tensor.apply(pickle().raw("}(").text("w")).raw("u"));
  }

  static ModelFile open(byte[] zip) {
    return TorchReader.openZip("m.pt", "m.pt", MemorySource.of(zip));
  }

  static List<String> tensors(ModelFile model) {
    return model.tensors().stream().map(Checkpoints::text).toList();
  }

  static String text(StoredTensor stored) {
    return switch (stored) {
      case StoredTensor.Usable(var tensor, var _, _) -> tensor.toString();
      case StoredTensor.Unusable(var name, var shape, var _, var code, var reason) ->
          "%s %s %s: %s".formatted(name, shape, code, reason);
    };
  }

  static void assertRefused(ThrowableAssert.ThrowingCallable call, String whole) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.code() + " " + e.describe()).isEqualTo(whole));
  }
}
