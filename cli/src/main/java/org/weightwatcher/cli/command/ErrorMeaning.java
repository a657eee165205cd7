package org.weightwatcher.cli.command;

import org.weightwatcher.error.ErrorCode;

/// Codes of errors in words.
final class ErrorMeaning {
  private ErrorMeaning() {}

  static String of(ErrorCode code) {
    return switch (code) {
      case E_NOT_FOUND -> "the path is missing or cannot be read";
      case E_NOT_A_MODEL -> "the content fits no known format, or holds no weights";
      case E_TRUNCATED -> "the file is cut short";
      case E_MALFORMED -> "the file violates its format";
      case E_UNSUPPORTED_DTYPE -> "an element type that is not read";
      case E_UNSUPPORTED_PICKLE -> "a pickle needs code that is not emulated";
      case E_UNSUPPORTED -> "the format is known but not read";
      case E_DUPLICATE -> "a name occurs twice";
      case E_PAIRING -> "two models do not fit together";
      case E_NO_LAYERS -> "no layer matches, or every one is skipped";
      case E_MEMORY -> "the memory is too small";
      case E_NEEDS -> "something that has to be there is absent";
      case E_CONFIG -> "the configuration is wrong";
      case E_OUTPUT -> "an output cannot be written";
      case E_LIMIT -> "the file exceeds a fixed limit";
      case E_UNSAFE_PATH -> "the file names another file outside its folder";
      case E_MISSING_PART -> "a part of the model is absent";
      case E_PLACEHOLDER -> "a pointer or an error page stands in place of the weights";
      case E_AMBIGUOUS -> "several equally good candidates";
      case E_OPTION -> "an option is unknown, has a bad value, or contradicts another";
    };
  }
}
