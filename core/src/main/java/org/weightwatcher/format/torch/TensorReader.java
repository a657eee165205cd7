package org.weightwatcher.format.torch;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// Turns the description of a tensor into a tensor whose every element lies inside its storage, or
/// into the reason why not.
///
/// ```text
/// _rebuild_tensor     storage, offset, size, strides
/// _rebuild_tensor_v2  storage, offset, size, strides, gradient?, hooks[, metadata]
/// _rebuild_tensor_v3  storage, offset, size, strides, gradient?, hooks, dtype[, metadata]
/// ```
final class TensorReader {
  /// Parameters of subclasses of tensors nest a few deep.
  private static final int WRAPPERS_MAX = 32;

  /// PyTorch writes two entries; a longer dictionary, shared by many tensors, would cost time.
  private static final int METADATA_MAX = 16;

  private final Storages storages;
  private final String part;

  TensorReader(Storages storages, String part) {
    this.storages = storages;
    this.part = part;
  }

  /// @param value any value
  /// @return whether it describes a tensor, readable or not
  static boolean isTensor(PickleValue value) {
    return value instanceof PickleValue.Instance object
        && (Callables.isTensor(Values.path(object)) || hasSetState(object));
  }

  StoredTensor unusable(String name, ErrorCode code, String reason) {
    return new StoredTensor.Unusable(name, Shape.of(), part, code, reason);
  }

  /// @param name name of the tensor
  /// @param object its description
  /// @param module class of the module that owns it; empty if none
  StoredTensor read(String name, PickleValue.Instance object, String module) {
    Shape shape = Shape.of();
    try {
      Arguments call = unwrapped(object);
      boolean dense = call.function().isEmpty() || Callables.DENSE.contains(call.function());
      shape = shape(call);
      if (!dense) {
        throw other(call);
      }
      return new StoredTensor.Usable(
          dense(name, call), part, module.isEmpty() ? Declared.NOTHING : Declared.ofTorch(module));
    } catch (TensorDefect defect) {
      return new StoredTensor.Unusable(name, shape, part, defect.code(), defect.reason());
    }
  }

  /// Tensors of PyTorch 0.1: an empty tensor that is given `(storage, offset, size, strides)`.
  private static boolean hasSetState(PickleValue.Instance object) {
    return object.state() instanceof PickleValue.Tuple state
        && state.items().size() == 4
        && state.items().getFirst() instanceof PickleValue.Persistent;
  }

  private static Arguments unwrapped(PickleValue.Instance object) throws TensorDefect {
    if (object.state() instanceof PickleValue.Tuple state && hasSetState(object)) {
      return new Arguments("", state.items());
    }
    Arguments call = new Arguments(Values.path(object), object.arguments());
    for (int i = 0; i < WRAPPERS_MAX; i++) {
      if (Callables.FROM_TYPE.contains(call.function())) {
        call = fromType(call);
      } else if (Callables.WRAPPERS.contains(call.function())) {
        call = content(call);
      } else if (Callables.isTensor(call.function())) {
        return call;
      } else {
        throw new TensorDefect(
            ErrorCode.E_UNSUPPORTED_PICKLE,
            "built by %s, which is not executed".formatted(Printable.brief(call.function())));
      }
    }
    throw call.wrong("tensor must be wrapped at most %d times".formatted(WRAPPERS_MAX));
  }

  private static Arguments fromType(Arguments call) throws TensorDefect {
    if (call.get(0, "function") instanceof PickleValue.Global function
        && call.get(2, "arguments") instanceof PickleValue.Tuple arguments) {
      return new Arguments(function.path(), arguments.items());
    }
    throw call.wrong("tensor of a subclass must have a function and its arguments");
  }

  private static Arguments content(Arguments call) throws TensorDefect {
    if (call.get(0, "tensor") instanceof PickleValue.Instance inner) {
      return new Arguments(Values.className(inner), inner.arguments());
    }
    throw call.wrong("parameter must hold a tensor");
  }

  /// The size as far as it can be shown, wherever the function takes it.
  private static Shape shape(Arguments call) {
    return switch (call.function()) {
      case "torch._utils._rebuild_meta_tensor_no_storage" -> call.sizeIfAny(1);
      case "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_sparse_csr_tensor" ->
          call.values().size() > 1 && call.values().get(1) instanceof PickleValue.Tuple parts
              ? new Arguments("", parts.items()).lastSize()
              : Shape.of();
      default -> call.sizeIfAny(2);
    };
  }

  private static TensorDefect other(Arguments call) throws TensorDefect {
    String function = call.function().substring(call.function().lastIndexOf('.') + 1);
    return switch (function) {
      case "_rebuild_qtensor" -> unsupported("quantized tensor (%s)".formatted(scheme(call)));
      case "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor" -> unsupported("sparse tensor");
      case "_rebuild_meta_tensor_no_storage" -> unsupported("meta tensor without data");
      case "_rebuild_wrapper_subclass" ->
          unsupported(
              "tensor of the subclass "
                  + (call.get(0, "class") instanceof PickleValue.Global type
                      ? Printable.brief(type.path())
                      : "without a name"));
      case "_rebuild_nested_tensor" -> unsupported("nested tensor");
      case "UninitializedParameter" -> unsupported("uninitialized parameter");
      default -> unsupported("tensor of another device, stored as a NumPy array");
    };
  }

  private static String scheme(Arguments call) throws TensorDefect {
    return call.get(4, "quantizer") instanceof PickleValue.Tuple quantizer
            && !quantizer.items().isEmpty()
            && quantizer.items().getFirst() instanceof PickleValue.Global scheme
        ? Printable.brief(scheme.path())
        : "unknown scheme";
  }

