package org.weightwatcher.table;

import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.Printable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/// Escapes what JSON allows as it is but a terminal would obey: control characters above U+007E and
/// those that turn the direction of writing.
final class HarmlessEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private static final int DELETE = 0x7f;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    char c = (char) character;
    boolean harmless = Character.isSurrogate(c) || !Printable.isUnsafe(c);
    return harmless ? null : new SerializedString(String.format("\\u%04x", character));
  }
}
