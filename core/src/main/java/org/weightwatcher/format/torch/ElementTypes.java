package org.weightwatcher.format.torch;

import java.util.Optional;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.DType;

/// PyTorch's names of element types and of the classes of storages.
final class ElementTypes {
  private ElementTypes() {}

  /// What a storage class says about its elements.
  ///
  /// @param name name of the class
  /// @param bytes bytes of one element
  /// @param dtype their type; empty where the tensor has to say it, or where no type is read
  /// @param quantized whether the elements are codes of a quantized tensor
  record StorageClass(String name, int bytes, Optional<DType> dtype, boolean quantized) {}

  /// @param global name of a storage class, of any device
  /// @return what it says; empty for an unknown one
  static Optional<StorageClass> storageClass(PickleValue.Global global) {
    boolean torch =
        switch (global.module()) {
          case "torch", "torch.cuda", "torch.storage" -> true;
          default -> false;
        };
    return torch ? ofName(global.name()) : Optional.empty();
  }

  private static Optional<StorageClass> ofName(String name) {
    return switch (name) {
      case "DoubleStorage" -> plain(name, DType.F64);
      case "FloatStorage" -> plain(name, DType.F32);
      case "HalfStorage" -> plain(name, DType.F16);
      case "BFloat16Storage" -> plain(name, DType.BF16);
      case "LongStorage" -> plain(name, DType.I64);
      case "IntStorage" -> plain(name, DType.I32);
      case "ShortStorage" -> plain(name, DType.I16);
      case "CharStorage" -> plain(name, DType.I8);
      case "ByteStorage" -> plain(name, DType.U8);
      case "BoolStorage" -> plain(name, DType.BOOL);
      case "ComplexDoubleStorage" -> plain(name, DType.C128);
      case "ComplexFloatStorage" -> plain(name, DType.C64);
      case "QInt8Storage", "QUInt8Storage", "QUInt4x2Storage", "QUInt2x4Storage" ->
          Optional.of(new StorageClass(name, 1, Optional.empty(), true));
      case "QInt32Storage" -> Optional.of(new StorageClass(name, 4, Optional.empty(), true));
      case "UntypedStorage", "TypedStorage" ->
          Optional.of(new StorageClass(name, 1, Optional.empty(), false));
      default -> Optional.empty();
    };
  }

  private static Optional<StorageClass> plain(String name, DType dtype) {
    return Optional.of(new StorageClass(name, dtype.bits() / 8, Optional.of(dtype), false));
  }

  /// @param name name of an element type, without `torch.`
  /// @return the type; empty for one that is not read, such as packed sub-byte types
  static Optional<DType> dtype(String name) {
    return switch (name) {
      case "float64", "double" -> Optional.of(DType.F64);
      case "float32", "float" -> Optional.of(DType.F32);
      case "float16", "half" -> Optional.of(DType.F16);
      case "bfloat16" -> Optional.of(DType.BF16);
      case "float8_e4m3fn" -> Optional.of(DType.F8_E4M3);
      case "float8_e5m2" -> Optional.of(DType.F8_E5M2);
      case "float8_e4m3fnuz" -> Optional.of(DType.F8_E4M3FNUZ);
      case "float8_e5m2fnuz" -> Optional.of(DType.F8_E5M2FNUZ);
      case "float8_e8m0fnu" -> Optional.of(DType.F8_E8M0);
      case "int64", "long" -> Optional.of(DType.I64);
      case "int32", "int" -> Optional.of(DType.I32);
      case "int16", "short" -> Optional.of(DType.I16);
      case "int8" -> Optional.of(DType.I8);
      case "uint8" -> Optional.of(DType.U8);
      case "uint16" -> Optional.of(DType.U16);
      case "uint32" -> Optional.of(DType.U32);
      case "uint64" -> Optional.of(DType.U64);
      case "bool" -> Optional.of(DType.BOOL);
      case "complex64", "cfloat" -> Optional.of(DType.C64);
      case "complex128", "cdouble" -> Optional.of(DType.C128);
      default -> Optional.empty();
    };
  }
}