  private static TensorDefect unsupported(String what) {
    return new TensorDefect(ErrorCode.E_UNSUPPORTED, what);
  }

  private Tensor dense(String name, Arguments call) throws TensorDefect {
    StorageId id = call.storage(0);
    long first = call.offset(1);
    Shape shape = call.size(2);
    long[] strides = call.strides(3, shape);
    boolean v3 = call.function().endsWith("_v3");
    ElementTypes.StorageClass type =
        ElementTypes.storageClass(id.type())
            .orElseThrow(() ->
                new TensorDefect(
                    ErrorCode.E_UNSUPPORTED_DTYPE,
                    "unknown storage class " + Printable.brief(id.type().path())));
    DType dtype = v3 ? explicitType(call) : implicitType(type);
    requireNoNegation(call, v3 ? 7 : 6);
    if (id.meta()) {
      throw unsupported("meta tensor without data");
    }
    Extent extent = new Extent(call, dtype, type.bytes());
    long offset = extent.offset(id, first);
    extent.requireInside(id, offset, shape, strides);
    Storages.Located located = storages.find(id.key());
    extent.requireStored(located, offset, shape, strides);
    return new Tensor(
        name, dtype, shape, located.storage(), extent.first(located, offset), strides);
  }

  private static DType explicitType(Arguments call) throws TensorDefect {
    if (!(call.get(6, "dtype") instanceof PickleValue.Global type)) {
      throw call.wrong("dtype must be a name");
    }
    Optional<DType> known =
        type.module().equals("torch") ? ElementTypes.dtype(type.name()) : Optional.empty();
    return known.orElseThrow(() ->
        new TensorDefect(
            ErrorCode.E_UNSUPPORTED_DTYPE,
            "elements of type %s are not read".formatted(Printable.brief(type.path()))));
  }

  private static DType implicitType(ElementTypes.StorageClass type) throws TensorDefect {
    if (type.quantized()) {
      throw unsupported("quantized tensor (%s)".formatted(type.name()));
    }
    return type.dtype()
        .orElseThrow(() ->
            new TensorDefect(
                ErrorCode.E_MALFORMED, "elements of a %s have no type".formatted(type.name())));
  }

  private static void requireNoNegation(Arguments call, int index) throws TensorDefect {
    if (index >= call.values().size()) {
      return;
    }
    boolean negative =
        call.values().get(index) instanceof PickleValue.Dict metadata
            && metadata.items().stream()
                .limit(METADATA_MAX)
                .anyMatch(item ->
                    Values.text(item.key()).equals(Optional.of("neg"))
                        && item.value() instanceof PickleValue.Bool(boolean set)
                        && set);
    if (negative) {
      throw unsupported("lazily negated tensor");
    }
  }

  /// Where the elements of one tensor end, in bytes of its storage.
  ///
  /// @param call for errors
  /// @param dtype type of the elements
  /// @param unit bytes in which the storage counts itself
  private record Extent(Arguments call, DType dtype, int unit) {

    long offset(StorageId id, long own) throws TensorDefect {
      if (id.view().isEmpty()) {
        return own;
      }
      StorageId.View view = id.view().get();
      if (view.offset() > id.elements() - view.elements()) {
        throw call.wrong(
            "view of %d elements at %d must lie inside a storage of %d"
                .formatted(view.elements(), view.offset(), id.elements()));
      }
      return checked(() -> Math.addExact(own, view.offset()));
    }

    void requireInside(StorageId id, long offset, Shape shape, long[] strides) throws TensorDefect {
      long end = end(offset, shape, strides);
      long announced = checked(() -> Math.multiplyExact(id.elements(), unit));
      if (end > announced) {
        throw call.wrong(
            "offset %d, size %s and strides %s reach byte %d of a storage of %d bytes"
                .formatted(offset, shape, Arrays.toString(strides), end, announced));
      }
    }

    void requireStored(Storages.Located located, long offset, Shape shape, long[] strides)
        throws TensorDefect {
      long end = end(offset, shape, strides);
      if (end > located.length()) {
        throw new TensorDefect(
            ErrorCode.E_TRUNCATED,
            "storage %s must have %d bytes but has %d"
                .formatted(located.label(), end, located.length()));
      }
    }

    /// The first element, counted from the start of all that the storage shares its place with.
    long first(Storages.Located located, long offset) throws TensorDefect {
      int bytes = dtype.bits() / 8;
      if (located.start() % bytes != 0) {
        throw unsupported(
            "storage %s begins at byte %d of its archive, which must be a multiple of %d"
                .formatted(located.label(), located.start(), bytes));
      }
      return checked(() -> Math.addExact(offset, located.start() / bytes));
    }

    private long end(long offset, Shape shape, long[] strides) throws TensorDefect {
      if (shape.isEmpty()) {
        return 0;
      }
      return checked(() -> {
        long last = offset;
        for (int axis = 0; axis < strides.length; axis++) {
          last = Math.addExact(last, Math.multiplyExact(shape.dim(axis) - 1, strides[axis]));
        }
        return Math.multiplyExact(Math.addExact(last, 1), dtype.bits() / 8);
      });
    }

    private long checked(LongSupplier sum) throws TensorDefect {
      try {
        return sum.getAsLong();
      } catch (ArithmeticException overflow) {
        throw call.wrong("offset, size and strides reach beyond 2^63 bytes");
      }
    }
  }
}
