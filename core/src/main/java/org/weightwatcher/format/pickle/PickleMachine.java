package org.weightwatcher.format.pickle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Runs one pickle without doing anything it asks for: the result is a description.
///
/// A plain loop over operations with an explicit stack: neither depth of nesting nor sharing costs
/// more than the operations that express it. Every count is bounded. Not safe for use by several
/// threads.
public final class PickleMachine {
  private static final int PROTOCOL_MAX = 5;

  private final PickleInput input;
  private final PickleLimits limits;
  private final PersistentIds persistentIds;
  private final PickleStack stack;
  private final PickleMemo memo;
  private final ScalarReader scalars;
  private final InstanceBuilder instances;
  private final Set<PickleValue.Global> called = new LinkedHashSet<>();

  private PickleMachine(PickleInput input, PersistentIds persistentIds, PickleLimits limits) {
    this.input = input;
    this.limits = limits;
    this.persistentIds = persistentIds;
    this.stack = new PickleStack(input, limits);
    this.memo = new PickleMemo(input, limits);
    this.scalars = new ScalarReader(input, limits);
    this.instances = new InstanceBuilder(input, limits, stack, scalars, called);
  }

  /// @param input positioned at the first byte of a pickle; afterwards at the first byte behind it
  /// @param persistentIds accepts references to things outside the pickle
  /// @return the result
  /// @throws ModelFormatException E_MALFORMED, E_TRUNCATED or E_UNSUPPORTED with the offset of the
  ///   operation, E_LIMIT
  public static Pickle run(PickleInput input, PersistentIds persistentIds) {
    return run(input, persistentIds, PickleLimits.standard());
  }

  static Pickle run(PickleInput input, PersistentIds persistentIds, PickleLimits limits) {
    return new PickleMachine(input, persistentIds, limits).run();
  }

  private Pickle run() {
    long start = input.position();
    long operations = 0;
    while (true) {
      long at = input.position();
      int op = input.next();
      if (op < 0) {
        throw input.error(ErrorCode.E_TRUNCATED, "pickle ends without STOP", at);
      }
      if (++operations > limits.operations()) {
        throw input.exceeded("number of pickle operations", operations, limits.operations(), at);
      }
      if (input.position() - start > limits.bytes()) {
        throw input.exceeded("bytes of a pickle", input.position() - start, limits.bytes(), at);
      }
      if (op == Op.STOP) {
        return new Pickle(
            stack.pop(at),
            called.stream().map(PickleValue.Global::path).toList(),
            input.position());
      }
      step(op, at);
    }
  }

  private void step(int op, long at) {
    switch (op) {
      case Op.MARK -> stack.mark(at);
      case Op.POP -> stack.popAny(at);
      case Op.POP_MARK -> stack.popToMark(at);
      case Op.DUP -> stack.push(stack.top(at), at);
      case Op.NONE,
          Op.NEWTRUE,
          Op.NEWFALSE,
          Op.INT,
          Op.BININT,
          Op.BININT1,
          Op.BININT2,
          Op.LONG,
          Op.LONG1,
          Op.LONG4,
          Op.FLOAT,
          Op.BINFLOAT ->
          stack.push(scalars.number(op, at), at);
      case Op.STRING,
          Op.BINSTRING,
          Op.SHORT_BINSTRING,
          Op.UNICODE,
          Op.BINUNICODE,
          Op.SHORT_BINUNICODE,
          Op.BINUNICODE8,
          Op.BINBYTES,
          Op.SHORT_BINBYTES,
          Op.BINBYTES8,
          Op.BYTEARRAY8 ->
          stack.push(scalars.string(op, at), at);
      default -> stepContainer(op, at);
    }
  }

