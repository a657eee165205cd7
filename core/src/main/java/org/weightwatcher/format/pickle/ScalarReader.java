package org.weightwatcher.format.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Numbers, strings and bytes of a pickle.
final class ScalarReader {
  private static final int LONG_BITS = 63;

  private final PickleInput input;
  private final PickleLimits limits;

  ScalarReader(PickleInput input, PickleLimits limits) {
    this.input = input;
    this.limits = limits;
  }

  PickleValue number(int op, long at) {
    return switch (op) {
      case Op.NEWTRUE -> new PickleValue.Bool(true);
      case Op.NEWFALSE -> new PickleValue.Bool(false);
      case Op.BININT -> new PickleValue.Int(input.i32(at));
      case Op.BININT1 -> new PickleValue.Int(input.u8(at));
      case Op.BININT2 -> new PickleValue.Int(input.littleEndian(2, at));
      case Op.LONG1 -> longBytes(input.u8(at), at);
      case Op.LONG4 -> longBytes(nonNegative(input.i32(at), at), at);
      case Op.BINFLOAT ->
          new PickleValue.Real(
              Double.longBitsToDouble(Long.reverseBytes(input.littleEndian(8, at))));
      case Op.INT -> intLine(at);
      case Op.LONG -> longLine(at);
      case Op.FLOAT -> floatLine(at);
      default -> PickleValue.NONE;
    };
  }

  PickleValue string(int op, long at) {
    return switch (op) {
      case Op.BINUNICODE -> text(input.littleEndian(4, at), at);
      case Op.SHORT_BINUNICODE -> text(input.u8(at), at);
      case Op.BINUNICODE8 -> text(input.littleEndian(8, at), at);
      case Op.UNICODE -> new PickleValue.Text(StringLiteral.rawUnicode(latin1(stringLine(at))));
      case Op.STRING -> quoted(at);
      case Op.BINSTRING -> bytes(nonNegative(input.i32(at), at), at);
      case Op.SHORT_BINSTRING, Op.SHORT_BINBYTES -> bytes(input.u8(at), at);
      case Op.BINBYTES -> bytes(input.littleEndian(4, at), at);
      default -> bytes(input.littleEndian(8, at), at);
    };
  }

  /// An index or another small number in decimal.
  long decimal(long at) {
    String digits = numberLine(at);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw notANumber("an integer", digits, at);
    }
  }

  String name(long at) {
    return new String(stringLine(at), StandardCharsets.UTF_8);
  }

  private PickleValue.Text text(long length, long at) {
    return new PickleValue.Text(new String(raw(length, at), StandardCharsets.UTF_8));
  }

  private PickleValue.Bytes bytes(long length, long at) {
    return new PickleValue.Bytes(raw(length, at));
  }

  private byte[] raw(long length, long at) {
    return input.bytes(length, limits.string(), "bytes of a pickle string", at);
  }

  private PickleValue longBytes(int length, long at) {
    byte[] bytes = input.bytes(length, limits.number(), "bytes of a pickle integer", at);
    if (bytes.length == 0) {
      return new PickleValue.Int(0);
    }
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    return integer(new BigInteger(bytes));
  }

  private static PickleValue integer(BigInteger value) {
    return value.bitLength() <= LONG_BITS
        ? new PickleValue.Int(value.longValue())
        : new PickleValue.BigInt(value);
  }

  private PickleValue intLine(long at) {
    String digits = numberLine(at);
    // Protocol 0 has no other way to write truth values.
    return switch (digits) {
      case "00" -> new PickleValue.Bool(false);
      case "01" -> new PickleValue.Bool(true);
      default -> parsed(digits, at);
    };
  }

  private PickleValue longLine(long at) {
    String digits = numberLine(at);
    return parsed(digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits, at);
  }

  private PickleValue parsed(String digits, long at) {
    try {
      return integer(new BigInteger(digits));
    } catch (NumberFormatException e) {
      throw notANumber("an integer", digits, at);
    }
  }

  private PickleValue floatLine(long at) {
    String digits = numberLine(at);
    try {
      return new PickleValue.Real(
          switch (digits) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(digits);
          });
    } catch (NumberFormatException e) {
      throw notANumber("a number", digits, at);
    }
  }

  private PickleValue quoted(long at) {
    String line = latin1(stringLine(at)).strip();
    int last = line.length() - 1;
    char quote = line.isEmpty() ? ' ' : line.charAt(0);
    if (last < 1 || (quote != '\'' && quote != '"') || line.charAt(last) != quote) {
      throw input.error(
          ErrorCode.E_MALFORMED,
          "pickle string must be quoted but was " + Printable.brief(line),
          at);
    }
    return new PickleValue.Bytes(StringLiteral.unescape(line.substring(1, last)));
  }

  private int nonNegative(int length, long at) {
    if (length < 0) {
      throw input.error(ErrorCode.E_MALFORMED, "pickle length must be >= 0 but was " + length, at);
    }
    return length;
  }

  private String numberLine(long at) {
    return latin1(input.line(limits.number(), "characters of a pickle number", at)).strip();
  }

  private byte[] stringLine(long at) {
    return input.line(limits.string(), "bytes of a pickle string", at);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private ModelFormatException notANumber(String rule, String found, long at) {
    return input.error(
        ErrorCode.E_MALFORMED,
        "pickle number must be " + rule + " but was " + Printable.brief(found),
        at);
  }
}
