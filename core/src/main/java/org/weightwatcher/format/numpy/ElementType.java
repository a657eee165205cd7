package org.weightwatcher.format.numpy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.tensor.DType;

/// The elements of an array, as `descr` spells them: byte order, kind, bytes of one element.
///
/// @param dtype their type
/// @param endian their byte order; little where the file does not say
/// @param assumed whether the file says no more than how wide they are
record ElementType(DType dtype, Endian endian, boolean assumed) {
  private static final Pattern SPELLING = Pattern.compile("([<>=|]?)([A-Za-z?])(.*)");
  private static final String NOT_READ = " is not read";

  /// @param descr of the header
  /// @throws NpyDefect E_UNSUPPORTED_DTYPE for what is no array of numbers, E_MALFORMED for what
  ///   NumPy does not define
  static ElementType of(NpyHeader.Descr descr) throws NpyDefect {
    return switch (descr.value()) {
      case Literal.Text(String spelling) -> ofText(descr, spelling);
      case Literal.Items _ -> throw unsupported(descr, "structured array");
      case Literal.Flag _, Literal.Whole _, Literal.Tuple _ -> throw unknown(descr);
    };
  }

  private static ElementType ofText(NpyHeader.Descr descr, String spelling) throws NpyDefect {
    Matcher parts = SPELLING.matcher(spelling);
    if (!parts.matches()) {
      throw unknown(descr);
    }
    Endian endian = parts.group(1).equals(">") ? Endian.BIG : Endian.LITTLE;
    String kind = parts.group(2);
    Optional<DType> known = numeric(kind + parts.group(3));
    if (known.isPresent()) {
      return new ElementType(known.get(), endian, kind.equals("V"));
    }
    throw refused(descr, kind);
  }

  private static Optional<DType> numeric(String type) {
    return switch (type) {
      case "f8" -> Optional.of(DType.F64);
      case "f4" -> Optional.of(DType.F32);
      case "f2" -> Optional.of(DType.F16);
      // NumPy has no name for bfloat16: it saves what ml_dtypes adds as bytes without a meaning.
      case "V2" -> Optional.of(DType.BF16);
      case "i1" -> Optional.of(DType.I8);
      case "i2" -> Optional.of(DType.I16);
      case "i4" -> Optional.of(DType.I32);
      case "i8" -> Optional.of(DType.I64);
      case "u1" -> Optional.of(DType.U8);
      case "u2" -> Optional.of(DType.U16);
      case "u4" -> Optional.of(DType.U32);
      case "u8" -> Optional.of(DType.U64);
      case "b1", "?" -> Optional.of(DType.BOOL);
      case "c8" -> Optional.of(DType.C64);
      case "c16" -> Optional.of(DType.C128);
      default -> Optional.empty();
    };
  }

  private static NpyDefect refused(NpyHeader.Descr descr, String kind) {
    return switch (kind) {
      case "O" ->
          unsupported(descr, "array of objects, a pickle that could run any code when loaded,");
      case "S", "a", "U" -> unsupported(descr, "array of texts");
      case "M", "m" -> unsupported(descr, "array of dates or times");
      case "V" -> unsupported(descr, "array of bytes without a type");
      case "f", "c", "i", "u" -> unsupported(descr, "array of numbers of this width");
      default -> unknown(descr);
    };
  }

  private static NpyDefect unsupported(NpyHeader.Descr descr, String what) {
    return new NpyDefect(
        ErrorCode.E_UNSUPPORTED_DTYPE,
        what + NOT_READ + ": descr is " + Printable.brief(descr.text()),
        descr.offset());
  }

  private static NpyDefect unknown(NpyHeader.Descr descr) {
    return new NpyDefect(
        ErrorCode.E_MALFORMED,
        "descr must be a type of NumPy but is " + Printable.brief(descr.text()),
        descr.offset());
  }
}
