package org.weightwatcher.error;

/// The stable codes of everything that can go wrong for a user. The exit code of the command
/// follows from the code, not from the exception's class.
public enum ErrorCode {
  /// The path is missing, not readable, or a folder with nothing usable.
  E_NOT_FOUND,
  /// The content fits no known format, or holds no weights.
  E_NOT_A_MODEL,
  /// A range ends beyond the end of its file.
  E_TRUNCATED,
  /// The file violates its format.
  E_MALFORMED,
  /// An element type that is not read.
  E_UNSUPPORTED_DTYPE,
  /// A pickle needs code that is not emulated, at a place where a weight depends on it.
  E_UNSUPPORTED_PICKLE,
  /// The format is recognised but deliberately not read.
  E_UNSUPPORTED,
  /// A name occurs twice.
  E_DUPLICATE,
  /// Two models, or a model and its adapter, do not fit together.
  E_PAIRING,
  /// No layer matches or every one is skipped.
  E_NO_LAYERS,
  /// The memory budget is too small.
  E_MEMORY,
  /// Something that has to be there, such as another option's result, is absent.
  E_NEEDS,
  /// The configuration is wrong.
  E_CONFIG,
  /// An output cannot be written.
  E_OUTPUT,
  /// The file exceeds a fixed limit on hostile input.
  E_LIMIT,
  /// The file names another file outside its folder.
  E_UNSAFE_PATH,
  /// A shard or another part of the model is absent.
  E_MISSING_PART,
  /// A pointer or an error page stands in place of the weights.
  E_PLACEHOLDER,
  /// Several equally good candidates.
  E_AMBIGUOUS,
  /// An option is unknown, has a bad value, or contradicts another one.
  E_OPTION
}
