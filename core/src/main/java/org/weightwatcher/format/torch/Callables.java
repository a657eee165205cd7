package org.weightwatcher.format.torch;

import java.util.List;
import java.util.Set;

/// Names that have a meaning here, matched as text. A file gains nothing by choosing one: it
/// selects how a description is read, and nothing is ever called.
final class Callables {
  /// Dictionaries.
  static final Set<String> DICTIONARIES =
      Set.of(
          "collections.OrderedDict",
          "collections.defaultdict",
          "collections.Counter",
          "builtins.dict");

  /// Sequences.
  static final Set<String> SEQUENCES =
      Set.of(
          "torch.Size",
          "builtins.list",
          "builtins.tuple",
          "builtins.set",
          "builtins.frozenset",
          "torch.jit._pickle.build_boollist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_tensorlist");

  /// Functions that name the type of their first argument and return it.
  static final Set<String> TYPED = Set.of("torch.jit._pickle.restore_type_tag");

  /// Beginnings of the names of classes whose objects are walked as modules.
  private static final List<String> MODULES =
      List.of("torch.nn.modules.", "torch.nn.parallel.", "__torch__.");

  /// Functions whose first argument is the tensor that they return.
  static final Set<String> WRAPPERS =
      Set.of(
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._utils._rebuild_device_tensor_from_cpu_tensor",
          "torch.autograd.variable.Variable",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer");

  /// Functions whose first argument is a function and whose third are that function's arguments.
  static final Set<String> FROM_TYPE =
      Set.of(
          "torch._tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type_v2",
          "torch.tensor._rebuild_from_type");

  /// Tensors with storage, offset, size and strides.
  static final Set<String> DENSE =
      Set.of(
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor_v3");

  /// Tensors that are recognised but not read.
  static final Set<String> OTHER_TENSORS =
      Set.of(
          "torch._utils._rebuild_qtensor",
          "torch._utils._rebuild_sparse_tensor",
          "torch._utils._rebuild_sparse_csr_tensor",
          "torch._utils._rebuild_meta_tensor_no_storage",
          "torch._utils._rebuild_wrapper_subclass",
          "torch._utils._rebuild_device_tensor_from_numpy",
          "torch._utils._rebuild_xla_tensor",
          "torch._utils._rebuild_nested_tensor",
          "torch.nn.parameter.UninitializedParameter");

  /// Values that hold no weights and do nothing.
  private static final Set<String> HARMLESS =
      Set.of(
          "torch.device",
          "torch.serialization._get_layout",
          "_codecs.encode",
          "builtins.bytearray",
          "builtins.bytes",
          "builtins.complex",
          "builtins.slice",
          "builtins.range",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.dtype",
          "copyreg._reconstructor");

  private Callables() {}

  /// @param path module and name
  /// @return whether it makes a tensor
  static boolean isTensor(String path) {
    return DENSE.contains(path)
        || WRAPPERS.contains(path)
        || FROM_TYPE.contains(path)
        || OTHER_TENSORS.contains(path);
  }

  /// @param path module and name
  /// @return whether a call of it is understood; all else is reported as not executed
  static boolean isKnown(String path) {
    return isTensor(path)
        || DICTIONARIES.contains(path)
        || SEQUENCES.contains(path)
        || TYPED.contains(path)
        || HARMLESS.contains(path);
  }

  /// @param path module and name
  /// @return whether it is a class of layers, whose objects hold weights and do nothing
  static boolean isModule(String path) {
    return MODULES.stream().anyMatch(path::startsWith);
  }
}
