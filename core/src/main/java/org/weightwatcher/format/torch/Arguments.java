package org.weightwatcher.format.torch;

import java.util.List;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.Shape;

/// Arguments of a function that makes a tensor, read with their rules.
///
/// @param function module and name, for messages
/// @param values positional arguments
record Arguments(String function, List<PickleValue> values) {

  PickleValue get(int index, String what) throws TensorDefect {
    if (index >= values.size()) {
      throw wrong("no " + what);
    }
    return values.get(index);
  }

  StorageId storage(int index) throws TensorDefect {
    if (get(index, "storage") instanceof PickleValue.Persistent(PickleValue.Tuple id)) {
      Optional<StorageId> storage = StorageId.parse(id);
      if (storage.isPresent()) {
        return storage.get();
      }
    }
    throw wrong("storage must be a reference to a storage");
  }

  long offset(int index) throws TensorDefect {
    if (!(get(index, "storage offset") instanceof PickleValue.Int(long offset))) {
      throw wrong("storage offset must be an integer");
    }
    if (offset < 0) {
      throw wrong("storage offset must be >= 0 but was " + offset);
    }
    return offset;
  }

  Shape size(int index) throws TensorDefect {
    long[] dims = integers(index, "size");
    Shape shape = Shape.of(dims);
    try {
      shape.elements();
    } catch (ArithmeticException overflow) {
      throw wrong("number of elements must be below 2^63 but the size is " + shape);
    }
    return shape;
  }

  long[] strides(int index, Shape shape) throws TensorDefect {
    long[] strides = integers(index, "strides");
    if (strides.length != shape.rank()) {
      throw wrong(
          "number of strides must be %d but was %d".formatted(shape.rank(), strides.length));
    }
    return strides;
  }

  /// The size, where there is one that can be shown.
  Shape sizeIfAny(int index) {
    try {
      return size(index);
    } catch (TensorDefect unknown) {
      return Shape.of();
    }
  }

  /// The size of a sparse tensor: the last argument that is one.
  Shape lastSize() {
    for (int index = values.size() - 1; index >= 0; index--) {
      if (Values.sequence(values.get(index)).isPresent()) {
        return sizeIfAny(index);
      }
    }
    return Shape.of();
  }

  private long[] integers(int index, String what) throws TensorDefect {
    List<PickleValue> items = Values.sequence(get(index, what)).orElse(List.of(PickleValue.NONE));
    if (items.size() > Limits.RANK) {
      throw new TensorDefect(
          ErrorCode.E_LIMIT,
          "number of dimensions %d exceeds %d".formatted(items.size(), Limits.RANK));
    }
    long[] result = new long[items.size()];
    for (int i = 0; i < result.length; i++) {
      if (!(items.get(i) instanceof PickleValue.Int(long value))) {
        throw wrong(what + " must be a tuple of integers");
      }
      if (value < 0) {
        throw wrong("%s must be >= 0 but was %d".formatted(what, value));
      }
      result[i] = value;
    }
    return result;
  }

  TensorDefect wrong(String reason) {
    return new TensorDefect(ErrorCode.E_MALFORMED, reason);
  }
}
