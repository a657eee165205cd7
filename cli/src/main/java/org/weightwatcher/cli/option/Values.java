package org.weightwatcher.cli.option;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;

/// Reads the values of options; every refusal names the option, the rule and the found value.
public final class Values {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(i?)(b?)", Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");

  private Values() {}

  /// @param option its name
  /// @param text a whole number
  /// @param least smallest that is allowed
  /// @return the number
  public static int count(String option, String text, int least) {
    if (text.matches("\\d{1,10}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw bad(option, "a whole number >= " + least, text);
  }

  /// @param option its name
  /// @param text a whole number, or `none`
  /// @param least smallest that is allowed
  /// @return the number
  public static OptionalInt countOrNone(String option, String text, int least) {
    if (text.equals("none")) {
      return OptionalInt.empty();
    }
    if (!text.matches("\\d{1,10}")) {
      throw bad(option, "none or a whole number >= " + least, text);
    }
    return OptionalInt.of(count(option, text, least));
  }

  /// @param option its name
  /// @param text a whole number of 64 bits, with a sign if wanted
  /// @return the number
  public static long signedLong(String option, String text) {
    if (text.matches("[+-]?\\d{1,20}")) {
      BigInteger value = new BigInteger(text);
      if (value.bitLength() < Long.SIZE) {
        return value.longValue();
      }
    }
    throw bad(option, "a whole number of 64 bits", text);
  }

  /// @param option its name
  /// @param text a decimal number, as `0.5` or `1e-6`; whatever the locale
  /// @return the number, finite
  public static double number(String option, String text) {
    // Java would take NaN, hexadecimal digits and a type suffix too.
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw bad(option, "a number such as 0.5 or 1e-6", text);
  }

  /// @param option its name
  /// @param text `512M`, `4G`, `4GiB`: powers of 1024; `4GB`: powers of 1000; case ignored
  /// @return bytes
  public static long size(String option, String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches() || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
      throw bad(option, "a size such as 512M, 4G or 4GB", text);
    }
    int power = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    if (matcher.group(2).isEmpty()) {
      power = 0;
    }
    boolean decimal = matcher.group(3).isEmpty() && !matcher.group(4).isEmpty();
    try {
      long bytes = Long.parseLong(matcher.group(1));
      for (int i = 0; i < power; i++) {
        bytes = Math.multiplyExact(bytes, decimal ? 1000L : 1024L);
      }
      if (bytes >= 1) {
        return bytes;
      }
    } catch (ArithmeticException beyond64Bits) {
      throw bad(option, "below 8 EiB", text);
    }
    throw bad(option, "at least 1 byte", text);
  }

  /// @param option its name
  /// @param text the word of a constant in lower case, with `-` for `_`
  /// @param constants what is allowed
  /// @param <E> their type
  /// @return the constant
  public static <E extends Enum<E>> E choice(String option, String text, E[] constants) {
    return choice(option, text, Arrays.asList(constants));
  }

  /// As [#choice(String, String, Enum[])].
  ///
  /// @param option its name
  /// @param text the word of a constant
  /// @param constants what is allowed
  /// @param <E> their type
  /// @return the constant
  public static <E extends Enum<E>> E choice(String option, String text, List<E> constants) {
    return constants.stream()
        .filter(constant -> word(constant).equals(text))
        .findFirst()
        .orElseThrow(() -> bad(option, oneOf(constants.stream().map(Values::word).toList()), text));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @param words at least one
  /// @return `a, b or c`
  public static String oneOf(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }

  /// @param option its name
  /// @param rule what it must be
  /// @param text what was found
  /// @return the refusal
  public static OptionException bad(String option, String rule, String text) {
    return new OptionException(
        "%s must be %s but was '%s'".formatted(option, rule, Printable.brief(text)));
  }
}
