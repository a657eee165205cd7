package org.weightwatcher.bytes;

import java.nio.ByteOrder;

/// Byte order of stored numbers; serializable, unlike [ByteOrder].
public enum Endian {
  /// Least significant byte first.
  LITTLE(ByteOrder.LITTLE_ENDIAN),
  /// Most significant byte first.
  BIG(ByteOrder.BIG_ENDIAN);

  private final ByteOrder order;

  Endian(ByteOrder order) {
    this.order = order;
  }

  /// @return the same order as the JDK names it
  public ByteOrder order() {
    return order;
  }
}
