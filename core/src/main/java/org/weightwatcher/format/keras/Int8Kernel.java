package org.weightwatcher.format.keras;

import java.util.List;
import java.util.Optional;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.format.hdf5.Hdf5Object;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;

/// The weights of a `Dense` layer that Keras quantized to bytes: `W[i,o] = kernel[i,o] / scale[o]`.
final class Int8Kernel {
  private static final int MATRIX = 2;

  private Int8Kernel() {}

  /// @param weight a variable of a quantized layer
  /// @param layer all variables of that layer
  /// @return the weights as numbers; empty if it is no such kernel, or its scales do not fit
  static Optional<Hdf5Object.Dataset> of(Weight weight, List<Weight> layer) {
    if (!weight.config().quantization().equals("int8")
        || !weight.config().className().equals("Dense")
        || !weight.role().equals("kernel")
        || !(weight.found() instanceof Hdf5Object.Dataset codes)
        || codes.dtype() != DType.I8
        || codes.shape().rank() != MATRIX) {
      return Optional.empty();
    }
    Shape columns = Shape.of(codes.shape().dim(1));
    return layer.stream()
        .filter(other -> other.role().equals("kernel_scale"))
        .flatMap(other -> Optional.of(other.found()).stream())
        .filter(Hdf5Object.Dataset.class::isInstance)
        .map(Hdf5Object.Dataset.class::cast)
        .filter(scale -> scale.shape().equals(columns))
        .filter(scale -> scale.dtype().kind() == DType.Kind.FLOAT)
        .findFirst()
        .filter(_ -> codes.shape().elements() <= Long.MAX_VALUE / Double.BYTES)
        .map(scale -> quotient(codes, scale));
  }

  private static Hdf5Object.Dataset quotient(Hdf5Object.Dataset codes, Hdf5Object.Dataset scale) {
    Storage storage =
        new Storage(
            codes.storage().file(),
            codes.storage().offset(),
            Math.multiplyExact(Double.BYTES, codes.shape().elements()),
            Endian.LITTLE,
            new Storage.Encoding.Quotient(
                codes.storage(),
                codes.dtype(),
                scale.storage(),
                scale.dtype(),
                codes.shape().dim(1)));
    return new Hdf5Object.Dataset(DType.F64, codes.shape(), storage);
  }
}