  private void stepContainer(int op, long at) {
    switch (op) {
      case Op.EMPTY_DICT -> stack.push(new PickleValue.Dict(), at);
      case Op.EMPTY_LIST, Op.EMPTY_SET -> stack.push(new PickleValue.Sequence(), at);
      case Op.EMPTY_TUPLE -> stack.push(new PickleValue.Tuple(List.of()), at);
      case Op.TUPLE1, Op.TUPLE2, Op.TUPLE3 ->
          stack.push(new PickleValue.Tuple(stack.pop(op - Op.TUPLE1 + 1, at)), at);
      case Op.TUPLE -> stack.push(new PickleValue.Tuple(stack.popToMark(at)), at);
      case Op.LIST, Op.FROZENSET -> {
        List<PickleValue> items = stack.popToMark(at);
        stack.push(new PickleValue.Sequence(), at);
        append(items, at);
      }
      case Op.DICT -> {
        List<PickleValue> items = stack.popToMark(at);
        stack.push(new PickleValue.Dict(), at);
        put(items, at);
      }
      case Op.APPEND -> append(stack.pop(1, at), at);
      case Op.APPENDS, Op.ADDITEMS -> append(stack.popToMark(at), at);
      case Op.SETITEM -> put(stack.pop(2, at), at);
      case Op.SETITEMS -> put(stack.popToMark(at), at);
      case Op.PUT -> memo.put(scalars.decimal(at), stack.top(at), at);
      case Op.BINPUT -> memo.put(input.u8(at), stack.top(at), at);
      case Op.LONG_BINPUT -> memo.put(input.littleEndian(4, at), stack.top(at), at);
      case Op.MEMOIZE -> memo.put(memo.size(), stack.top(at), at);
      case Op.GET -> stack.push(memo.get(scalars.decimal(at), at), at);
      case Op.BINGET -> stack.push(memo.get(input.u8(at), at), at);
      case Op.LONG_BINGET -> stack.push(memo.get(input.littleEndian(4, at), at), at);
      default -> stepObject(op, at);
    }
  }

  private void stepObject(int op, long at) {
    switch (op) {
      case Op.GLOBAL, Op.STACK_GLOBAL -> stack.push(instances.global(op, at), at);
      case Op.REDUCE, Op.INST, Op.OBJ, Op.NEWOBJ, Op.NEWOBJ_EX ->
          stack.push(instances.instance(op, at), at);
      case Op.BUILD -> instances.build(at);
      case Op.PERSID ->
          stack.push(persistentIds.resolve(new PickleValue.Text(scalars.name(at)), input, at), at);
      case Op.BINPERSID -> stack.push(persistentIds.resolve(stack.pop(at), input, at), at);
      case Op.PROTO -> {
        int protocol = input.u8(at);
        if (protocol > PROTOCOL_MAX) {
          throw input.error(
              ErrorCode.E_UNSUPPORTED,
              "pickle protocol must be at most %d but was %d".formatted(PROTOCOL_MAX, protocol),
              at);
        }
      }
      case Op.FRAME -> input.littleEndian(8, at); // a hint for buffering, never trusted
      case Op.EXT1, Op.EXT2, Op.EXT4 ->
          throw input.error(
              ErrorCode.E_UNSUPPORTED,
              "pickle extension code (opcode 0x%02X) is not read".formatted(op),
              at);
      case Op.NEXT_BUFFER, Op.READONLY_BUFFER ->
          throw input.error(
              ErrorCode.E_UNSUPPORTED,
              "pickle buffer outside the file (opcode 0x%02X) is not read".formatted(op),
              at);
      default ->
          throw input.error(
              ErrorCode.E_MALFORMED, "unknown pickle opcode 0x%02X".formatted(op), at);
    }
  }

  private void append(List<PickleValue> items, long at) {
    switch (stack.top(at)) {
      case PickleValue.Sequence list -> items.forEach(list::add);
      case PickleValue.Instance object -> items.forEach(object.listItems()::add);
      default -> throw input.error(ErrorCode.E_MALFORMED, "pickle appends to what is no list", at);
    }
  }

  private void put(List<PickleValue> items, long at) {
    PickleValue.Dict target =
        switch (stack.top(at)) {
          case PickleValue.Dict dict -> dict;
          case PickleValue.Instance object -> object.dictItems();
          default ->
              throw input.error(
                  ErrorCode.E_MALFORMED, "pickle sets an item of what is no dictionary", at);
        };
    if (items.size() % 2 != 0) {
      throw input.error(ErrorCode.E_MALFORMED, "pickle dictionary has a key without a value", at);
    }
    for (int i = 0; i < items.size(); i += 2) {
      target.put(items.get(i), items.get(i + 1));
    }
  }
}
