package org.weightwatcher.format.pickle;

import java.util.List;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;

/// Makes descriptions of what a pickle asks to be called, and keeps the names.
final class InstanceBuilder {
  private final PickleInput input;
  private final PickleLimits limits;
  private final PickleStack stack;
  private final ScalarReader scalars;
  private final Set<PickleValue.Global> called;

  InstanceBuilder(
      PickleInput input,
      PickleLimits limits,
      PickleStack stack,
      ScalarReader scalars,
      Set<PickleValue.Global> called) {
    this.input = input;
    this.limits = limits;
    this.stack = stack;
    this.scalars = scalars;
    this.called = called;
  }

  PickleValue.Global global(int op, long at) {
    if (op != Op.STACK_GLOBAL) {
      return named(scalars.name(at), scalars.name(at), at);
    }
    List<PickleValue> names = stack.pop(2, at);
    if (names.get(0) instanceof PickleValue.Text(String module)
        && names.get(1) instanceof PickleValue.Text(String name)) {
      return named(module, name, at);
    }
    throw input.error(ErrorCode.E_MALFORMED, "pickle name of a class must be text", at);
  }

  PickleValue.Instance instance(int op, long at) {
    return switch (op) {
      case Op.INST -> {
        PickleValue.Global type = named(scalars.name(at), scalars.name(at), at);
        yield noted(PickleValue.Kind.CALL, type, new PickleValue.Tuple(stack.popToMark(at)));
      }
      case Op.OBJ -> {
        List<PickleValue> items = stack.popToMark(at);
        if (items.isEmpty()) {
          throw input.error(ErrorCode.E_MALFORMED, "pickle stack underflow", at);
        }
        yield noted(
            PickleValue.Kind.NEW,
            items.getFirst(),
            new PickleValue.Tuple(items.subList(1, items.size())));
      }
      default -> {
        if (op == Op.NEWOBJ_EX) {
          stack.pop(at); // keyword arguments; no class that is understood has any
        }
        PickleValue arguments = stack.pop(at);
        PickleValue callable = stack.pop(at);
        yield noted(
            op == Op.REDUCE ? PickleValue.Kind.CALL : PickleValue.Kind.NEW,
            callable,
            tuple(arguments, at));
      }
    };
  }

  void build(long at) {
    PickleValue state = stack.pop(at);
    // State of anything else, such as a dictionary of a subclass, says nothing about weights.
    if (stack.top(at) instanceof PickleValue.Instance object) {
      object.setState(state);
    }
  }

  private PickleValue.Instance noted(
      PickleValue.Kind kind, PickleValue callable, PickleValue.Tuple arguments) {
    if (callable instanceof PickleValue.Global global) {
      called.add(global);
    }
    return new PickleValue.Instance(kind, callable, arguments);
  }

  private PickleValue.Tuple tuple(PickleValue value, long at) {
    if (value instanceof PickleValue.Tuple tuple) {
      return tuple;
    }
    throw input.error(ErrorCode.E_MALFORMED, "pickle arguments must be a tuple", at);
  }

  private PickleValue.Global named(String module, String name, long at) {
    String today =
        switch (module) {
          case "__builtin__" -> "builtins";
          case "copy_reg" -> "copyreg";
          default -> module;
        };
    // Names are joined again and again; a long one must not make that slow.
    if (module.length() > limits.name() || name.length() > limits.name()) {
      throw input.exceeded(
          "length of a pickle class name",
          Math.max(module.length(), name.length()),
          limits.name(),
          at);
    }
    return new PickleValue.Global(today, name);
  }
}
