package org.weightwatcher.format.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of a pickle. Nothing here can act: what a file asks to be called is kept as an
/// [Instance], a description of the call.
///
/// Containers may hold themselves, and one value may be reached along very many paths; walks need a
/// set of visited containers. Containers are equal only to themselves. They are filled while the
/// pickle is read and not changed afterwards.
public sealed interface PickleValue {
  /// The one absent value.
  None NONE = new None();

  /// Python's `None`.
  record None() implements PickleValue {}

  /// A truth value.
  ///
  /// @param value the value
  record Bool(boolean value) implements PickleValue {}

  /// An integer of at most 64 bits.
  ///
  /// @param value the value
  record Int(long value) implements PickleValue {}

  /// An integer of more than 64 bits.
  ///
  /// @param value the value
  record BigInt(BigInteger value) implements PickleValue {}

  /// A floating-point number.
  ///
  /// @param value the value
  record Real(double value) implements PickleValue {}

  /// Text.
  ///
  /// @param value not escaped; malformed UTF-8 is replaced by U+FFFD
  record Text(String value) implements PickleValue {}

  /// A class or function by name; never looked up.
  ///
  /// @param module module, Python 2 names mapped to those of Python 3
  /// @param name name inside the module
  record Global(String module, String name) implements PickleValue {
    /// @return module and name joined by a dot
    public String path() {
      return module + "." + name;
    }
  }

  /// A reference to something outside the pickle, accepted by the reader's [PersistentIds].
  ///
  /// @param id the reference
  record Persistent(Tuple id) implements PickleValue {}

  /// Bytes, or a text of Python 2.
  final class Bytes implements PickleValue {
    private final byte[] value;

    /// Decoded when it is first asked for: many references may share one long key.
    private @Nullable String text;

    Bytes(byte[] value) {
      this.value = value;
    }

    /// @return number of bytes
    public int length() {
      return value.length;
    }

    /// @return the bytes as UTF-8, as Latin-1 where they are not
    public String text() {
      if (text == null) {
        text = decoded();
      }
      return text;
    }

    private String decoded() {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      } catch (CharacterCodingException old) {
        return new String(value, StandardCharsets.ISO_8859_1);
      }
    }
  }

  /// A tuple.
  final class Tuple implements PickleValue {
    private final List<PickleValue> items;

    /// @param items in order; copied
    public Tuple(List<PickleValue> items) {
      this.items = List.copyOf(items);
    }

    /// @return in order
    public List<PickleValue> items() {
      return items;
    }
  }

  /// A list or a set.
  final class Sequence implements PickleValue {
    private final ArrayList<PickleValue> items = new ArrayList<>();

    /// @return in order, read-only
    public List<PickleValue> items() {
      return Collections.unmodifiableList(items);
    }

    void add(PickleValue item) {
      items.add(item);
    }
  }

  /// One item of a dictionary.
  ///
  /// @param key any value
  /// @param value any value
  record Item(PickleValue key, PickleValue value) {}

  /// A dictionary: its items in the order in which they were set. A key that is set twice is there
  /// twice.
  final class Dict implements PickleValue {
    private final ArrayList<Item> items = new ArrayList<>();

    /// @return in order, read-only
    public List<Item> items() {
      return Collections.unmodifiableList(items);
    }

    void put(PickleValue key, PickleValue value) {
      items.add(new Item(key, value));
    }
  }

  /// How an [Instance] was asked for.
  enum Kind {
    /// A call with arguments.
    CALL,
    /// A new object of a class.
    NEW
  }

  /// The description of a call or of a new object, with everything that was set on the result.
  final class Instance implements PickleValue {
    private final Kind kind;
    private final PickleValue callable;
    private final Tuple arguments;
    private final Sequence listItems = new Sequence();
    private final Dict dictItems = new Dict();
    private PickleValue state = NONE;

    /// @param kind call or new object
    /// @param callable mostly a [Global]
    /// @param arguments positional arguments
    public Instance(Kind kind, PickleValue callable, Tuple arguments) {
      this.kind = kind;
      this.callable = callable;
      this.arguments = arguments;
    }

    /// @return call or new object
    public Kind kind() {
      return kind;
    }

    /// @return what is to be called; mostly a [Global]
    public PickleValue callable() {
      return callable;
    }

    /// @return positional arguments
    public List<PickleValue> arguments() {
      return arguments.items();
    }

    /// @return what was appended to the result
    public Sequence listItems() {
      return listItems;
    }

    /// @return what was set by key on the result
    public Dict dictItems() {
      return dictItems;
    }

    /// @return the state that the result was given; [PickleValue#NONE] if none
    public PickleValue state() {
      return state;
    }

    void setState(PickleValue newState) {
      state = newState;
    }
  }
}
